"""One file in by the input, one answer out by the output; then this process is gone, and with it the file."""

import sys

from .answer import Head, Made, NoCopy, NotTaken
from .copying import copier_of
from .limits import give_up_all_but_pipes
from .sniffing import type_of
from .warming import warm_up


def looked_at(content: bytes) -> tuple[Head, bytes]:
    """What this file is, and its safe copy where one can be made."""
    try:
        kind = type_of(content)
    except NotTaken as why:
        return Head(refused=why.code), b""
    try:
        made = copier_of(kind)(content)
    except NotTaken as why:
        return Head(refused=why.code), b""
    except NoCopy as why:
        return Head(type=kind, copy=why.code), b""
    except MemoryError:
        return Head(type=kind, copy="too_long"), b""
    return _head(kind, made), made.content


def _head(kind: str, made: Made) -> Head:
    return Head(
        type=kind,
        copy="made",
        copy_type=made.type,
        copy_size=len(made.content),
        left_out=made.left_out,
        pages=made.pages,
    )


def main() -> None:
    """Give up what is not needed, read, answer."""
    warm_up(sys.argv[1])
    give_up_all_but_pipes()
    head, copy = looked_at(sys.stdin.buffer.read())
    sys.stdout.buffer.write(head.to_line())
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
