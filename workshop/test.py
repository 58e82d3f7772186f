"""``./run test``: the whole suite on SQLite, then on PostgreSQL, and one closing line.

On PostgreSQL the short run leaves out what shows the same on every database: tests that ask none,
tests that ask a page, browser stories, and what is marked ``once``. The barrier asks every page on both
(docs/decisions/0013). ``--long`` runs everything on both.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET  # we read only the file that our own pytest has just written

from workshop.browser import NO_BROWSER, chromium
from workshop.postgresql import server_programs, throwaway_cluster

SHORT = "not long"
SHORT_AGAIN = "not long and not story and not once"
NO_TESTS = 5
"""pytest's exit code where nothing was collected, as when ARGS name tests of one database only."""


@dataclass(frozen=True)
class Counts:
    """How one run ended; ``broken`` where it ended without saying so."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: bool = False

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.broken or other.broken,
        )


def main(arguments: list[str]) -> int:
    """Run the tests; returns the exit code."""
    ours, theirs = _split(arguments)
    if set(ours) - {"--long"}:
        print("Usage: ./run test [--long] [-- PYTEST ARGS]")
        return 2
    spread = [] if theirs else ["-n", "2", "--dist", "worksteal"]
    is_long = "--long" in ours
    # Named tests run in every way that they can be asked.
    few = {} if theirs else {"YARROW_TESTS_IN_TURN": "yes"}
    environment = {"YARROW_EXAMPLES": "long"} if is_long else few
    total = _on_sqlite([*_which(SHORT, is_long=is_long), *spread, *theirs], environment)
    asks_it = {} if is_long or theirs else {"YARROW_TESTS_OF_THE_DATABASE": "only"}
    total += _on_postgresql([*_which(SHORT_AGAIN, is_long=is_long), *spread, *theirs], environment | asks_it)
    if chromium() is None:
        print(f"NOTE: the browser stories did not run: {NO_BROWSER}")
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed or total.broken or not total.passed else 0


def _which(markers: str, *, is_long: bool) -> list[str]:
    return [] if is_long else ["-m", markers]


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _on_sqlite(chosen: list[str], environment: dict[str, str]) -> Counts:
    print("== on SQLite", flush=True)
    return _pytest(chosen, environment | {"YARROW_PG_HOST": ""})


def _on_postgresql(chosen: list[str], environment: dict[str, str]) -> Counts:
    programs = server_programs()
    if programs is None:
        print("NOTE: no PostgreSQL server on this machine; the suite ran on SQLite only.")
        return Counts()
    print("== on PostgreSQL", flush=True)
    with throwaway_cluster(programs) as cluster:
        return _pytest(chosen, environment | cluster)


def _pytest(chosen: list[str], environment: dict[str, str]) -> Counts:
    """One run. A run that dies without a report is broken, never empty."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        line = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-o", "junit_family=xunit2", *chosen]
        code = subprocess.run(line, env=os.environ | environment, check=False).returncode
        counts = read_report(report) if report.exists() else Counts(broken=True)
    return counts + Counts(broken=code not in {0, 1, NO_TESTS})


def read_report(report: Path) -> Counts:
    """The counts of a JUnit report; an error in set-up or collection is a failed test."""
    suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314  # our own file
    if suite is None:
        return Counts(broken=True)
    tests, failures, errors, skipped = (
        int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return Counts(passed=max(tests - failed - skipped, 0), failed=failed, skipped=skipped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
