"""The answers of who is booked: whether they know somebody, yes, no, and not after all."""

import json
from datetime import datetime

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.bookings.content import names_context, on_record_as
from yarrow.bookings.models import Booking
from yarrow.bookings.queries import ANSWER, Opened, asked_one, bookings_of, ready_among, says_yes
from yarrow.bookings.rules import may_say_yes
from yarrow.bookings.terms import LIVE, WAITING, State
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, Refused
from yarrow.kernel.errors import NotThere
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift, the_service


def names_of(row: Booking, keyring: Keyring) -> tuple[str, ...]:
    """The names of the question, for who is asked; none where it does not open."""
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(row.names), names_context(row))
        return tuple(str(name) for name in json.loads(raw))
    except (CannotOpen, ValueError):
        return ()


@transaction.atomic
def say_whether_known(*, booking: Booking, knows_nobody: State, by: Worker, clock: Clock) -> None:
    """The first answer: ``CLEAR``, or ``KNOWS`` for "I know somebody, or am not sure". The names go with it.

    Who knows somebody comes near nobody of that case again: everything else of it is given back with this.
    Raises ``NotThere`` for who was not asked, and for an answer that is neither.
    """
    asked = _asked(booking, by, clock.now(), State.ASKED)
    if knows_nobody not in {State.CLEAR, State.KNOWS}:
        raise NotThere
    _settle(asked.row, State.ASKED, knows_nobody)
    _note(asked.row, Event.BOOKING_ANSWERED, by, clock)
    if knows_nobody is State.KNOWS:
        _leave_the_case(asked, by, clock)


def _leave_the_case(asked: Opened, by: Worker, clock: Clock) -> None:
    for each in bookings_of(by):
        if each.content.case == asked.content.case and each.state in LIVE:
            _settle(each.row, each.state, State.GIVEN_BACK)
            _note(each.row, Event.BOOKING_ANSWERED, by, clock)


@transaction.atomic
def say_yes(*, booking: Booking, by: Worker, clock: Clock) -> Decision:
    """They come. Refuses what is too late, and a second yes to the same time.

    Raises ``NotThere`` for who was not asked, and before they have said that they know nobody.
    """
    rows = list(Booking.objects.select_for_update().filter(worker=by))
    asked = _asked(booking, by, clock.now(), State.CLEAR)
    others = [each.content for each in bookings_of(by) if each.state is State.CONFIRMED]
    ready = could_lift().filter(pk=by.pk).exists() and by.pk in ready_among([by], asked.content.on)
    said = may_say_yes(asked.content, others=others, is_ready=ready, now=clock.now())
    if isinstance(said, Refused):
        return said
    row = next(row for row in rows if row.pk == asked.row.pk)
    _settle(row, State.CLEAR, State.CONFIRMED)
    _note(row, Event.BOOKING_CONFIRMED, by, clock)
    return Allowed()


@transaction.atomic
def say_no(*, booking: Booking, by: Worker, clock: Clock) -> None:
    """They cannot, or cannot after all. No reason is asked, and it is never too late to say so."""
    asked = asked_one(by, booking.pk, clock.now())
    if asked.state not in LIVE:
        raise NotThere
    said = State.REFUSED if asked.state in WAITING else State.GIVEN_BACK
    _settle(asked.row, asked.state, said)
    _note(asked.row, Event.BOOKING_ANSWERED, by, clock)


def _asked(booking: Booking, by: Worker, now: datetime, state: State) -> Opened:
    asked = asked_one(by, booking.pk, now)
    if asked.state is not state:
        raise NotThere
    return asked


def _settle(row: Booking, waits_as: State, state: State) -> None:
    """``NotThere`` where somebody else was quicker."""
    changed = Booking.objects.filter(pk=row.pk, state=waits_as).update(state=state, names=b"")
    if not changed:
        raise NotThere


def _note(row: Booking, event: Event, by: Worker, clock: Clock) -> None:
    """On the record of the service, under an id by which nobody finds the row. A yes carries our mark."""
    chain, subject = the_service().pk, on_record_as(row.pk)
    made = mark_of(ANSWER, chain=chain, subject=subject, says=says_yes(row))
    audit.append(
        chain=chain,
        event=event,
        actor=by.pk,
        subject=subject,
        clock=clock,
        digest=made if event is Event.BOOKING_CONFIRMED else b"",
    )
