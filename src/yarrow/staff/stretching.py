"""Stretching a passphrase, never more than two at once on this machine (ASVS 15.2.2).

Each derivation holds 128 MiB. ``sealing`` bounds one process; a service runs several, so here two
files in its home are the two places at the bench, held by locks that end with the process.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from yarrow.sealing.passphrase import Argon2Cost, derive_root

try:
    import fcntl
except ImportError:  # Windows: each process is bounded, not the machine
    fcntl = None  # type: ignore[assignment]  # said in docs: serve there with one process

PLACES = 2
LONGEST_WAIT = 2.5
"""Seconds. Whoever waits longer is told to try again: those who wait hold the threads that serve pages."""
RETRY_AFTER = 15
_LOOK_EVERY = 0.02


class TooBusy(Exception):
    """No place became free in time. Nothing was checked, so nothing is counted as a failure."""


def stretched(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """The root of a passphrase (``sealing.passphrase.derive_root``). Raises ``TooBusy``."""
    with _place_at_the_bench(settings.HOME):
        return derive_root(passphrase, salt, cost)


@contextmanager
def _place_at_the_bench(home: Path) -> Iterator[None]:
    files = [os.open(home / f"stretching-{n}.lock", os.O_RDWR | os.O_CREAT, 0o600) for n in range(PLACES)]
    try:
        _wait_for_one(files)
        yield
    finally:
        for file in files:
            os.close(file)  # closing gives the lock back


def _wait_for_one(files: list[int]) -> None:
    until = time.monotonic() + LONGEST_WAIT
    while not any(_is_free(file) for file in files):
        if time.monotonic() >= until:
            raise TooBusy
        time.sleep(_LOOK_EVERY)


def _is_free(file: int) -> bool:
    """Whether the lock is ours now."""
    if fcntl is None:
        return True
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
