"""The first of five short pages for a circle among people who are no family: who comes, and who leads it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yarrow.design.pages import render
from yarrow.intake.actions import open_case_from_referral
from yarrow.intake.forms import CircleForm
from yarrow.intake.plan import mark_of
from yarrow.kernel.decision import Refused
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest

from .referrals import opened, room_shown


@require_http_methods(["GET", "POST"])
@working_view
def circle(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """Open the case with a room for each; every word of the referral stays in the intake room."""
    found = opened(request, referral_id)
    if not found.is_waiting:
        return redirect("intake:referral", referral_id)
    if request.method == "POST":
        return _opened(request, referral_id, CircleForm(request.POST))
    context = {"room": room_shown(request.worker), "referral": found, "form": form_for(request, CircleForm)}
    return render(request, "intake/circle.html", context)


def _opened(request: WorkerRequest, referral_id: UUID, form: CircleForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    plan, found = form.plan(), opened(request, referral_id)
    case = open_case_from_referral(
        referral=referral_id,
        plan=plan,
        sorting={},  # nothing goes anywhere, so there is nothing to look at before it does
        seen=mark_of(plan, {}, found.statements()),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(case, Refused):
        return offer_again(request, form, form.with_its_fields(case))
    said = gettext("Case %(number)s is open. Its lead goes on from here.")
    messages.success(request, said % {"number": case.reference})
    return saved(request, "intake:waiting")
