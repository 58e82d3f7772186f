"""Inviting somebody, and vouching for their keys once their figures were compared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import queries
from yarrow.people.access import has_invited, may_look_after, may_vouch
from yarrow.people.actions import cancel_invitation, invite, say_wrong, vouch
from yarrow.people.forms import InviteForm
from yarrow.people.pages import Asked, ask, say
from yarrow.rooms.pages import form_for, offer_again, saved
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import fingerprint_of, is_waiting
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post


@require_http_methods(["GET", "POST"])
@signed_in_view
def invite_page(request: WorkerRequest) -> HttpResponse:
    """Name, sign-in name and post of somebody who is to join."""
    _only_for_who_looks_after(request.worker)
    return _invite(request)


@proved_view
def _invite(request: WorkerRequest) -> HttpResponse:
    if request.method == "POST":
        return _invited(request, InviteForm(request.POST))
    asked = Asked(
        heading=gettext("Invite a colleague"),
        lines=[
            gettext(
                "You are shown a code once. Pass it on in person or on the telephone, never in writing. "
                "It works for seven days."
            ),
            gettext(
                "When they have made their keys, you compare six groups of figures with them. "
                "Until then they can open nothing."
            ),
        ],
        button=gettext("Make the code"),
        back=reverse("people:people"),
        form=form_for(request, InviteForm),
    )
    return ask(request, asked)


def _invited(request: WorkerRequest, form: InviteForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    shown = invite(
        name=form.cleaned_data["name"],
        username=form.cleaned_data["username"],
        post=Post(form.cleaned_data["post"]),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(shown, Refused):
        return offer_again(request, form, shown)
    return saved(request, "people:once", shown.pk)


@require_POST
@signed_in_view
def cancel(request: WorkerRequest, invitation_id: UUID) -> HttpResponse:
    """The code opens nothing more."""
    _only_for_who_looks_after(request.worker)
    invitation = queries.open_invitation(invitation_id)
    cancel_invitation(invitation=invitation, by=request.worker, clock=request.clock)
    return redirect("people:people")


@require_http_methods(["GET", "POST"])
@signed_in_view
def figures(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """The figures of a newcomer, to compare with what they read out."""
    person = _newcomer(worker_id)
    if not may_vouch(request.worker, person, request.clock):
        _only_for_who_looks_after(request.worker)
    return _figures(request, person)


@proved_view
def _figures(request: WorkerRequest, person: Worker) -> HttpResponse:
    if request.method == "POST":
        return _vouched(request, person)
    back = reverse("people:person", args=[person.pk])
    if may_vouch(request.worker, person, request.clock):
        return ask(request, compare(person, back=back, also=_of_the_beginning(request.worker, person)))
    return ask(request, _by_another(person, back=back))


def _of_the_beginning(worker: Worker, person: Worker) -> str:
    if not has_invited(worker, person):
        return ""
    return gettext(
        "You invited them yourself. Only for the first three people here may you vouch as well; "
        "after that somebody else must compare the figures. "
        "Let one of the three be another manager or supervisor."
    )


def _by_another(person: Worker, *, back: str) -> Asked:
    return Asked(
        heading=gettext("Somebody else must compare the figures of %(name)s") % {"name": person.name},
        lines=[
            gettext(
                "You invited them, and nobody brings in a colleague alone. Ask a manager or supervisor; "
                "where there is no other, any colleague but a researcher does it."
            )
        ],
        button="",
        back=back,
    )


def compare(person: Worker, *, back: str, also: str = "") -> Asked:
    """The page on which figures are compared, the same for a newcomer and for new keys."""
    return Asked(
        heading=gettext("Are these the figures of %(name)s?") % {"name": person.name},
        lines=[
            *([also] if also else []),
            gettext(
                "Sit beside them, or ring them on a number you knew before. "
                "Let them read their figures out; do not read yours first."
            ),
            gettext(
                "With this press you vouch that these keys are theirs. If one figure differs, "
                "somebody else's keys may have been put in their place."
            ),
        ],
        button=gettext("It is the same, I know who this is"),
        back=back,
        figures=fingerprint_of(person),
    )


def _vouched(request: WorkerRequest, person: Worker) -> HttpResponse:
    said = vouch(
        worker=person,
        seen=request.POST.get("seen", ""),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        say(request, said)
        return redirect("people:figures", person.pk)
    messages.success(request, gettext("You have vouched for %(name)s.") % {"name": person.name})
    return redirect("people:person", person.pk)


@require_POST
@signed_in_view
def wrong(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """The figures differ: the keys are void, and so is the row of whoever made them."""
    _only_for_who_looks_after(request.worker)
    person = _newcomer(worker_id)
    said = say_wrong(worker=person, by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        say(request, said)
    else:
        messages.success(request, gettext("These keys are void. Invite them again, and tell your manager."))
    return redirect("people:people")


def _newcomer(worker_id: UUID) -> Worker:
    person = queries.colleague(worker_id)
    if not is_waiting(person) or person.roster_entries.exists():
        raise NotThere
    return person


def _only_for_who_looks_after(worker: Worker) -> None:
    if not may_look_after(worker):
        raise NotThere
