"""Who comes when booked: an interpreter who said yes to a talk in Welsh, a volunteer asked to drive."""

from datetime import datetime, timedelta

from yarrow.bookings.actions import ask_to_come, say_whether_known, say_yes
from yarrow.bookings.models import Booking
from yarrow.bookings.terms import State
from yarrow.config import ready
from yarrow.config.cast import Member
from yarrow.config.families import Family, InventionRefused
from yarrow.config.ready.bookings import a_volunteer, an_interpreter
from yarrow.gate.facts.bookings import (
    Booked,
    BookedFor,
    BookedWhere,
    HowLong,
    WhatItIs,
    WhoTheyWant,
)
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id


def who_comes(family: Family, clock: FixedClock, now: datetime) -> None:
    """She asked for a woman who speaks Welsh, and for somebody to fetch her; he knows nothing of either."""
    clock.move_to(now - timedelta(hours=4))
    ready.read_waiting_notes(family)
    interpreter = an_interpreter(family.cast, family.clock)
    volunteer = a_volunteer(family.cast, family.clock)
    row = _asked(family, interpreter, BookedFor.WELSH, WhoTheyWant.WOMAN)
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=interpreter.worker, clock=family.clock)
    if isinstance(said := say_yes(booking=row, by=interpreter.worker, clock=family.clock), Refused):
        raise InventionRefused(said)
    _asked(family, volunteer, BookedFor.DRIVING, WhoTheyWant.EITHER)


def _asked(family: Family, who: Member, what: BookedFor, they_want: WhoTheyWant) -> Booking:
    inside = family.holder("harmed")
    said = ask_to_come(
        room=family.rooms["harmed"],
        worker_id=who.worker.pk,
        asked=Booked(
            who="",
            what=what,
            they_want=they_want,
            on=family.clock.today() + timedelta(days=6),
            hour="10:30",
            long=HowLong.HOUR,
            where=BookedWhere.OUR_HOUSE,
            purpose=WhatItIs.TALK,
        ),
        names=["Ffion"],
        press=new_id(),
        by=inside.worker,
        keyring=inside.keyring,
        clock=family.clock,
    )
    if isinstance(said, Refused):
        raise InventionRefused(said)
    return Booking.objects.get(worker=who.worker)
