"""Somebody leaves: said in plain words first, then done in one press, then looked at."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import queries
from yarrow.people.access import may_look_after
from yarrow.people.actions import begin_leaving, go_on_leaving
from yarrow.people.models import Leaving
from yarrow.people.pages import Asked, ask, say
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest


@require_http_methods(["GET", "POST"])
@signed_in_view
def leave_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """End somebody's time here. Nobody ends their own."""
    person = queries.colleague(worker_id)
    if not may_look_after(request.worker) or person.pk == request.worker.pk:
        raise NotThere
    return _leave(request, person)


@proved_view
def _leave(request: WorkerRequest, person: Worker) -> HttpResponse:
    if request.method == "POST":
        return _left(request, person)
    asked = Asked(
        heading=gettext("Does %(name)s leave?") % {"name": person.name},
        lines=_what_happens(person),
        button=gettext("End their time here now"),
        back=reverse("people:person", args=[person.pk]),
        kind="warning",
    )
    return ask(request, asked)


def _what_happens(person: Worker) -> list[str]:
    ahead = queries.leaving_ahead(person)
    lines = [
        gettext(
            "They cannot sign in any more, from this moment. Their keys and duties end. It cannot be undone."
        ),
        gettext("Every room that they hold gets a new key at once."),
        gettext("What they wrote stays, with their name. What they read or copied nothing can take back."),
    ]
    if ahead.left_alone:
        lines.insert(
            2,
            gettext(
                "At least one of these is held by nobody else: only two custodians together could open it "
                "then. Ask first for somebody to be let in."
            ),
        )
    if ahead.lost:
        lines.insert(
            3,
            gettext(
                "At least one of these is not under the new recovery key yet: custodians could not open it "
                "either, and its words would be lost for ever. Ask them to sign in once more, or let "
                "somebody in first."
            ),
        )
    return lines


def _left(request: WorkerRequest, person: Worker) -> HttpResponse:
    leaving = begin_leaving(worker=person, by=request.worker, clock=request.clock)
    if isinstance(leaving, Refused):
        say(request, leaving)
        return redirect("people:person", person.pk)
    return redirect("people:leaving", person.pk)


@require_http_methods(["GET", "POST"])
@signed_in_view
def leaving_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """How far it has come; a press goes on with what something interrupted."""
    if not may_look_after(request.worker):
        raise NotThere
    leaving = queries.leaving_of(worker_id)
    if request.method == "POST":
        return _go_on(request, leaving)
    context = {"leaving": leaving, "progress": queries.leaving_progress(leaving.worker)}
    return render(request, "people/leaving.html", context)


def _go_on(request: WorkerRequest, leaving: Leaving) -> HttpResponse:
    go_on_leaving(leaving=leaving, clock=request.clock)
    return redirect("people:leaving", leaving.pk)
