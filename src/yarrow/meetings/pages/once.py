"""One press is one act: a second press of the same button must not stop, warn or propose twice."""

import json
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.sealing.keys import digest
from yarrow.staff.requests import WorkerRequest

FIELD = "once"
_NOT_TYPED = frozenset({FIELD, "csrfmiddlewaretoken"})
_REMEMBERED = 10 * 60 * 60
"""Seconds: as long as the longest session (security.md R-25), so as long as any page that holds a token."""

T = TypeVar("T")


def fresh_token() -> str:
    """A new token for a page that is about to be shown."""
    return str(new_id())


def once(request: WorkerRequest, act: Callable[[], T], *, typed: bytes | None = None) -> T | None:
    """Do it on the first press, and nothing on a second press of the same page with the same words.

    ``typed`` is what stands on the page, by default everything that was posted. Hazard: gone back to and
    written anew it is another press; a worry that was typed then must never be taken for the first one.

    The token is spent in the act's own transaction: an act that failed may be pressed again, and one that
    was refused is asked again. A press without a token is always acted on, because a stop or a warning
    must never be lost.
    """
    with transaction.atomic():
        place = _place(request, _posted(request) if typed is None else typed)
        if place is not None and not cache.add(place, 1, _REMEMBERED):
            return None
        said = act()
        if place is not None and isinstance(said, Refused):
            cache.touch(place, 0)  # forgotten at once
        return said


def _place(request: WorkerRequest, typed: bytes) -> str | None:
    try:
        token = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    return digest(b"once", request.worker.pk.bytes, request.path.encode(), token.bytes, typed).hex()


def _posted(request: WorkerRequest) -> bytes:
    lists = sorted((name, given) for name, given in request.POST.lists() if name not in _NOT_TYPED)
    return json.dumps(lists).encode()
