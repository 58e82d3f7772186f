"""Every chosen change in turn, a few at a time, the tests that noticed the last ones first."""

import gc
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import FrameType

import pytest

from .changes import Change, Members, changes_in
from .trial import BROKEN, KILLED, SURVIVED, Trial, in_child, run_anew, run_collected, run_noted

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
    patience: float
    """Seconds of computing after which a change that no test noticed counts as not noticed."""


_PRINTED = "test_the_page_in_docs_is_up_to_date"
"""It compares the printed page, so it notices every change of a word and does not know a wrong one."""
_LIKELY = 3
_SLOW = 0.5
"""Seconds after which a test comes last."""
Turn = tuple[bool, int, float]
_FIRST: Turn = (False, 0, 0.0)
_ANYWHERE = ""
"""Where a test noticed a change of any file at all."""
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
    _turns: dict[str, Turn] = field(default_factory=dict)
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
        self._note_who_runs_what(session.items)
        self._must_pass_anew()
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
        """Which tests run which function, noted once: no other test can notice a change in it.

        A test that fails without any change would notice everything, so none may.
        """
        told = self.folder / "who-runs-what"

        def note() -> str | None:
            gathered: dict[str, list[int]] = {}
            seconds: dict[str, float] = {}
            for place, item in enumerate(items):
                run = run_noted(item)
                if run.has_failed:
                    return item.nodeid
                seconds[item.nodeid] = run.seconds
                for function in run.functions:
                    gathered.setdefault(function, []).append(place)
            told.write_text(json.dumps([gathered, seconds]))
            return None

        self._must_pass(note)
        runs, seconds = json.loads(told.read_text())
        self._turns = turns_of(seconds)
        self._runs = {where: frozenset(places) for where, places in runs.items()}

    def _must_pass_anew(self) -> None:
        """Neither may one fail once everything is imported anew."""
        asked = self.asked
        self._must_pass(lambda: run_anew(None, asked.package, self.options, asked.tests, {}))

    def _must_pass(self, way: Callable[[], str | None]) -> None:
        told = self.folder / "unchanged"
        _child, status = os.waitpid(in_child(way, told), 0)
        if os.waitstatus_to_exitcode(status) != SURVIVED:
            failed = told.read_text() if told.exists() else "while it was tried"
            raise RuntimeError(f"a test fails without any change: {failed}")

    def _start(self, trial: Trial, items: Sequence[pytest.Item]) -> None:
        told = self.folder / f"{len(self.outcomes)}-{trial.change.node}-{trial.change.variant}"
        place = str(Path(trial.change.path).resolve())
        anew = not trial.change.within or (place, trial.change.within) in self._at_import
        running = self._runs.get(f"{place}:{trial.change.within}", frozenset())

        def run_it() -> str | None:
            if anew:
                places = {name: place for place, name in enumerate(self._in_order(trial.change))}
                likely, asked = self._likely(trial.change), self.asked
                return run_anew(
                    trial, asked.package, self.options, asked.tests, places, likely, asked.patience
                )
            ordered = self._likely_first(trial.change, [items[at] for at in sorted(running)])
            return run_collected(trial, ordered, self.asked.patience)

        self._running[in_child(run_it, told)] = (trial.change, told)

    def _in_order(self, change: Change, names: Iterable[str] | None = None) -> list[str]:
        """Tests that noticed most here come first, then one case of each test, then its other cases."""
        here, file, anywhere = (
            self._noticed.get(where, Counter())
            for where in (f"{change.path}:{change.within}", change.path, _ANYWHERE)
        )
        return sorted(
            self._turns if names is None else names,
            key=lambda name: (
                -here[name],
                -file[name],
                -file[_test_of(name)],
                -anywhere[name],
                self._turns.get(name, _FIRST),
            ),
        )

    def _likely_first(self, change: Change, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        by_name = {item.nodeid: item for item in items}
        return [by_name[name] for name in self._in_order(change, by_name)]

    def _likely(self, change: Change) -> list[str]:
        """The tests that noticed most in this file by then, out of few files; each with all its cases."""
        noticed = [name for name, _times in self._noticed.get(change.path, Counter()).most_common()]
        tests = list(dict.fromkeys(_test_of(name) for name in noticed if "::" in name))
        files = list(dict.fromkeys(name.partition("::")[0] for name in tests))[:_LIKELY]
        return [name for name in tests if name.partition("::")[0] in files]

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
            for place in (f"{change.path}:{change.within}", change.path, _ANYWHERE):
                self._noticed.setdefault(place, Counter()).update({killer, _test_of(killer)})
        if code == SURVIVED:
            self.say(f"  not noticed: {change.path}:{change.line} {change.within}: {change.what}")
        if len(self.outcomes) % 50 == 0:
            left = sum(not each.is_killed for each in self.outcomes)
            self.say(f"  {len(self.outcomes)} of {of}, {left} not noticed")


def turns_of(seconds: Mapping[str, float]) -> dict[str, Turn]:
    """When each test has its turn, from how long it takes.

    The many cases of one test notice much the same, so no test has its second case before every other
    has had its first; slow ones wait until the end.
    """
    cases: Counter[str] = Counter()
    turns: dict[str, Turn] = {}
    for name, taken in seconds.items():
        test = _test_of(name)
        turns[name] = (taken > _SLOW, cases[test], taken)
        cases[test] += 1
    return turns


def _test_of(case: str) -> str:
    return case.partition("[")[0]


def _trials(asked: Asked) -> Iterator[Trial]:
    for path in sorted(asked.folder.rglob("*.py")):
        if "tests" in path.parts or not is_asked(path, asked.only):
            continue
        module = _module_of(path)
        source, members = path.read_text(), members_in(module)
        for change in changes_in(str(path), source, members):
            if change.is_chosen(asked.share):
                yield Trial(change, source, members, module)


def is_asked(path: Path, only: Sequence[str]) -> bool:
    """Whether it, or a folder that it lies in, ends with one of these; where there are none, it is."""
    above = (str(each) for each in (path, *path.parents))
    ends = tuple(each.rstrip("/") for each in only)
    return not ends or any(each.endswith(ends) for each in above)


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
