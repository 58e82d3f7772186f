"""Signing: a supervisor who holds no room of the case, on briefs alone."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings import access
from yarrow.meetings.actions import sign_plan
from yarrow.meetings.models import Plan
from yarrow.meetings.pages.confirming import Press, PressForm, ask_to_confirm
from yarrow.meetings.queries import plan_for
from yarrow.rooms.pages import offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest


@working_view
def sign(request: WorkerRequest, plan_id: UUID) -> HttpResponse:
    """Say in words what is signed, and sign it; what stands in the way is said once."""
    plan = plan_for(request.worker, plan_id)
    if not access.may_sign(request.worker, plan.case):
        raise NotThere
    if request.method == "POST":
        return _signed(request, plan)
    press = Press(
        heading=gettext("Sign this plan?"),
        lines=[
            gettext("You have read every brief, and you sign this plan with its days as they are written."),
            gettext(
                "Your signature covers what each room answers today. Any change but a longer day ends it."
            ),
            gettext("It holds for 14 days at most, and it lifts nothing else that must be in place."),
        ],
        button=gettext("Sign"),
        back=reverse("meetings:plan", args=[plan.pk]),
    )
    return ask_to_confirm(request, press)


def _signed(request: WorkerRequest, plan: Plan) -> HttpResponse:
    said = sign_plan(plan=plan, by=request.worker, keyring=request.keyring, clock=request.clock)
    if isinstance(said, Refused):
        return offer_again(request, PressForm(request.POST), said)
    return saved(request, "meetings:plan", plan.pk)
