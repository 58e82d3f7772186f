"""Running a replay in a home of its own: a throw-away folder, pepper and database for each process.

The settings read the home from the environment when a process starts. A new process is therefore
the one sure way that a replay can reach no service that is already there.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from yarrow.gate.policy import changes_of, policy_of
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.policy.actions import agree, propose
from yarrow.policy.terms import Why
from yarrow.practice.trial import trial_of
from yarrow.staff.actions import set_up_service
from yarrow.staff.terms import Kind

from .case import ReplayCase
from .opened import FIRST_DAY
from .playing import Played, play
from .reading import read_case
from .report import Data, as_data
from .staff import ReplayStaff

INSIDE, NUMBERS = "--inside", "--numbers"
NO_CHANGES: Mapping[str, int] = {}
_A_DAY = timedelta(days=1)
_SETTLED = {"YARROW_PG_HOST": "", "DJANGO_SETTINGS_MODULE": "yarrow.config.settings"}


class HomeInUse(Exception):
    """The database belongs to a service already; a replay makes its own."""


class ReplayBroke(Exception):
    """A process ended without an answer; its own words are on the error output."""


class NotAgreed(Exception):
    """The throw-away service did not take these numbers."""


def run_apart(paths: Sequence[Path], changes: Mapping[str, int] = NO_CHANGES) -> list[Data]:
    """Play the files in as many processes as there are processors; in the order of the files.

    ``changes`` are numbers that the throw-away service asks besides the rules' own (``gate.policy``).
    """
    shares = [paths[start :: _processors()] for start in range(_processors())]
    with ExitStack() as homes:
        running = [_start(share, homes.enter_context(_home()), changes) for share in shares if share]
        told = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise ReplayBroke
    found: list[Data] = [data for out in told for data in json.loads(out)]
    return sorted(found, key=lambda data: [str(path) for path in paths].index(data["path"]))


def _processors() -> int:
    return os.cpu_count() or 1


def _home() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="yarrow-replay-")


def _start(paths: Sequence[Path], home: str, changes: Mapping[str, int]) -> subprocess.Popen[str]:
    inside = [INSIDE, NUMBERS, json.dumps(dict(changes))]
    line = [sys.executable, "-m", "django", "replay", *inside, *map(str, paths)]
    environment = os.environ | _SETTLED | {"YARROW_HOME": home}
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own program, and no shell


def run_inside(paths: Sequence[Path], changes: Mapping[str, int] = NO_CHANGES) -> Iterator[Data]:
    """Make this process's home a test service and play the files; raises HomeInUse."""
    call_command("migrate", verbosity=0)
    clock = FixedClock(FIRST_DAY - 2 * _A_DAY)  # what is agreed then holds from the day before the first
    if isinstance(set_up_service(kind=Kind.TEST, clock=clock), Refused):
        raise HomeInUse
    cases = [read_case(path) for path in paths]
    for path, played in zip(paths, play_all(cases, clock, changes), strict=True):
        yield as_data(played) | {"path": str(path)}


def play_all(
    cases: Sequence[ReplayCase], clock: FixedClock, changes: Mapping[str, int] = NO_CHANGES
) -> Iterator[Played]:
    """Play cases in a database that is set up, where ``clock`` says two days before the first."""
    rooms = max(len(case.people) for case in cases)
    staff = ReplayStaff(rooms=rooms, clock=clock)
    if changes_of(policy_of(1, changes)):
        _agree_on(changes, staff, clock)
    for case in cases:
        yield play(case, staff, clock)


def _agree_on(changes: Mapping[str, int], staff: ReplayStaff, clock: FixedClock) -> None:
    """As two people of a service do; raises NotAgreed."""
    tomorrow, by = clock.today() + _A_DAY, staff.supervisor.worker
    for each in (staff.supervisor, staff.signing):
        trial_of(policy_of(1, changes), by=each.worker, keyring=each.keyring, clock=clock)
    row = propose(changes=changes, effective_on=tomorrow, why=Why.REVIEW, by=by, clock=clock)
    if isinstance(row, Refused):
        raise NotAgreed(row)
    if isinstance(said := agree(row=row, by=staff.signing.worker, inside=frozenset(), clock=clock), Refused):
        raise NotAgreed(said)
