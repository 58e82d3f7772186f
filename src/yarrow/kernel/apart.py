"""Doing many things each by itself, so that one that fails keeps none of the others from being done."""

import logging
from collections.abc import Callable, Iterable

_LOG = logging.getLogger("yarrow.apart")


class NotAllDone(Exception):
    """Some of it raised; the rest is done, and ``done`` says what came of it.

    ``failed`` has the names of what raised, with the kind of error and never its words: those may
    carry content.
    """

    def __init__(self, done: dict[str, int], failed: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name} ({kind})" for name, kind in failed.items()))
        self.done, self.failed = done, failed


def each_apart(parts: Iterable[tuple[str, Callable[[], int]]]) -> dict[str, int]:
    """Do every part and return what each counted. Raises ``NotAllDone`` at the end if any raised.

    A part that is itself made of parts says through its own ``NotAllDone`` how far it came.
    Names are said in the log: they must name no person and no case.
    """
    done, failed = {}, {}
    for name, part in parts:
        try:
            done[name] = part()
        except Exception as error:  # noqa: BLE001  # whatever went wrong, the others are still done
            failed[name] = type(error).__name__
            _LOG.error("%s: %s", name, failed[name])  # a traceback could carry content
            if isinstance(error, NotAllDone):
                done[name] = sum(error.done.values())
    if failed:
        raise NotAllDone(done, failed) from None
    return done
