"""Setting up a second factor. The seed waits in the session sealed, never as it is."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from markupsafe import Markup
from qrcode import make as qr_code  # type: ignore[import-untyped]  # ships no types
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # ships no types

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.access import proved_view
from yarrow.staff.actions import add_second_factor
from yarrow.staff.door import seeds
from yarrow.staff.forms import CodeForm
from yarrow.staff.queries.workers import factors_of
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.views.sign_in import asked

_WAITING_SEED = "waiting_seed"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@proved_view
def set_up_second_factor(request: WorkerRequest, *, again: bool = False) -> HttpResponse:
    """Show a seed once, and keep it when a code made from it comes back."""
    if factors_of(request.worker).filter(type=Authenticator.Type.TOTP).exists():
        return redirect(settings.LOGIN_REDIRECT_URL)
    seed = _waiting_seed(request)
    if request.method == "POST":
        return _try(request, seed)
    adapter = get_adapter()
    context = {
        "form": asked(CodeForm, again=again),
        "seed": seed,
        "picture": _picture(adapter.build_totp_url(request.worker, seed)),
    }
    return render(request, "staff/set_up_second_factor.html", context)


def _try(request: WorkerRequest, seed: str) -> HttpResponse:
    code = request.POST.get("code", "")
    added = add_second_factor(worker=request.worker, seed=seed, code=code, clock=request.clock)
    if isinstance(added, Refused):
        return redirect("mfa_activate_totp_again")
    del request.session[_WAITING_SEED]
    return redirect(settings.LOGIN_REDIRECT_URL)


def _waiting_seed(request: WorkerRequest) -> str:
    """The seed shown before, so that a mistyped code does not ask for a new picture."""
    waiting = request.session.get(_WAITING_SEED, "")
    if seeds.is_of(request.worker, waiting):
        try:
            return seeds.opened(waiting)
        except CannotOpen:
            pass  # sealed in another service, or touched: a new one is made
    seed = seeds.new_seed()
    request.session[_WAITING_SEED] = seeds.sealed(request.worker, seed)
    return seed


def _picture(address: str) -> Markup:
    """The QR code, drawn into the page itself: a picture file or data address would need a wider CSP."""
    image = qr_code(address, image_factory=SvgPathFillImage)
    return Markup(image.to_string(encoding="unicode"))  # noqa: S704  # squares drawn by the library, no text in it
