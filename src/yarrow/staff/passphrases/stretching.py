"""Stretching a passphrase: two at once on this machine, the others in one line (ASVS 15.2.2, T23).

Each derivation holds 128 MiB. ``sealing`` bounds one process; a service runs several, so here the line is
a row of places, each a file in its home with a lock that ends with its process. Whoever comes takes
the last place and steps forward whenever the one in front is free, so nobody is passed by. The first
two are at the bench.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from yarrow.sealing.passphrase import Argon2Cost, derive_root

try:
    import fcntl
except ImportError:  # Windows: each process is bounded, not the machine
    fcntl = None  # type: ignore[assignment]  # said in docs: serve there with one process

BENCH = 2
LINE = 22
"""How many may wait behind the bench on this machine."""
OF_ONE_PROCESS = 12
"""Of its threads (``config.serving``); the others go on serving pages while these stand in line."""
LONGEST_WAIT = 9.0
"""Seconds until the answer. Whoever would wait longer, as long as one stretching takes today, is told to
come again, and told soon: before a browser or a person gives up."""
RETRY_AFTER = 15

_AT_THE_DOOR = 0.25
"""Seconds in which the last place must become free: it does at once, unless the whole line stands."""
_LOOK_EVERY = 0.02
_STANDS_AFTER = 0.5
"""Seconds after which somebody's place says how long it will take; before, they are still walking up."""

_THREADS = BoundedSemaphore(OF_ONE_PROCESS)


class TooBusy(Exception):
    """No place became free in time. Nothing was checked, so nothing is counted as a failure."""


class Pace:
    """How long a stretching takes on this machine today: in seconds, as the last one of this process did."""

    lasted = 0.6


def stretched(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """The root of a passphrase (``sealing.passphrase.derive_root``). Raises ``TooBusy``.

    Hazard: it takes a second, and seconds more to get there. Never inside a transaction: on SQLite
    nobody else could write meanwhile.
    """
    with turn(settings.HOME):
        begun = time.monotonic()
        root = derive_root(passphrase, salt, cost)
        Pace.lasted = time.monotonic() - begun
        return root


@contextmanager
def turn(home: Path) -> Iterator[None]:
    """Wait in line; inside, one of the two places at the bench is ours. Raises ``TooBusy``."""
    if not _THREADS.acquire(blocking=False):
        raise TooBusy
    try:
        place = _at_the_bench(home)
        try:
            yield
        finally:
            os.close(place)  # closing gives the lock back
    finally:
        _THREADS.release()


def _at_the_bench(home: Path) -> int:
    """The open, locked file of a place at the bench."""
    begun, number = time.monotonic(), BENCH + LINE - 1
    place = _waited_for(home, [number], lambda: time.monotonic() >= begun + min(_AT_THE_DOOR, LONGEST_WAIT))
    while number >= BENCH:
        in_front = [number - 1] if number > BENCH else list(range(BENCH))
        try:
            nearer = _waited_for(home, in_front, partial(_is_too_late, begun, number))
        finally:
            os.close(place)  # given back only now: nobody steps past us
        place, number = nearer, number - 1
    return place


def _is_too_late(begun: float, number: int) -> bool:
    """Whether the answer would come too late for who began then and stands at this place."""
    now = time.monotonic()
    if now >= begun + LONGEST_WAIT:
        return True
    turns = (number - BENCH + 1) / BENCH + 1
    return now >= begun + _STANDS_AFTER and now + turns * Pace.lasted > begun + LONGEST_WAIT


def _waited_for(home: Path, numbers: list[int], is_too_late: Callable[[], bool]) -> int:
    """The first of these places to become free, open and locked."""
    files = [_opened(home, number) for number in numbers]
    try:
        while (mine := next(filter(_is_free, files), None)) is None:
            if is_too_late():
                raise TooBusy
            time.sleep(_LOOK_EVERY)
        files.remove(mine)
        return mine
    finally:
        for file in files:
            os.close(file)


def _opened(home: Path, number: int) -> int:
    return os.open(home / f"stretching-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)


def _is_free(file: int) -> bool:
    """Whether the lock is ours now."""
    if fcntl is None:
        return True
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
