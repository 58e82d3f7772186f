"""Every chosen change in turn, a few at a time, the tests that noticed the last ones first."""

import gc
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import FrameType

import pytest

from .changes import Change, Members, changed, changes_in
from .trial import BROKEN, KILLED, SURVIVED, Trial, functions_run, in_child, run_anew, run_collected

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change; ``killer`` is the test that noticed it."""

    change: Change
    is_killed: bool
    killer: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is changed, by which tests it is tried, and how much of it."""

    package: str
    folder: Path
    tests: tuple[str, ...]
    only: tuple[str, ...]
    share: float
    at_once: int


_PRINTED = "test_the_page_in_docs_is_up_to_date"
"""It compares the printed page, so it notices every change of a word and does not know a wrong one."""
_LIKELY = 5
_QUIET = ("-q", "-s", "-p", "no:cacheprovider", "-p", "no:django", "-p", "no:xdist", "-p", "no:socket")
_PLAIN = ("--noconftest", "--import-mode=importlib", "-W", "error", "-m", "not long", "-k", f"not {_PRINTED}")
_INI = "[pytest]\npythonpath = . src\nmarkers =\n    long: x\n    once: x\n"


def options_for(ini: Path) -> list[str]:
    """Pytest without a database, without the house's own set-up: rules need neither."""
    return [*_QUIET, *_PLAIN, "-c", str(ini), "--rootdir", str(Path.cwd())]


def run(asked: Asked, say: Say) -> list[Outcome]:
    """Try every chosen change; raises RuntimeError where the tests fail without any change."""
    with tempfile.TemporaryDirectory(prefix="yarrow-mutate-") as folder:
        ini = Path(folder) / "pytest.ini"
        ini.write_text(_INI)
        options = options_for(ini)
        trying = _Trying(asked, options, Path(folder), say)
        code = pytest.main([*options, *asked.tests], plugins=[trying])
    if code != pytest.ExitCode.OK or not trying.is_done:
        raise RuntimeError("the tests could not be collected, or fail without any change")
    return trying.outcomes


@dataclass(slots=True)
class _Trying:
    """A plugin that runs the collected tests again and again, each time with another change."""

    asked: Asked
    options: list[str]
    folder: Path
    say: Say
    outcomes: list[Outcome] = field(default_factory=list)
    is_done: bool = False
    _at_import: set[tuple[str, str]] = field(default_factory=set)
    _runs: dict[str, frozenset[int]] = field(default_factory=dict)
    _noticed: dict[str, Counter[str]] = field(default_factory=dict)
    _running: dict[int, tuple[Change, Path]] = field(default_factory=dict)

    def pytest_configure(self) -> None:
        """From here on, note which functions run before any test does."""
        from hypothesis import settings  # pytest wants to be there first

        settings.register_profile("mutate", deadline=None, derandomize=True, database=None, max_examples=40)
        settings.load_profile("mutate")
        sys.setprofile(self._note)

    def _note(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            code = frame.f_code
            self._at_import.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once."""
        sys.setprofile(None)
        if session.testsfailed:
            return True
        self._must_pass_unchanged(session.items)
        self._note_who_runs_what(session.items)
        gc.freeze()
        trials = list(_trials(self.asked))
        self.say(f"{len(trials)} changes, {len(session.items)} tests")
        for trial in trials:
            while len(self._running) >= self.asked.at_once:
                self._wait(len(trials))
            self._start(trial, session.items)
        while self._running:
            self._wait(len(trials))
        self.is_done = True
        return True

    def _note_who_runs_what(self, items: Sequence[pytest.Item]) -> None:
        """Which tests run which function, noted once: no other test can notice a change in it."""
        told = self.folder / "who-runs-what"

        def note() -> None:
            gathered: dict[str, list[int]] = {}
            for place, item in enumerate(items):
                for function in functions_run(item):
                    gathered.setdefault(function, []).append(place)
            told.write_text(json.dumps(gathered))

        _child, status = os.waitpid(in_child(note, told.with_suffix(".end")), 0)
        if os.waitstatus_to_exitcode(status) != SURVIVED:
            raise RuntimeError("it could not be noted which tests run which function")
        self._runs = {where: frozenset(places) for where, places in json.loads(told.read_text()).items()}

    def _must_pass_unchanged(self, items: Sequence[pytest.Item]) -> None:
        """Both ways of running them: a test that fails anyway would notice everything."""
        told = self.folder / "unchanged"
        ways: tuple[Callable[[], str | None], ...] = (
            lambda: run_collected(None, items),
            lambda: run_anew(
                None, self.asked.package, self.options, [self.asked.tests[:1], self.asked.tests]
            ),
        )
        for way in ways:
            _child, status = os.waitpid(in_child(way, told), 0)
            if os.waitstatus_to_exitcode(status) != SURVIVED:
                raise RuntimeError(f"a test fails without any change: {told.read_text()}")

    def _start(self, trial: Trial, items: Sequence[pytest.Item]) -> None:
        told = self.folder / f"{len(self.outcomes)}-{trial.change.node}-{trial.change.variant}"
        place = str(Path(trial.change.path).resolve())
        anew = not trial.change.within or (place, trial.change.within) in self._at_import
        running = self._runs.get(f"{place}:{trial.change.within}", frozenset())
        ordered = self._likely_first(trial.change, [items[at] for at in sorted(running)])

        def run_it() -> str | None:
            if anew:
                return run_anew(trial, self.asked.package, self.options, self._likely_files(trial.change))
            return run_collected(trial, ordered)

        self._running[in_child(run_it, told)] = (trial.change, told)

    def _likely_first(self, change: Change, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        noticed = self._noticed.get(change.path, Counter())
        here = self._noticed.get(f"{change.path}:{change.within}", Counter())
        return sorted(items, key=lambda item: (-here[item.nodeid], -noticed[item.nodeid]))

    def _likely_files(self, change: Change) -> list[Sequence[str]]:
        """The files that noticed most by then, and after them all tests there are."""
        noticed = self._noticed.get(change.path, Counter()).most_common(_LIKELY)
        files = dict.fromkeys(name.partition("::")[0] for name, _times in noticed if "::" in name)
        return [list(files), self.asked.tests] if files else [self.asked.tests]

    def _wait(self, of: int) -> None:
        child, status = os.wait()
        if child not in self._running:
            return
        change, told = self._running.pop(child)
        code = os.waitstatus_to_exitcode(status)
        killer = told.read_text() if told.exists() else ""
        told.unlink(missing_ok=True)
        if code == BROKEN:
            raise RuntimeError(f"a change could not be tried: {change}")
        self.outcomes.append(Outcome(change, is_killed=code != SURVIVED, killer=killer))
        if code == KILLED:
            for place in (change.path, f"{change.path}:{change.within}"):
                self._noticed.setdefault(place, Counter())[killer] += 1
        if code == SURVIVED:
            self.say(f"  not noticed: {change.path}:{change.line} {change.within}: {change.what}")
        if len(self.outcomes) % 50 == 0:
            left = sum(not each.is_killed for each in self.outcomes)
            self.say(f"  {len(self.outcomes)} of {of}, {left} not noticed")


def _trials(asked: Asked) -> Iterator[Trial]:
    for path in sorted(asked.folder.rglob("*.py")):
        if "tests" in path.parts or (asked.only and not any(str(path).endswith(end) for end in asked.only)):
            continue
        module = _module_of(path)
        source, members = path.read_text(), members_in(module)
        for change in changes_in(str(path), source, members):
            if change.is_chosen(asked.share):
                yield Trial(change, changed(source, change, members), module)


def _module_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    named = parts[parts.index("src") + 1 :]
    return ".".join(named[:-1] if named[-1] == "__init__" else named)


def members_in(module: str) -> Members:
    """The enumerations that a module knows by name."""
    known = vars(sys.modules[module]) if module in sys.modules else {}
    return {
        name: tuple(found.__members__)
        for name, found in known.items()
        if isinstance(found, type) and issubclass(found, Enum)
    }
