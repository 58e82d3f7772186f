"""Who works here, and one of them; freezing, and opening again."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.people import queries
from yarrow.people.access import has_invited, may_confirm, may_look_after, may_vouch
from yarrow.people.actions import lift
from yarrow.people.models import NewKeys
from yarrow.people.pages import say
from yarrow.staff import session
from yarrow.staff.access import pressable_while_locked, proved_view, signed_in_view
from yarrow.staff.actions import freeze
from yarrow.staff.models import Worker
from yarrow.staff.queries import freeze_of, is_waiting
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def people_page(request: WorkerRequest) -> HttpResponse:
    """Everybody; for who looks after people also who is to join, who left, and what happened lately."""
    now = request.clock.now()
    looks_after = may_look_after(request.worker)
    nobody_holds = queries.rooms_nobody_holds() if looks_after else 0
    context = {
        "people": queries.colleagues(),
        "looks_after": looks_after,
        "invitations": queries.open_invitations(now) if looks_after else [],
        "keys": queries.open_new_keys(),
        "news": queries.news_lately(now) if looks_after else [],
        "leavings": queries.leavings(request.clock) if looks_after else [],
        "nobody_holds": nobody_holds,
        "undecided": queries.cases_nobody_decides_on() if looks_after else 0,
        "by_a_freeze": queries.rooms_shut_by_a_freeze() if nobody_holds else 0,
    }
    return render(request, "people/people.html", context)


@require_GET
@signed_in_view
def person_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """One colleague, and what may be done about their account."""
    person, me = queries.colleague(worker_id), request.worker
    keys = queries.new_keys_of(person)
    waits = is_waiting(person)
    context = {
        "person": person,
        "is_me": person.pk == me.pk,
        "freeze": freeze_of(person),
        "waits": waits,
        "is_newcomer": waits and not person.roster_entries.exists(),
        "may_vouch": waits and may_vouch(me, person, request.clock),
        "has_invited": waits and has_invited(me, person),
        "keys": keys,
        "may_stop": keys is not None and (_is_one_of(me, keys) or may_look_after(me)),
        "may_confirm": keys is not None and may_confirm(me) and me.pk not in {keys.by_id, person.pk},
        "may_sign": keys is not None and keys.made_at is not None and _is_one_of(me, keys),
        "looks_after": may_look_after(me),
    }
    return render(request, "people/person.html", context)


@require_POST
@pressable_while_locked
def freeze_colleague(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Shut a colleague's account at once; no passphrase, no reason, no second page."""
    person = queries.colleague(worker_id)
    said = freeze(worker=person, by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        say(request, said)
    elif person.pk == request.worker.pk:
        return _out(request)
    else:
        messages.success(request, gettext("The account is frozen. Two colleagues can open it again."))
    return redirect("people:person", person.pk)


def _out(request: WorkerRequest) -> HttpResponse:
    session.lock(request)
    logout(request)
    return redirect("account_login")


@require_POST
@signed_in_view
def lift_freeze(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """One of two colleagues agrees that an account is opened again."""
    return _lift(request, queries.colleague(worker_id))


@proved_view
def _lift(request: WorkerRequest, person: Worker) -> HttpResponse:
    said = lift(worker=person, by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        say(request, said)
    elif freeze_of(person) is None:
        messages.success(request, gettext("The account is open again."))
    else:
        messages.success(request, gettext("You have agreed. One more colleague must agree as well."))
    return redirect("people:person", person.pk)


def _is_one_of(worker: Worker, keys: NewKeys) -> bool:
    return worker.pk in {keys.worker_id, keys.by_id, keys.confirmed_by_id}
