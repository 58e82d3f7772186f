"""One's own account: what proves who one is, where one is known, what happened lately."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yarrow.design.pages import links, render
from yarrow.kernel.decision import Refused
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.actions import add_passkey, end_other_sessions, forget_device, remove_factor
from yarrow.staff.door import passkeys
from yarrow.staff.forms import PasskeyForm, RemoveForm
from yarrow.staff.queries.account import account_of, factors_shown
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import PasskeyKind, Post
from yarrow.staff.views.sign_in import asked


@require_GET
@signed_in_view
def account(request: WorkerRequest) -> HttpResponse:
    """Factors, known browsers, open sessions and what happened lately."""
    found = account_of(request.worker, session_key=request.session.session_key, on=request.clock.today())
    return render(
        request,
        "staff/account.html",
        {"account": found, "places": links(request.path, settings.ACCOUNT_PLACES)},
    )


@require_http_methods(["GET", "POST"])
@proved_view
def passkey(request: WorkerRequest, *, again: bool = False) -> HttpResponse:
    """Add a passkey. The browser and its authenticator do the work; script carries it."""
    if request.method == "POST":
        return _keep(request)
    context = {
        "form": asked(PasskeyForm, again=again),
        "options": passkeys.begin_registration(request.worker),
        "is_on_duty": request.worker.post == Post.DUTY,
    }
    return render(request, "staff/passkey.html", context)


@require_http_methods(["GET", "POST"])
@proved_view
def remove(request: WorkerRequest, *, again: bool = False) -> HttpResponse:
    """Choose a code or passkey that is to be accepted no longer."""
    factors = factors_shown(request.worker)
    if request.method == "GET":
        form = asked(RemoveForm, again=again, factors=factors)
        return render(request, "staff/remove_factor.html", {"form": form})
    form = RemoveForm(request.POST, factors=factors)
    if not form.is_valid():
        return redirect("staff:remove_factor_again")
    factor = int(form.cleaned_data["factor"])
    removed = remove_factor(worker=request.worker, factor=factor, clock=request.clock)
    if isinstance(removed, Refused):
        messages.warning(request, gettext(removed.reasons[0].text))
    return redirect("staff:account")


@require_POST
@signed_in_view
def forget(request: WorkerRequest, device_id: UUID) -> HttpResponse:
    """A browser is no longer known."""
    forget_device(worker=request.worker, device=device_id, clock=request.clock)
    return redirect("staff:account")


@require_POST
@signed_in_view
def end_others(request: WorkerRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    end_other_sessions(worker=request.worker, session_key=request.session.session_key, clock=request.clock)
    return redirect("staff:account")


def _keep(request: WorkerRequest) -> HttpResponse:
    credential = passkeys.registered(request.POST.get("credential", ""))
    kind = request.POST.get("kind", "")
    if credential is None or kind not in PasskeyKind.values:
        return redirect("staff:passkey_again")
    added = add_passkey(
        worker=request.worker, credential=credential, kind=PasskeyKind(kind), clock=request.clock
    )
    if isinstance(added, Refused):
        messages.warning(request, gettext(added.reasons[0].text))
    return redirect("staff:account")
