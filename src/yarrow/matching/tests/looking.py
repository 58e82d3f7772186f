"""Short words for the tests of looking people up."""

from datetime import date

from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.who import AgeBand, Identity, Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.matching.actions import look_up
from yarrow.matching.terms import Found, Sitting, Why
from yarrow.matching.tokens import Somebody

BORN = date(1990, 2, 3)
TELEPHONE = "01632 960123"
ANWEN = Somebody("Anwen Llwyd-Parry", BORN)
NOBODY = Somebody("Nobody Atall", date(1971, 7, 1))


def record_anwen(family: Family) -> None:
    """Her name, her day and her number, in her own room."""
    family.record(
        "harmed",
        Identity(known_as="Anwen", full_name="Anwen Llwyd-Parry", date_of_birth=BORN, age_band=AgeBand.ADULT),
        Reach(
            phone=TELEPHONE,
            other_route=LongText("anwen@example.org, from work only"),
            when_safe=LongText("Mornings"),
            who_may_answer=LongText("Nobody"),
            confirmed_on=family.clock.today(),
        ),
    )


def look(
    cast: Cast,
    clock: FixedClock,
    *persons: Somebody,
    part: str = "intake",
    sitting: Sitting = Sitting.ONE_BY_ONE,
) -> tuple[Found, ...] | Refused:
    """What this member is told of these people."""
    said = look_up(
        persons=persons,
        sitting=sitting,
        why=Why.MARAC if sitting is Sitting.LIST else Why.CALL,
        words="A call came in.",
        by=cast.worker(part),
        keyring=cast.keyring(part),
        clock=clock,
    )
    return said if isinstance(said, Refused) else said.answers
