"""What the gateways over HTTP share: whether the other end was ever reached, and quiet libraries."""

import logging


def was_never_reached(failure: BaseException) -> bool:
    """Whether no connection came about, so that certainly nothing was taken. In doubt, it was reached.

    The libraries wrap one error into another; only what urllib3 itself says of a connection counts.
    """
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    seen: set[int] = set()
    waiting: list[object] = [failure]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or not isinstance(each, BaseException):
            continue
        seen.add(id(each))
        if isinstance(each, NewConnectionError | ConnectTimeoutError):
            return True
        waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
    return False


def quiet(*names: str) -> None:
    """Keep a library from writing what it was given into the log (security.md O-02)."""
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
