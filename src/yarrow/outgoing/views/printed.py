"""The print log of one room, for who is inside."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.outgoing.queries import print_log_of
from yarrow.rooms.queries import labels_in, room_for
from yarrow.rooms.shown import room_listed
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@signed_in_view
@require_GET
def print_log(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What was made for this person; raises NotThere for who is not inside."""
    room = room_for(request.worker, room_id)
    label = labels_in([room], request.keyring).get(room.pk)
    context = {
        "room": room_listed(room, label.name if label else ""),
        "here": room,
        "lines": print_log_of(room, request.worker),
    }
    return render(request, "outgoing/printed.html", context)
