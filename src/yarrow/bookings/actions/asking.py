"""Asking somebody to come, and taking it back: by who is inside the room, and sealed there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yarrow.bookings.content import asker_of, names_context, sealed_content
from yarrow.bookings.models import Booking
from yarrow.bookings.queries import (
    booked_in,
    bookings_named,
    bookings_of,
    offers_of,
    person_for,
    ready_among,
    sex_of,
)
from yarrow.bookings.rules import keeps_back, may_be_asked
from yarrow.bookings.terms import Content, State
from yarrow.cases.conflicts import clean_names, names_as_bytes
from yarrow.cases.models import Case
from yarrow.gate.facts import Home
from yarrow.gate.facts.bookings import Booked, BookedOff, WhyOff
from yarrow.gate.facts.routes import hour_in
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import abuse_applies
from yarrow.gate.view import FactsView, UnknownFacts
from yarrow.gate.words import Mark
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds, recorded_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import trusted_sealing_public

_HOUR = refused("BOOKING", N_("Give the hour as 09:30."), field="hour")
_CHANGED = refused("BOOKING", N_("This is over already: look at the list."))


@transaction.atomic
def ask_to_come(
    *,
    room: Room,
    worker_id: UUID,
    asked: Booked,
    names: Sequence[str],
    press: UUID,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Entry | Refused:
    """Ask one interpreter or volunteer for one hour; the same ``press`` twice asks once.

    They are asked with the names alone whether they know anybody, before they are shown the hour. Raises
    ``NotThere`` for who is not inside the room of a person, and for who may not be asked there. What it does
    is the same, and takes the same steps, where the one asked is kept apart from this room.
    """
    case = _case_of(room, by)
    if written := Entry.objects.filter(pk=press, room=room).first():
        return written
    recorded = recorded_in(room, keyring)
    worker = _person(room, case, recorded, worker_id, clock)
    content = _content(room, case, asked, recorded, by, clock.now())
    if content is None:
        return _HOUR
    if (refusal := _why_not(worker, content, asked, names, clock)) is not None:
        return refusal
    # Two rooms that ask at once must not both find that nobody else asked.
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    others = [(each.content, each.state) for each in bookings_of(worker)]
    row = _row(worker, replace(content, kept_back=keeps_back(content, others)), names)
    fact = replace(asked, who=worker.name, booking=Mark(str(row.pk)))
    entry = seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock, entry_id=press)
    if isinstance(entry, Refused):
        transaction.set_rollback(True)  # Django's own
    return entry


def _why_not(
    worker: Worker, content: Content, asked: Booked, names: Sequence[str], clock: Clock
) -> Refused | None:
    said = may_be_asked(
        content,
        wanted=asked.they_want,
        sex=sex_of(worker),
        offers=offers_of(worker),
        is_ready=worker.pk in ready_among([worker], content.on),
        names=clean_names(names),
        now=clock.now(),
    )
    return said if isinstance(said, Refused) else None


def _case_of(room: Room, by: Worker) -> Case:
    if room.kind != RoomKind.PERSON or room.case is None or not holds(by, room):
        raise NotThere
    return room.case


def _person(room: Room, case: Case, recorded: Sequence[Recorded], worker_id: UUID, clock: Clock) -> Worker:
    booked = bookings_named(booked_in(recorded), room.pk).values()
    return person_for(case, booked, worker_id, clock.today())


def _content(
    room: Room, case: Case, asked: Booked, recorded: Sequence[Recorded], by: Worker, now: datetime
) -> Content | None:
    if (hour := hour_in(asked.hour)) is None:
        return None
    return Content(
        room=room.pk,
        case=case.pk,
        by=by.pk,
        what=asked.what.value,
        on=asked.on,
        hour=hour,
        minutes=int(asked.long.value),
        where=asked.where.value,
        purpose=asked.purpose.value,
        asked_at=now,
        kept_back=False,
        no_abuse=_holds_no_abuse(recorded, now.astimezone(LOCAL).date()),
    )


def _holds_no_abuse(recorded: Sequence[Recorded], today: date) -> bool:
    """Where the record cannot be relied on, abuse is not excluded."""
    try:
        return not abuse_applies(FactsView(recorded, Home.PERSON), today)
    except UnknownFacts:
        return False


def _row(worker: Worker, content: Content, names: Sequence[str]) -> Booking:
    row = Booking(id=new_id(), worker=worker, asker=asker_of(content.by), on=content.on)
    row.blob = sealed_content(row.pk, content)
    public, said = trusted_sealing_public(worker), names_as_bytes(clean_names(names))
    row.names = wrap_to(public, said, names_context(row), pad_to=512)
    row.save(force_insert=True)
    return row


@transaction.atomic
def take_back(
    *, room: Room, booking_id: UUID, why: WhyOff, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Refused:
    """They need not come. They see it on their own page, and nothing is sent to anybody.

    Raises ``NotThere`` for who is not inside, and for what this room did not book.
    """
    _case_of(room, by)
    if booking_id not in booked_in(recorded_in(room, keyring)):
        raise NotThere
    if booking_id not in bookings_named([booking_id], room.pk):
        raise NotThere
    if not _ended(booking_id):
        return _CHANGED
    fact = BookedOff(why=why, booking=Mark(str(booking_id)))
    entry = seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Refused):
        transaction.set_rollback(True)  # Django's own
    return entry


def _ended(booking_id: UUID) -> bool:
    """Who has not answered the names yet never saw the hour: it is simply not there any more for them."""
    mine = Booking.objects.filter(pk=booking_id)
    shown = mine.filter(state__in=[State.CLEAR, State.CONFIRMED]).update(state=State.OFF, names=b"")
    return bool(shown or mine.filter(state=State.ASKED).update(state=State.REFUSED, names=b""))
