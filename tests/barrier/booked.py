"""An interpreter who is asked to come from the room of the person harmed, and has not answered yet."""

from datetime import timedelta
from uuid import UUID

from yarrow.bookings.actions import ask_to_come
from yarrow.config.families import Family
from yarrow.config.ready.bookings import an_interpreter
from yarrow.gate.facts.bookings import (
    Booked,
    BookedFor,
    BookedWhere,
    HowLong,
    WhatItIs,
    WhoTheyWant,
)
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.sealing.keyring import Keyring

KEYS: dict[UUID, Keyring] = {}
"""Of who is booked, and is none of the cast."""


def somebody_is_asked(family: Family, name: str = "Rowan") -> None:
    """With this name alone; the hour waits until she has answered that she knows nobody."""
    interpreter, inside = an_interpreter(family.cast, family.clock), family.holder("harmed")
    KEYS[interpreter.worker.pk] = interpreter.keyring
    said = ask_to_come(
        room=family.rooms["harmed"],
        worker_id=interpreter.worker.pk,
        asked=Booked(
            who="",
            what=BookedFor.POLISH,
            they_want=WhoTheyWant.WOMAN,
            on=family.clock.today() + timedelta(days=9),
            hour="10:00",
            long=HowLong.HOUR,
            where=BookedWhere.PHONE,
            purpose=WhatItIs.CALL,
        ),
        names=[name],
        press=new_id(),
        by=inside.worker,
        keyring=inside.keyring,
        clock=family.clock,
    )
    assert not isinstance(said, Refused)
