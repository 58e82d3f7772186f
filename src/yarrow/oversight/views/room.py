"""The record of one room, for who is inside: who opened it, and when."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.oversight.queries import room_record
from yarrow.rooms.queries import labels_in
from yarrow.rooms.shown import room_listed
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@signed_in_view
@require_GET
def record(request: WorkerRequest, room_id: UUID, number: int = 1) -> HttpResponse:
    """Acts in this room, newest first; raises NotThere for who is not inside."""
    room, page_of = room_record(request.worker, room_id, number)
    label = labels_in([room], request.keyring).get(room.pk)
    context = {
        "room": room_listed(room, label.name if label else ""),
        "here": room,
        "page_of": page_of,
    }
    return render(request, "oversight/room.html", context)
