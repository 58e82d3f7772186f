"""What people wrote for somebody other than who handed them the sheet: only its reader finds it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.queries import cases_allocated_to
from yarrow.design.pages import render
from yarrow.handover.actions import look_at
from yarrow.handover.queries import apart_for, one_apart
from yarrow.rooms.pages import working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def list_page(request: WorkerRequest) -> HttpResponse:
    """The sheets that wait for this worker, and those they have looked at; no answer stands here."""
    found = apart_for(request.worker, request.keyring)
    return render(request, "handover/apart.html", {"found": [_line(each) for each in found]})


def _line(each: Any) -> dict[str, Any]:
    return {
        "id": each.id,
        "words": gettext(each.sheet.words),
        "day": each.day,
        "is_alarm": each.is_alarm,
        "is_new": each.looked_at_on is None,
    }


@working_view
def one_page(request: WorkerRequest, answers_id: UUID) -> HttpResponse:
    """One sheet, and one press that it was looked at and seen to."""
    row, found = one_apart(request.worker, request.keyring, answers_id)
    if request.method == "POST":
        look_at(answers=row, by=request.worker, clock=request.clock)
        return redirect("handover:apart")
    case = cases_allocated_to(request.worker).filter(pk=found.case).first()
    context = {"found": found, "title": gettext(found.sheet.words), "case": case}
    return render(request, "handover/apart_one.html", context)
