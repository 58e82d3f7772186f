"""A program of ours in a process of its own, which reads what somebody else made and may be taken over by it.

Whoever starts one believes nothing of what it says without checking, and takes silence for a no.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import IO

Child = subprocess.Popen[bytes]


@contextmanager
def apart(module: str, hint: str, *, seconds: float) -> Iterator[tuple[Child, list[bool]]]:
    """Run ``python -m module hint``; whatever happens it is gone when the block ends.

    It gets no environment, no open file and no message of ours. ``hint`` is seen by everybody on the
    machine: a kind of file, never a word of it. After ``seconds`` it is killed, and the list is not empty.
    """
    killed: list[bool] = []
    with subprocess.Popen(  # noqa: S603  # our own program, by its full path
        [sys.executable, "-I", "-B", "-m", module, hint],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the file
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:

        def too_late() -> None:
            killed.append(True)
            process.kill()

        timer = Timer(seconds, too_late)
        timer.start()
        try:
            yield process, killed
        finally:
            timer.cancel()
            process.kill()


def feed(process: Child, plain: Iterable[bytes]) -> None:
    """It reads all before it answers; if it dies meanwhile, its silence is the answer."""
    into: IO[bytes] | None = process.stdin
    if into is None:
        return
    with suppress(BrokenPipeError):
        for piece in plain:
            into.write(piece)
    with suppress(BrokenPipeError):
        into.close()
