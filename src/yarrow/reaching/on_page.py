"""Whether the person of the room on screen is on hold, for pages of packages further down."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind

from .queries import is_held

_ON = frozenset({"record:room"})


def hold_of_page(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: ``hold_of_room`` (held, free, or nothing), asked only where it is shown.

    The page itself has said who may see the room before anything of it is drawn.
    """
    return {"hold_of_room": SimpleLazyObject(lambda: _asked(request))}


def _asked(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or match.view_name not in _ON:
        return ""
    room = Room.objects.select_related("case").filter(pk=match.kwargs["room_id"]).first()
    if room is None or room.kind != RoomKind.PERSON:
        return ""
    return "held" if is_held(room.case, room) else "free"
