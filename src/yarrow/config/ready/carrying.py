"""A message of an invented family, taken through the real actions: written, read twice, asked, given."""

from uuid import UUID

from yarrow.carrying.actions import (
    ask_whether_wanted,
    look_here,
    look_on_the_other_side,
    may_be_given,
    note_how_it_went,
    pass_on_to_be_read,
    withdraw,
    write_message,
)
from yarrow.carrying.actions.sending import Agreed
from yarrow.carrying.rules import waiting_in
from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts.carried import (
    CarriedAsked,
    CarriedGiven,
    CarriedGoing,
    CarriedHow,
    CarriedLooked,
    CarriedMessage,
    ForWhom,
    GivenValue,
    ReceiveValue,
)
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.decision import Refused
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import open_drops
from yarrow.rooms.models import Drop, Entry
from yarrow.rooms.queries import entries_in

NO, YES = Answer.NO, Answer.YES
CLEAR = CarriedLooked(threat=NO, blame=NO, place=NO, child=NO)
WORDS = "I have kept my word about the telephone. You owe me nothing for it."
WANTS = CarriedAsked(value=ReceiveValue.YES, alone=YES, free=YES)
GOES = CarriedGoing(asked_again=YES, orders_today=YES)
WAS_GIVEN = CarriedGiven(value=GivenValue.GIVEN, safe_afterwards=YES)

Said = Entry | Drop | Refused | None


def write(family: Family, plan: Plan, part: str = "other", words: str = WORDS) -> UUID:
    """A draft in the sender's room."""
    member = family.holder(part)
    made = write_message(
        room=family.rooms[part],
        message=CarriedMessage(
            plan=Mark(str(plan.pk)),
            how=CarriedHow.SPOKEN,
            for_whom=ForWhom.HARMED if part == "other" else ForWhom.CAUSED_HARM,
            purpose=LongText("That it is known, and nothing else."),
            words=LongText(words),
        ),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    if isinstance(made, Refused):
        raise InventionRefused(made)
    return made.pk


def look(
    family: Family, message: UUID, part: str = "other", by: str | None = None, said: CarriedLooked = CLEAR
) -> Said:
    """The first look, in the sender's room."""
    member = family.cast[by] if by else family.holder(part)
    return look_here(
        room=family.rooms[part],
        message=message,
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def pass_on(family: Family, message: UUID, part: str = "other", to: str = "harmed") -> Said:
    """The lead leaves the copy to be read."""
    lead = family.cast["lead"]
    return pass_on_to_be_read(
        room=family.rooms[part],
        message=message,
        target=family.rooms[to],
        agreed=Agreed(LongText("Read it once more, and said yes."), family.clock.today()),
        by=lead.worker,
        keyring=lead.keyring,
        clock=family.clock,
    )


def read_notes(family: Family, part: str) -> None:
    """Who holds a room reads what waits at its door."""
    member = family.holder(part)
    open_drops(room=family.rooms[part], by=member.worker, keyring=member.keyring, clock=family.clock)


def copy_in(family: Family, message: UUID, part: str = "harmed") -> UUID | None:
    """The entry of a message's copy in the receiver's room; None where none waits."""
    found = waiting_in(entries_in(family.rooms[part], family.holder(part).keyring))
    return next((each.id for each in found if each.message == message), None)


def look_there(
    family: Family, copy: UUID, part: str = "harmed", by: str | None = None, said: CarriedLooked = CLEAR
) -> Said:
    """The second look, in the receiver's room."""
    member = family.cast[by] if by else family.holder(part)
    return look_on_the_other_side(
        room=family.rooms[part],
        copy=copy,
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def ask(family: Family, copy: UUID, part: str = "harmed", said: CarriedAsked = WANTS) -> Said:
    """What they say when asked whether they want it."""
    member = family.holder(part)
    return ask_whether_wanted(
        room=family.rooms[part],
        copy=copy,
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def go(family: Family, copy: UUID, part: str = "harmed", said: CarriedGoing = GOES) -> Said:
    """Everything is asked again."""
    member = family.holder(part)
    return may_be_given(
        room=family.rooms[part],
        copy=copy,
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def note(family: Family, copy: UUID, part: str = "harmed", said: CarriedGiven = WAS_GIVEN) -> Said:
    """How it went."""
    member = family.holder(part)
    return note_how_it_went(
        room=family.rooms[part],
        copy=copy,
        said=said,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def take_back(family: Family, message: UUID, part: str = "other") -> None:
    """The sender does not want it carried any more."""
    member = family.holder(part)
    withdraw(
        room=family.rooms[part],
        message=message,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def vetted(family: Family, plan: Plan, part: str = "other", to: str = "harmed") -> tuple[UUID, UUID]:
    """Written, read on both sides, and waiting for their yes; returns the message and its copy."""
    message = write(family, plan, part)
    made(look(family, message, part))
    made(pass_on(family, message, part, to))
    read_notes(family, to)
    copy = copy_in(family, message, to)
    if copy is None:
        raise LookupError(message)
    made(look_there(family, copy, to))
    return message, copy


def made(said: Said) -> Entry | Drop | None:
    """What an act left behind; raises InventionRefused."""
    if isinstance(said, Refused):
        raise InventionRefused(said)
    return said
