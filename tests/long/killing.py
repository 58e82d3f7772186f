"""A process that is killed with SIGKILL at any moment, and what it had said before.

The child is a fork of the test, so that a thousand rounds take minutes. It has its own connection
to a database of its own on disk; whatever it says, it says after the commit.
"""

import os
import select
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

from tests.barrier.own_database import own_database
from yarrow.sealing.keys import random_bytes

Say = Callable[[str], None]


@contextmanager
def on_disk(folder: Path) -> Iterator[None]:
    """The default connection leads to a database of its own on disk, with every table in it.

    On SQLite it is a copy of the one in memory that other tests have: making the tables takes seconds.
    """
    usual = connections["default"]
    if usual.vendor != "sqlite" or not usual.introspection.table_names():
        with own_database(folder):
            yield
        return
    usual.ensure_connection()
    place, copy = folder / "service.sqlite3", usual.copy()
    with sqlite3.connect(place) as file:
        usual.connection.backup(file)
    file.close()
    copy.settings_dict["NAME"] = str(place)
    connections["default"] = copy
    try:
        yield
    finally:
        copy.close()
        connections["default"] = usual


def killed_after(milliseconds: float, work: Callable[[Say], None]) -> list[str]:
    """Let ``work`` run in a child for so long, kill it, and return what it said before."""
    connection.close()  # two processes on one connection would spoil it for both
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        _run(work, says)
    os.close(says)
    time.sleep(milliseconds / 1000)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    said = b"".join(_heard(hears)).decode().splitlines()
    os.close(hears)
    broken = [line for line in said if line.startswith("broken")]
    assert not broken, broken
    assert os.WIFSIGNALED(status), "the child ended before it could be killed"
    return said


def _run(work: Callable[[Say], None], says: int) -> None:
    """The child; it must never go back into the test runner."""
    try:
        work(lambda line: _say(says, line))
    except BaseException as error:  # noqa: BLE001  # whatever it was, the parent must hear of it
        _say(says, f"broken: {error!r}")
        time.sleep(60)
    os._exit(1)


def _say(says: int, line: str) -> None:
    os.write(says, line.encode() + b"\n")


def _heard(hears: int) -> Iterator[bytes]:
    while select.select([hears], [], [], 0)[0]:
        if not (some := os.read(hears, 65536)):
            return
        yield some


def some_moment(most: int) -> float:
    """Milliseconds up to ``most``, at random: which moment is hit must not be the same each time."""
    return int.from_bytes(random_bytes(4), "big") / 2**32 * most
