"""One's own account: figures, recovery code, passphrase, and what happened to it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.people import queries
from yarrow.people.actions import change, make_code, read_news, take_shown
from yarrow.people.forms import TwiceForm
from yarrow.people.pages import fresh, keep_problems
from yarrow.staff import session
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.queries import is_waiting
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def account_page(request: WorkerRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    context = {
        "me": request.worker,
        "code": queries.recovery_code_of(request.worker),
        "shown": queries.shown_for(request.worker),
        "news": queries.news_for(request.worker),
        "keys": queries.new_keys_of(request.worker),
    }
    return render(request, "people/account.html", context)


@require_GET
@signed_in_view
def waiting_page(request: WorkerRequest) -> HttpResponse:
    """All that somebody sees whose keys nobody has vouched for: their own figures."""
    if not is_waiting(request.worker):
        return redirect("desk:today")
    context = {
        "figures": queries.own_fingerprint(request.keyring),
        "code": queries.recovery_code_of(request.worker),
    }
    return render(request, "people/waiting.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@proved_view
def passphrase_page(request: WorkerRequest) -> HttpResponse:
    """Choose another passphrase; every other session ends."""
    if request.method == "GET":
        return render(request, "people/passphrase.html", {"form": fresh(request, TwiceForm)})
    form = TwiceForm(request.POST)
    said = _changed(request, form) if form.is_valid() else None
    if said is None or isinstance(said, Refused):
        keep_problems(request, form, said)
        return redirect("people:passphrase")
    # The session says under which passphrase it began, and its keys lie sealed under its id: both anew.
    update_session_auth_hash(request, request.worker)
    session.begin_unlock(request, request.keyring, pending=False)
    messages.success(request, gettext("Your passphrase is changed. Everywhere else you are signed out."))
    return redirect("people:account")


def _changed(request: WorkerRequest, form: TwiceForm) -> object:
    return change(
        worker=request.worker,
        keyring=request.keyring,
        passphrase=form.cleaned_data["passphrase"],
        session_key=request.session.session_key,
        clock=request.clock,
    )


@require_POST
@proved_view
def make_code_page(request: WorkerRequest) -> HttpResponse:
    """Make a recovery code; an earlier one opens nothing more."""
    shown = make_code(worker=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("people:once", shown.pk)


@require_GET
@proved_view
def once_page(request: WorkerRequest, shown_id: UUID) -> HttpResponse:
    """A code, for this one view. Looked at again, it is not there."""
    kind, code = take_shown(shown_id=shown_id, keyring=request.keyring, clock=request.clock)
    waits = is_waiting(request.worker)
    return render(request, "people/once.html", {"kind": kind.value, "code": code, "waits": waits})


@require_POST
@signed_in_view
def read(request: WorkerRequest) -> HttpResponse:
    """Say that one knows what happened to one's account."""
    read_news(worker=request.worker, clock=request.clock)
    return redirect("desk:today")
