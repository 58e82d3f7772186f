"""New keys for a colleague: begun by one, confirmed by another, signed by both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.people import queries
from yarrow.people.access import may_confirm, may_look_after
from yarrow.people.actions import begin_new_keys, confirm_new_keys, sign_new_keys, stop_new_keys
from yarrow.people.forms import NewKeysForm
from yarrow.people.models import NewKeys
from yarrow.people.pages import Asked, ask, say
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest

from .inviting import compare

_WHAT_IT_MEANS = N_(
    "Their old keys are void from the moment they make new ones. Colleagues inside their rooms let them "
    "in again at the next sign-in. What they had begun to write and not saved is lost."
)


@require_http_methods(["GET", "POST"])
@signed_in_view
def begin_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """The first of two says that passphrase and code are lost."""
    if not may_look_after(request.worker):
        raise NotThere
    return _begin(request, queries.colleague(worker_id))


@proved_view
def _begin(request: WorkerRequest, person: Worker) -> HttpResponse:
    if request.method == "POST":
        return _begun(request, person)
    asked = Asked(
        heading=gettext("New keys for %(name)s?") % {"name": person.name},
        lines=[
            gettext(
                "For somebody who has lost passphrase and recovery code. You begin it; a second colleague "
                "who has met them confirms it; then both of you compare figures."
            ),
            gettext(_WHAT_IT_MEANS),
            gettext("They are told, and while they can still sign in they can stop it."),
        ],
        button=gettext("Begin new keys"),
        back=reverse("people:person", args=[person.pk]),
        kind="warning",
        form=NewKeysForm(),
    )
    return ask(request, asked)


def _begun(request: WorkerRequest, person: Worker) -> HttpResponse:
    form = NewKeysForm(request.POST)
    drops = form.is_valid() and form.cleaned_data["drops"]
    keys = begin_new_keys(worker=person, drops_factor=drops, by=request.worker, clock=request.clock)
    if isinstance(keys, Refused):
        say(request, keys)
    return redirect("people:person", person.pk)


@require_http_methods(["GET", "POST"])
@signed_in_view
def confirm_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """The second of two says that they met the person."""
    keys = _open(worker_id)
    if not may_confirm(request.worker) or request.worker.pk in {keys.by_id, keys.worker_id}:
        raise NotThere
    return _confirm(request, keys)


@proved_view
def _confirm(request: WorkerRequest, keys: NewKeys) -> HttpResponse:
    if request.method == "POST":
        return _confirmed(request, keys)
    asked = Asked(
        heading=gettext("Have you met %(name)s?") % {"name": keys.worker.name},
        lines=[
            gettext("%(name)s has begun this.") % {"name": keys.by.name},
            gettext(
                "Confirm only if you met them face to face since then, know them, and they told you "
                "themselves that passphrase and code are lost. A call or a message is not enough."
            ),
            gettext(_WHAT_IT_MEANS),
            gettext("You are shown a code once. Give it to them in person."),
        ],
        button=gettext("I met them, I know who they are"),
        back=reverse("people:person", args=[keys.worker_id]),
        kind="warning",
        form=NewKeysForm() if keys.drops_factor else None,
    )
    return ask(request, asked)


def _confirmed(request: WorkerRequest, keys: NewKeys) -> HttpResponse:
    form = NewKeysForm(request.POST)
    shown = confirm_new_keys(
        keys=keys,
        confirms_drop=form.is_valid() and form.cleaned_data["drops"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(shown, Refused):
        say(request, shown)
        return redirect("people:person", keys.worker_id)
    return redirect("people:once", shown.pk)


@require_http_methods(["GET", "POST"])
@signed_in_view
def sign_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Each of the two compares the figures and signs."""
    keys = _open(worker_id)
    if keys.made_at is None or request.worker.pk not in {keys.by_id, keys.confirmed_by_id}:
        raise NotThere
    return _sign(request, keys)


@proved_view
def _sign(request: WorkerRequest, keys: NewKeys) -> HttpResponse:
    if request.method == "POST":
        return _signed(request, keys)
    return ask(request, compare(keys.worker, back=reverse("people:person", args=[keys.worker_id])))


def _signed(request: WorkerRequest, keys: NewKeys) -> HttpResponse:
    said = sign_new_keys(
        keys=keys,
        seen=request.POST.get("seen", ""),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        say(request, said)
    elif queries.new_keys_of(keys.worker) is None:
        messages.success(
            request, gettext("The new keys count. Their rooms have been asked for; they may sign in.")
        )
    else:
        messages.success(request, gettext("You have signed. The other colleague must sign as well."))
    return redirect("people:person", keys.worker_id)


@require_POST
@signed_in_view
def stop(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Nothing comes of it."""
    stop_new_keys(
        keys=_open(worker_id), by=request.worker, clock=request.clock, wrong="wrong" in request.POST
    )
    return redirect("people:person", worker_id)


def _open(worker_id: UUID) -> NewKeys:
    keys = queries.new_keys_of(queries.colleague(worker_id))
    if keys is None:
        raise NotThere
    return keys
