"""A proposal that is accepted, and the rooms it is looked at beside: each test changes one thing."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from yarrow.children.rules import Beside, RoomSaid
from yarrow.gate.facts import Fact
from yarrow.gate.facts.children import ChildView, ContactChecks, TimeLevel
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.facts.proposals import (
    Channel,
    ChildSays,
    EveryWeeks,
    OrdersSay,
    TimeProposal,
    Weekday,
)
from yarrow.gate.facts.who import HowKnown, Role, RoleInHarm
from yarrow.gate.policy import OWN
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer, LongText

TODAY = date(2026, 5, 4)
"""A Monday."""

GOOD = TimeProposal(
    level=TimeLevel.SUPERVISED,
    why=LongText("She has begun to sleep again; somebody trained is there."),
    who_and_where=LongText("With Bryn, at the centre, with Mair of the centre in the room."),
    handover=LongText("Mair fetches at the side door at ten; Bryn comes at a quarter past."),
    adults_meet=Answer.NO,
    channel=Channel.CENTRE,
    channel_words=LongText("By Thursday noon. In an emergency the centre rings."),
    weekdays=(Weekday.SATURDAY,),
    every=EveryWeeks.ONE,
    from_hour="10:15",
    to_hour="11:45",
    starts=date(2026, 5, 9),
    ends=date(2026, 6, 27),
    review_on=date(2026, 6, 8),
    left_out=LongText("23/05/2026"),
    besides=LongText("27/05/2026"),
    not_kept=LongText("Not coming, coming earlier, or messages by another way."),
    not_kept_told=LongText("The centre, and it tells the child's worker."),
    not_kept_pauses=LongText("The next two Saturdays, until it was looked at."),
    orders=OrdersSay.AGREES,
    no_order=Answer.YES,
    child_says=ChildSays.HEARD,
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
HEARD = ChildView(heard=Answer.YES, apart=Answer.YES, words=LongText("Saturdays are all right."))


def orders_check(today: date = TODAY, result: OrdersFound = OrdersFound.NONE_IN_FORCE) -> OrdersCheck:
    return OrdersCheck(
        result=result, checked_on=today, where="The court", review_on=today + timedelta(days=20)
    )


def part(role: Role) -> RoleInHarm:
    return RoleInHarm(harm="one", role=role, how_known=HowKnown.DISCLOSED)


def said(*facts: Fact, day: date = TODAY) -> RoomSaid:
    numbered = enumerate(facts, start=1)
    return RoomSaid(tuple(Recorded(fact, number, day, UUID(int=number)) for number, fact in numbered))


HARMED = (part(Role.HARMED), CHECKS, orders_check())
OTHER = (part(Role.CAUSED_HARM), orders_check())
CHILD = (part(Role.CHILD_EXPOSED), CHECKS, HEARD)


def beside(
    harmed: tuple[Fact, ...] = HARMED, other: tuple[Fact, ...] = OTHER, child: tuple[Fact, ...] = CHILD
) -> Beside:
    of_child = said(*child)
    return Beside(rooms=(said(*harmed), said(*other), of_child), child=of_child, today=TODAY, policy=OWN)


def but(**changes: object) -> TimeProposal:
    return replace(GOOD, **changes)  # type: ignore[arg-type]  # each test names a field and a value of it
