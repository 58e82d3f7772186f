"""A backup that is killed, or finds the disk full, leaves the one before whole (security.md T11, T12)."""

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from tests.barrier.own_database import own_database
from tests.barrier.settled import BEGINNING
from yarrow.backups.actions import Made, make_backup
from yarrow.backups.opening import opened
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Entry
from yarrow.sealing.errors import CannotOpen

from .rehearsing import Served, serve_a_family

FAILED, MADE = 7, 0


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Served]:
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("served")):
        yield serve_a_family(FixedClock(BEGINNING))


def back_up(served: Served, to: Path) -> None:
    made = make_backup(
        to=to, recipients=served.recipients, secrets=[settings.PEPPER_FILE], clock=served.clock
    )
    assert isinstance(made, Made)


def in_a_child(act: Callable[[], None]) -> int:
    """Run an act in a process of its own, as the nightly command is one; its connection is its own too."""
    connections["default"].close()
    child = os.fork()
    if child:
        return child
    try:
        act()
        os._exit(MADE)
    except OSError:
        os._exit(FAILED)
    finally:
        os._exit(1)


def is_whole(path: Path, served: Served) -> bool:
    try:
        return opened(path, served.operations.secret).label.rows["rooms_entry"] == Entry.objects.count()
    except CannotOpen:
        return False


@pytest.mark.parametrize("rounds", [8, pytest.param(1_000, marks=pytest.mark.long)])
def test_killed_backup_leaves_the_one_before(served: Served, tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "night.age"
    back_up(served, path)
    began = time.monotonic()
    back_up(served, path)
    takes, killed = time.monotonic() - began, 0

    for number in range(rounds):
        child = in_a_child(lambda: back_up(served, path))
        time.sleep(takes * 1.2 * (number % 40) / 40)
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        assert is_whole(path, served)

    assert killed > rounds / 4
    back_up(served, path)
    assert is_whole(path, served)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_full_disk_leaves_the_one_before_and_nothing_half_written(served: Served, tmp_path: Path) -> None:
    path = tmp_path / "night.age"
    back_up(served, path)
    before = path.read_bytes()

    def on_a_small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        # Half of what the backup needs: the disk is full in the middle of it.
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, len(before) // 2))
        back_up(served, path)

    _pid, status = os.waitpid(in_a_child(on_a_small_disk), 0)

    assert os.waitstatus_to_exitcode(status) == FAILED
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    connection.close()
