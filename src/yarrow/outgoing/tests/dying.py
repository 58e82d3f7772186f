"""In place of the program that reads a paper: it comes to grief in the way that the paper says."""

import os
import signal
import sys

_GOOD = b'{"pictures":false,"texts":[]}'
_LIES = b'{"pictures":0,"texts":[["body",1]]}'


def main() -> None:
    """Read everything, as the real one does, then fail."""
    sys.stdin.buffer.readline()
    way = sys.stdin.buffer.read().decode()
    answers = {"silent": b"", "half": _GOOD[:-4], "else": b"[]", "lies": _LIES}
    sys.stdout.buffer.write(answers.get(way, _GOOD))
    sys.stdout.buffer.flush()
    if way == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if way == "crashed":
        os.kill(os.getpid(), signal.SIGSEGV)
    if way == "failed":
        sys.exit(1)


if __name__ == "__main__":
    main()
