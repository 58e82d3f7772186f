"""Who comes when booked: everybody of them, and what one of them offers."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.bookings.access import may_see_comers, may_write_offers
from yarrow.bookings.actions import write_offers
from yarrow.bookings.forms import OffersForm
from yarrow.bookings.queries import comer, comers, offers_of, ready_among, sex_of
from yarrow.bookings.shown import shown_comer
from yarrow.bookings.terms import Sex
from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.practice.access import may_see as may_see_practice
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def people_page(request: WorkerRequest) -> HttpResponse:
    """Interpreters and volunteers, what they offer, and who may be booked today."""
    if not may_see_comers(request.worker):
        raise NotThere
    found = list(comers())
    ready = ready_among(found, request.clock.today())
    people = [(shown_comer(each), each.pk in ready) for each in found]
    return render(request, "bookings/people.html", {"people": people})


@working_view
def person_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Write down what one of them offers."""
    if not may_see_comers(request.worker):
        raise NotThere
    person = comer(worker_id)
    if not may_write_offers(request.worker, person):
        raise NotThere
    if request.method == "POST":
        return _written(request, person, OffersForm(request.POST, post=person.post))
    initial = {"offers": [each.value for each in offers_of(person)], "sex": sex_of(person)}
    context = {
        "person": shown_comer(person),
        "form": form_for(request, OffersForm, post=person.post, initial=initial),
        "sees_practice": may_see_practice(request.worker, person),
    }
    return render(request, "bookings/person.html", context)


def _written(request: WorkerRequest, person: Worker, form: OffersForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    sex = Sex(form.cleaned_data["sex"])
    write_offers(worker=person, offers=form.chosen(), sex=sex, by=request.worker, clock=request.clock)
    return saved(request, "bookings:people")
