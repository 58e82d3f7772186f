"""What is carried, in every person's room of the settled family: a message of theirs, and a copy for them."""

from uuid import UUID

from yarrow.carrying.rules import note_of, words_mark
from yarrow.config.families import Family
from yarrow.config.ready import carrying
from yarrow.gate.facts import Fact
from yarrow.gate.facts.carried import (
    CarriedCopy,
    CarriedGoing,
    CarriedHow,
    CarriedLooked,
    CarriedMessage,
    ForWhom,
)
from yarrow.gate.words import LongText, Mark
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import drop_note
from yarrow.rooms.queries import entries_in

WORDS = "The spare books are yours. Nothing is asked for them."
GOES_TO = {"harmed": "other", "other": "child", "child": "harmed"}


def lie_in(family: Family, plan: Plan) -> None:
    """As if each had been read on both sides, wanted, and allowed to be given today."""
    for source, target in GOES_TO.items():
        message = CarriedMessage(
            plan=Mark(str(plan.pk)),
            how=CarriedHow.LETTER,
            for_whom=ForWhom.SOMEBODY_ELSE,
            purpose=LongText("That it is said."),
            words=LongText(WORDS),
        )
        [entry] = family.record(source, message)
        _lies_in(family, target, entry.pk, message)


def _lies_in(family: Family, target: str, message: UUID, fact: CarriedMessage) -> None:
    lead, seen = family.cast["lead"], Mark(words_mark(message, fact))
    about = Mark(str(message))
    copy = CarriedCopy(
        message=about,
        plan=fact.plan,
        words_seen=seen,
        looked_by=Mark(str(lead.worker.pk)),
        how=fact.how,
        words=fact.words,
    )
    drop_note(
        room=family.rooms[target],
        fact=copy,
        by=lead.worker,
        keyring=lead.keyring,
        clock=family.clock,
        drop_id=note_of(message),
    )
    carrying.read_notes(family, target)
    clear, wants, goes = carrying.CLEAR, carrying.WANTS, carrying.GOES
    family.record(
        target,
        CarriedLooked(
            message=about,
            words_seen=seen,
            threat=clear.threat,
            blame=clear.blame,
            place=clear.place,
            child=clear.child,
        ),
        type(wants)(message=about, value=wants.value, alone=wants.alone, free=wants.free),
        CarriedGoing(
            message=about, words_seen=seen, asked_again=goes.asked_again, orders_today=goes.orders_today
        ),
    )


def of_room(family: Family, part: str, kind: type[Fact]) -> UUID:
    """The message that was written in a person's room, or the copy that lies there; nothing elsewhere."""
    if part not in GOES_TO:
        return UUID(int=0)
    found = entries_in(family.rooms[part], family.holder(part).keyring)
    return next(read.entry.pk for read in found if isinstance(read.fact, kind))
