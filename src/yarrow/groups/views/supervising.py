"""What groups ask of a case supervisor: why nobody is offered contact, and who stays away."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from yarrow.design.pages import render
from yarrow.groups.actions import say_why_nobody
from yarrow.groups.forms import WhyForm
from yarrow.groups.queries import owed_by
from yarrow.groups.terms import WhyNobody
from yarrow.kernel.errors import NotThere
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def owed_page(request: WorkerRequest) -> HttpResponse:
    """Places of the cases that this worker supervises."""
    owed = owed_by(request.worker, request.keyring)
    context = {"owed": [(each, WhyForm(prefix=each.place.pk.hex)) for each in owed]}
    return render(request, "groups/owed.html", context)


@require_POST
@signed_in_view
def why_page(request: WorkerRequest, place_id: UUID) -> HttpResponse:
    """Say why nobody is offered contact; raises NotThere where that is not theirs to say."""
    place = next(
        (each.place for each in owed_by(request.worker, request.keyring) if each.place.pk == place_id), None
    )
    if place is None:
        raise NotThere
    form = WhyForm(request.POST, prefix=place.pk.hex)
    if form.is_valid():
        why = WhyNobody(form.cleaned_data["why"])
        say_why_nobody(place=place, why=why, by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("groups:owed")
