"""One change put to the tests, in a forked child that nothing outlives.

A change inside a function is put into the function as it lies in memory, and the tests that were
collected before are run. What is worked out while modules are imported needs more: there everything
is forgotten and imported anew, with the changed module in the place of the old one.
"""

import ast
import functools
import importlib.abc
import importlib.util
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from .changes import Change, Members, changed

SURVIVED, KILLED, BROKEN = 0, 1, 3
SECONDS = 120
"""Of its own computing, after which a child is ended: a change that never comes back was noticed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change, and the module that it belongs to as it stands."""

    change: Change
    source: str
    members: Members
    module: str

    def tree(self) -> ast.Module:
        """The module with the change in it. Made in the child: thousands of trees make forking slow."""
        return changed(self.source, self.change, self.members)


def in_child(run: Callable[[], str | None], told: Path) -> int:
    """Start it; returns the child's id. The name of the test that failed is written to ``told``."""
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    code = BROKEN
    try:
        killer = run()
        told.write_text(killer or "")
        code = SURVIVED if killer is None else KILLED
    finally:
        os._exit(code)


def run_collected(trial: Trial, items: Sequence[pytest.Item], patience: float) -> str | None:
    """Put the change into the function, and run these tests; the name of the first that fails.

    After ``patience`` seconds of computing in them no further test is begun.
    """
    _put_in(trial)
    until = time.process_time() + patience
    for place, item in enumerate(items):
        if time.process_time() > until:
            return None
        following = items[place + 1] if place + 1 < len(items) else None
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return item.nodeid
    return None


@dataclass(frozen=True, slots=True)
class Run:
    """What one test ran without any change, each function as ``file:Class.method``."""

    functions: set[str]
    seconds: float
    has_failed: bool


def run_noted(item: pytest.Item) -> Run:
    """Run one test, noting every function that it runs."""
    codes: set[CodeType] = set()
    began = time.monotonic()

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        codes.add(frame.f_code)

    sys.settrace(note)  # told of calls only, since it asks for no lines
    try:
        reports = runtestprotocol(item, log=False, nextitem=None)
    finally:
        sys.settrace(None)
    functions = {f"{code.co_filename}:{code.co_qualname.partition('.<locals>')[0]}" for code in codes}
    return Run(functions, time.monotonic() - began, any(report.failed for report in reports))


def run_anew(
    trial: Trial | None,
    forget: str,
    options: Sequence[str],
    tests: Sequence[str],
    places: Mapping[str, int],
    likely: Sequence[str] = (),
    patience: float = math.inf,
) -> str | None:
    """Import everything anew with the changed module, and run the tests.

    First all cases of those that are ``likely`` to fail, since only their files must be collected for
    it; then all others in the order of ``places``. After ``patience`` seconds of computing in them none
    is begun. Returns the name of the first test that fails.
    """
    for name in [each for each in sys.modules if each == forget or each.startswith(f"{forget}.")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    if trial is not None:
        sys.meta_path.insert(0, _Changed(trial))
    seen = _FirstFailure(places, patience)
    files = list(dict.fromkeys(name.partition("::")[0] for name in likely))
    for group, only in ((files, frozenset(likely)), (tests, None)):
        if not group:
            continue
        seen.only = only
        code = pytest.main([*options, "-x", *group], plugins=[seen])
        if only and code == pytest.ExitCode.NO_TESTS_COLLECTED:
            continue  # the change took these very cases away
        if seen.is_out_of_patience:
            return seen.name or None
        if code != pytest.ExitCode.OK:
            return seen.name or "while the tests were collected"
    return None


class _FirstFailure:
    def __init__(self, places: Mapping[str, int], patience: float) -> None:
        self.name = ""
        self.is_out_of_patience = False
        self.only: frozenset[str] | None = None
        self._places = places
        self._left = patience
        self._began = 0.0
        self._passed: set[str] = set()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        last = len(self._places)
        left = [item for item in items if item.nodeid not in self._passed and self._is_asked(item.nodeid)]
        items[:] = sorted(left, key=lambda item: self._places.get(item.nodeid, last))

    def _is_asked(self, name: str) -> bool:
        return self.only is None or name.partition("[")[0] in self.only

    def pytest_runtest_setup(self) -> None:
        self._began = time.process_time()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        self._left -= time.process_time() - self._began
        if self._left < 0:
            self.is_out_of_patience = True
            item.session.shouldstop = "out of patience"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid
        if report.when == "teardown":
            self._passed.add(report.nodeid)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, in its changed form."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    def find_spec(
        self, name: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if name != self._trial.module:
            return None
        place = self._trial.change.path
        is_package = place.endswith("__init__.py")
        folders = [str(Path(place).parent)] if is_package else None
        return importlib.util.spec_from_file_location(
            name, place, loader=self, submodule_search_locations=folders
        )

    def exec_module(self, module: ModuleType) -> None:
        code = compile(self._trial.tree(), self._trial.change.path, "exec")
        exec(code, module.__dict__)  # noqa: S102  # our own module, with the change


def _put_in(trial: Trial) -> None:
    function = function_called(sys.modules[trial.module], trial.change.within)
    whole = compile(trial.tree(), function.__code__.co_filename, "exec")
    function.__code__ = _code_of(whole, trial.change.within)


def function_called(module: ModuleType, within: str) -> FunctionType:
    """The function itself, whatever stands around it."""
    found: Any = module
    for name in within.split("."):
        found = vars(found)[name]
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, functools.cached_property):
        found = found.func
    found = getattr(found, "__func__", found)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    if not isinstance(found, FunctionType):
        raise TypeError(f"{within} is no function")
    return found


def _code_of(code: CodeType, within: str) -> CodeType:
    for name in within.split("."):
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code
