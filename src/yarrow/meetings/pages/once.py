"""One press is one act: a second press of the same button must not stop, warn or propose twice."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import digest
from yarrow.staff.requests import WorkerRequest

FIELD = "once"
_REMEMBERED = 10 * 60 * 60
"""Seconds: as long as the longest session (security.md R-25), so as long as any page that holds a token."""

T = TypeVar("T")


def fresh_token() -> str:
    """A new token for a page that is about to be shown."""
    return str(new_id())


def once(request: WorkerRequest, act: Callable[[], T], *, typed: bytes = b"") -> T | None:
    """Do it on the first press, and nothing on a second press of the same page with the same words.

    ``typed`` is what stands on the page: gone back to and written anew, it is another press.

    The token is spent in the act's own transaction: an act that failed may be pressed again. A
    press without a token is always acted on, because a stop or a warning must never be lost.
    """
    with transaction.atomic():
        return act() if _is_first(request, typed) else None


def _is_first(request: WorkerRequest, typed: bytes) -> bool:
    try:
        token = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return True
    place = digest(b"once", request.worker.pk.bytes, request.path.encode(), token.bytes, typed).hex()
    return cache.add(place, 1, _REMEMBERED)
