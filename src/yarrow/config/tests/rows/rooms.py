"""A room beside its record: what it answers, what of it cannot be read, and what the verification finds."""

from datetime import date
from uuid import UUID

from yarrow.audit.terms import Fault
from yarrow.config.families import Family
from yarrow.gate.facts import Unreadable
from yarrow.gate.facts.who import Reach
from yarrow.gate.forms import Form
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.kernel.clock import Clock
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.actions import attest
from yarrow.rooms.models import Room
from yarrow.rooms.queries import recorded_in, room_answer

WORDS = LongText("Mornings, when the school run is over.")
REACH = Reach(
    other_route=LongText("Through the school nurse"),
    when_safe=WORDS,
    who_may_answer=LongText("Only she"),
    confirmed_on=date(2026, 3, 9),
)


def answer(room: Room, clock: Clock) -> RoomAnswer:
    """For the gentlest thing there is: a letter that is never sent."""
    asked = Question(form=Form.NO_SEND_LETTER, topics=frozenset({Topic.HARM}), day=clock.today())
    return room_answer(room, asked)


def looked_at_again(family: Family, part: str = "harmed") -> RoomAnswer:
    """What the room says once somebody inside has honestly said what stands."""
    holder, room = family.holder(part), family.rooms[part]
    attest(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)
    return answer(room, family.clock)


def unreadable(family: Family, part: str = "harmed") -> set[UUID]:
    found = recorded_in(family.rooms[part], family.holder(part).keyring)
    return {each.entry for each in found if isinstance(each.fact, Unreadable)}


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}
