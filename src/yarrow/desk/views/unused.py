"""Keys that nobody has used for ninety days, and one press to end one (security.md §5.5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.cases.access import may_allocate
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for
from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.meetings.shown.named import numbered
from yarrow.rooms.actions import end_unused_key
from yarrow.rooms.pages import working_view
from yarrow.rooms.queries import unused_keys
from yarrow.rooms.queries.unused import UNUSED_FOR
from yarrow.staff.access import proved_view
from yarrow.staff.requests import WorkerRequest


@working_view
def unused_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """For the case supervisor all rooms, for the lead those they are in; for everybody else no page."""
    case = case_for(request.worker, case_id)
    if not may_allocate(request.worker, case):
        raise NotThere
    if request.method == "POST":
        return _ended(request, case)
    found = unused_keys(case, request.worker, request.clock.today())
    lines = [
        (f"{each.room.pk}/{each.worker.pk}", numbered(each.room), each.worker.name, each.since)
        for each in found
    ]
    context = {"case": case, "lines": lines, "days": UNUSED_FOR.days}
    return render(request, "desk/unused.html", context)


@proved_view
def _ended(request: WorkerRequest, case: Case) -> HttpResponse:
    """A press that names no unused key does nothing: it may have been used meanwhile."""
    for each in unused_keys(case, request.worker, request.clock.today()):
        if request.POST.get("end", "") == f"{each.room.pk}/{each.worker.pk}":
            refusal = end_unused_key(
                case=case,
                room_id=each.room.pk,
                worker_id=each.worker.pk,
                by=request.worker,
                clock=request.clock,
            )
            _say(request, each.worker.name, refusal.reasons[0].text if refusal is not None else "")
    return redirect("desk:unused", case.pk)


def _say(request: WorkerRequest, name: str, why_not: str) -> None:
    if why_not:
        messages.warning(request, gettext(why_not))
    else:
        said = gettext("Ended. The room has a new key, which %(name)s does not hold.") % {"name": name}
        messages.success(request, said)
