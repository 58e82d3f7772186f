"""One paper in by the input, its words out by the output; then this process is gone.

What goes wrong says nothing: no answer is a paper that could not be read, and that is stopped.
"""

import sys

from yarrow.files.converting.limits import give_up_all_but_pipes

from . import read
from .warming import warm_up
from .wire import from_parent, to_parent

CPU_SECONDS = 12
MEMORY_BYTES = 1024 * 1024 * 1024


def main() -> None:
    """Get ready, give up what is not needed, and only then look into it."""
    line, body = sys.stdin.buffer.readline(), sys.stdin.buffer.read()
    warm_up(sys.argv[1], body)
    give_up_all_but_pipes(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    sys.stdout.buffer.write(to_parent(read(from_parent(line, body))))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
