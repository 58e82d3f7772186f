"""What was done in the service: for managers, in plain words, and nothing of who is in which case."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.oversight.access import may_oversee
from yarrow.oversight.forms import ChooseForm, DayForm
from yarrow.oversight.queries import (
    Filter,
    backup_overdue,
    bulk_reads,
    done_page,
    last_backup,
    last_verification,
    names_of,
    verification_overdue,
    work_of_day,
)
from yarrow.oversight.terms import Counted
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest

from .remembered import chosen, day_of_work, remember, remember_day


def _only_who_oversees(request: WorkerRequest) -> None:
    if not may_oversee(request.worker):
        raise NotThere


@require_GET
@signed_in_view
def done(request: WorkerRequest, number: int = 1) -> HttpResponse:
    """Acts one by one, newest first; raises NotThere for anybody but a manager."""
    _only_who_oversees(request)
    asked, now = chosen(request), request.clock.now()
    context = {
        "page_of": done_page(request.worker, asked, number),
        "asked": asked,
        "asked_worker": names_of([asked.worker]).get(asked.worker, "") if asked.worker else "",
        "alarms": bulk_reads(request.worker, now),
        "verified": last_verification(),
        "verify_overdue": verification_overdue(now),
        "backup": last_backup(),
        "backup_overdue": backup_overdue(now),
    }
    return render(request, "oversight/done.html", context)


@working_view
def choose(request: WorkerRequest) -> HttpResponse:
    """Choose whose acts, of which kind, on which day."""
    _only_who_oversees(request)
    workers = Worker.objects.order_by("name", "id")
    if request.method == "POST":
        form = ChooseForm(request.POST, workers=workers)
        if not form.is_valid():
            return offer_again(request, form)
        remember(request, form.chosen())
        return saved(request, "oversight:done")
    asked = chosen(request)
    initial = {"worker": str(asked.worker or ""), "kind": asked.kind or "", "day": asked.day}
    context = {"form": form_for(request, ChooseForm, workers=workers, initial=initial)}
    return render(request, "oversight/choose.html", context)


@signed_in_view
def show_all(request: WorkerRequest) -> HttpResponse:
    """One press: everything again."""
    _only_who_oversees(request)
    if request.method == "POST":
        remember(request, Filter())
    return redirect("oversight:done")


@working_view
def work(request: WorkerRequest) -> HttpResponse:
    """How much was done in rooms on one day, by worker: drawn, and in a table."""
    _only_who_oversees(request)
    if request.method == "POST":
        form = DayForm(request.POST)
        if not form.is_valid():
            return offer_again(request, form)
        remember_day(request, form.cleaned_data["day"])
        return saved(request, "oversight:work")
    day = day_of_work(request)
    rows = work_of_day(request.worker, day)
    context = {
        "day": day,
        "rows": rows,
        "most": max((row.opened for row in rows), default=0) or 1,
        "columns": list(Counted),
        "alarms": bulk_reads(request.worker, request.clock.now()),
        "form": form_for(request, DayForm, initial={"day": day}),
    }
    return render(request, "oversight/work.html", context)
