"""In a person's room: who was asked to come, who may be asked, asking, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.bookings.actions import ask_to_come, take_back
from yarrow.bookings.forms import BookForm, OffForm
from yarrow.bookings.queries import booked_in, bookings_named, offers_of, people_for, person_for
from yarrow.bookings.shown import by_offer, of_room, shown_comer
from yarrow.cases.models import Case
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts.bookings import WhyOff
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.views.doors import OnScreen, on_screen, room_of_a_person
from yarrow.record.views.once import id_of_press
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest


def _here(request: WorkerRequest, room_id: UUID) -> tuple[OnScreen, Case]:
    room = room_of_a_person(request, room_id)
    if room.case is None:
        raise NotThere
    return on_screen(request, room_id), room.case


@signed_in_view
@require_GET
def of_room_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Everybody who was asked to come, whether they do, and who may be asked."""
    screen, case = _here(request, room_id)
    rows = bookings_named(booked_in(screen.recorded), screen.room.pk)
    people = people_for(case, rows.values(), request.clock.today())
    context = {
        "room": screen.shown,
        "here": screen.room,
        "booked": of_room(screen.recorded, rows, request.clock.now()),
        "people": by_offer(people),
    }
    return render(request, "bookings/of_room.html", context)


@working_view
def ask_page(request: WorkerRequest, room_id: UUID, worker_id: UUID) -> HttpResponse:
    """Ask one interpreter or volunteer for one hour."""
    screen, case = _here(request, room_id)
    rows = bookings_named(booked_in(screen.recorded), screen.room.pk)
    person = person_for(case, rows.values(), worker_id, request.clock.today())
    if request.method == "POST":
        form = BookForm(request.POST, offers=offers_of(person))
        return _asked(request, screen.room, person, form)
    context = {
        "room": screen.shown,
        "here": screen.room,
        "person": shown_comer(person),
        "form": form_for(request, BookForm, offers=offers_of(person)),
        "once": new_id(),
    }
    return render(request, "bookings/ask.html", context)


def _asked(request: WorkerRequest, room: Room, person: Worker, form: BookForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    fact = form.fact(person.name)
    if problems := fact.contradictions():
        for field, words in problems:
            form.add_error(field, gettext(words))
        return offer_again(request, form)
    said = ask_to_come(
        room=room,
        worker_id=person.pk,
        asked=fact,
        names=form.asked_with(),
        press=id_of_press(request, room.pk, to_bytes(fact)) or new_id(),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("They are asked. Their answer stands here; nobody comes without one."))
    return saved(request, "bookings:of_room", room.pk)


@working_view
def off_page(request: WorkerRequest, room_id: UUID, booking_id: UUID) -> HttpResponse:
    """Take an hour back after a look at what that means."""
    screen, _case = _here(request, room_id)
    rows = bookings_named(booked_in(screen.recorded), screen.room.pk)
    shown = {each.id: each for each in of_room(screen.recorded, rows, request.clock.now())}
    if booking_id not in shown:
        raise NotThere
    if request.method == "POST":
        return _taken_back(request, screen.room, booking_id, OffForm(request.POST))
    context = {
        "room": screen.shown,
        "here": screen.room,
        "one": shown[booking_id],
        "form": form_for(request, OffForm),
    }
    return render(request, "bookings/off.html", context)


def _taken_back(request: WorkerRequest, room: Room, booking_id: UUID, form: OffForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = take_back(
        room=room,
        booking_id=booking_id,
        why=WhyOff.of(form.cleaned_data["why"]),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Taken back. They see it on their own page. Is it soon? Ring them."))
    return saved(request, "bookings:of_room", room.pk)
