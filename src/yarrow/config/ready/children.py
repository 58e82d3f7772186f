"""A child with everything about time with the child: how it is, a safer handover, a voice, a proposal."""

from collections.abc import Sequence
from datetime import date, timedelta

from yarrow.children.actions import note_what_child_allows, propose_time
from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import (
    ChildView,
    ContactArrangement,
    ContactChecks,
    TimeLevel,
    TimeSetBy,
)
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.facts.proposals import (
    Channel,
    ChildAllows,
    ChildSafetyPlan,
    ChildSays,
    EveryWeeks,
    OrdersSay,
    SaferHandover,
    TimeProposal,
    Weekday,
)
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import Entry

AS_IT_IS = ContactArrangement(
    level=TimeLevel.UNSUPERVISED,
    with_whom="Dad",
    set_how=TimeSetBy.NOBODY,
    days_and_hours=LongText("Sundays after dinner, for as long as he likes."),
    handed_over=LongText("At the front door."),
)
HANDOVER = SaferHandover(
    where=LongText("By the till of the supermarket, in daylight."),
    who=LongText("Nan brings and fetches. The two of us do not meet."),
    if_late=LongText("After a quarter of an hour Nan goes home with the child."),
    if_unsafe=LongText("Go back in to the till and stay where people are."),
    words=LongText("“Have a nice time. See you at four.” Nothing else."),
    ring="Nan",
)
HEARD = ChildView(
    heard=Answer.YES,
    apart=Answer.YES,
    words=LongText("I like the park. I do not like the shouting at the door."),
)
SAFE = ChildSafetyPlan(
    notices=LongText("When the voices get quiet and quick."),
    then=LongText("I take the dog and go to my room."),
    go_to=LongText("Next door."),
    grown_up="Miss Puw",
)
CHECKS = ContactChecks(
    risk_of_each=Answer.YES,
    orders_and_court=Answer.YES,
    child_heard=Answer.YES,
    secrets_kept=Answer.YES,
    motive_looked_at=Answer.YES,
    free_to_talk=Answer.YES,
    specialist_asked=Answer.YES,
)


def proposal(today: date) -> TimeProposal:
    """One that is accepted on this day, where everything else is in place."""
    starts = today + timedelta(days=7)
    return TimeProposal(
        level=TimeLevel.SUPERVISED,
        why=LongText("The child sleeps again since somebody is there who is trained for it."),
        who_and_where=LongText("With Dad, at the family centre, with somebody of the centre in the room."),
        handover=LongText("The centre fetches at the side door; Dad comes a quarter of an hour later."),
        adults_meet=Answer.NO,
        channel=Channel.CENTRE,
        channel_words=LongText("The centre answers by Thursday noon, and rings at once in an emergency."),
        weekdays=(Weekday.SATURDAY,),
        every=EveryWeeks.ONE,
        from_hour="10:15",
        to_hour="11:45",
        starts=starts,
        ends=starts + timedelta(days=70),
        review_on=starts + timedelta(days=42),
        not_kept=LongText("Not coming, coming early, or messages by any other way."),
        not_kept_told=LongText("The centre, which tells the child's worker."),
        not_kept_pauses=LongText("The next two Saturdays, until it was looked at."),
        orders=OrdersSay.NONE_IN_FORCE,
        no_order=Answer.YES,
        child_says=ChildSays.HEARD,
    )


def in_place(family: Family, *, harmed: Sequence[Fact] = (), child: Sequence[Fact] = ()) -> None:
    """What a proposal is looked at beside: checks and orders in every room that is asked; after these."""
    today = family.clock.today()
    looked = OrdersCheck(
        result=OrdersFound.NONE_IN_FORCE,
        checked_on=today,
        where="Court office",
        review_on=today + timedelta(days=21),
    )
    family.record("harmed", *harmed, CHECKS, looked)
    family.record("other", looked)
    family.record("child", *child, HEARD, CHECKS)


def propose(family: Family) -> Entry:
    """By the lead, who is inside every room; raises InventionRefused."""
    lead = family.cast["lead"]
    said = propose_time(
        room=family.rooms["team"],
        child=family.rooms["child"].pk,
        proposal=proposal(family.clock.today()),
        by=lead.worker,
        keyring=lead.keyring,
        clock=family.clock,
    )
    if isinstance(said, Refused):
        raise InventionRefused(said)
    return said


def allow(family: Family, words: str, *to: str) -> Entry:
    """The child allows one thing to go to these rooms; to none is a no."""
    holder = family.holder("child")
    said = note_what_child_allows(
        room=family.rooms["child"],
        said=ChildAllows(words=LongText(words), allowed=Answer.YES if to else Answer.NO),
        rooms=tuple(family.rooms[part].pk for part in to),
        by=holder.worker,
        keyring=holder.keyring,
        clock=family.clock,
    )
    if isinstance(said, Refused):
        raise InventionRefused(said)
    return said
