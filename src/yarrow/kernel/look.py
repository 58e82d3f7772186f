"""What one look at a page has read already, so that it asks the same of the database once.

For looks (GET) alone, and for one request: a post may change what it has just read. Hazard: what lets
somebody in must not outlive an act, so whatever is written into the record forgets it all.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_Found = TypeVar("_Found")
_READ: ContextVar[dict[Hashable, Any] | None] = ContextVar("look_read", default=None)
"""By question, what was found; None outside a look, where everything is read anew."""


@contextmanager
def one_look(*, is_look: bool) -> Iterator[None]:
    """Within this, ``asked_once`` remembers, if it is a look."""
    token = _READ.set({} if is_look else None)
    try:
        yield
    finally:
        _READ.reset(token)


def asked_once(question: Hashable, read: Callable[[], _Found]) -> _Found:
    """What ``read`` finds, or found earlier in this look. Give back nothing that a caller could change."""
    found = _READ.get()
    if found is None:
        return read()
    if question not in found:
        found[question] = read()
    answer: _Found = found[question]
    return answer


def forget() -> None:
    """Something was written: ask everything anew."""
    found = _READ.get()
    if found is not None:
        found.clear()
