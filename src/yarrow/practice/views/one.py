"""One record: confirmed by the second of two, or taken back by one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.practice.access import (
    is_guest,
    may_be_second,
    may_see,
    may_withdraw,
    second_is_apart,
)
from yarrow.practice.actions import confirm, withdraw
from yarrow.practice.models import Attestation
from yarrow.practice.queries import attestation
from yarrow.practice.shown import behind, days_of
from yarrow.practice.terms import State
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_http_methods(["GET", "POST"])
@signed_in_view
def confirm_page(request: WorkerRequest, attestation_id: UUID) -> HttpResponse:
    """Word for word what one would sign; a press signs it."""
    row = attestation(attestation_id)
    if row.second_id is not None or not may_be_second(request.worker, row):
        raise NotThere
    if request.method == "POST":
        return _confirmed(request, row)
    apart = second_is_apart(request.worker, row, request.clock)
    reasons = apart.reasons if isinstance(apart, Refused) else ()
    return render(request, "practice/confirm.html", _words_of(row) | {"reasons": reasons})


def _confirmed(request: WorkerRequest, row: Attestation) -> HttpResponse:
    said = confirm(attestation=row, by=request.worker, keyring=request.keyring, clock=request.clock)
    if isinstance(said, Refused):
        for reason in said.reasons:
            messages.warning(request, gettext(reason.text))
        return redirect("practice:confirm", row.pk)
    messages.success(request, gettext("Confirmed. It counts from now on."))
    return redirect("practice:mine")


@require_http_methods(["GET", "POST"])
@signed_in_view
def withdraw_page(request: WorkerRequest, attestation_id: UUID) -> HttpResponse:
    """Take a record back after a look at what that means."""
    row = attestation(attestation_id)
    if not may_withdraw(request.worker, row):
        raise NotThere
    if request.method == "POST":
        return _taken_back(request, row)
    own = is_guest(request.worker) or row.worker_id == request.worker.pk
    return render(request, "practice/withdraw.html", _words_of(row) | {"is_me": own})


def _taken_back(request: WorkerRequest, row: Attestation) -> HttpResponse:
    withdraw(attestation=row, by=request.worker, clock=request.clock)
    messages.success(request, gettext("Taken back. It does not count any more."))
    if row.worker_id != request.worker.pk and may_see(request.worker, row.worker):
        return redirect("practice:person", row.worker_id)
    return redirect("practice:mine")


def _words_of(row: Attestation) -> dict[str, object]:
    state = State.WAITING if row.second_id is None else State.IN_DATE
    given = gettext("Somebody outside this service") if row.given_by is None else row.given_by.name
    return {
        "row": row,
        "what": row.get_subject_display(),
        "says": days_of(row, state),
        "basis": row.get_basis_display(),
        "given_by": given,
        "behind": behind(row),
    }
