"""What a case needs before it moves on, and the press that moves it; for the tests of it."""

from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.gate.facts.risk import AbuseScreen, ScreenResult
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import move_on
from yarrow.rooms.actions import attest
from yarrow.rooms.queries import every_room_moves_on

from .conftest import risk_looked_at

PEOPLE = ("harmed", "other", "child")
ADULTS = ("harmed", "other")


def screened() -> AbuseScreen:
    return AbuseScreen(alone=Answer.YES, result=ScreenResult.CONCERN)


def record_in(family: Family, *parts: str) -> None:
    for part in parts:
        asked = (screened(),) if part in ADULTS else ()
        family.record(part, *asked, risk_looked_at(family.clock.today()))


def say_again(family: Family, *parts: str) -> None:
    for part in parts:
        member = family.holder(part)
        attest(room=family.rooms[part], by=member.worker, keyring=member.keyring, clock=family.clock)


def answer(family: Family) -> RoomAnswer:
    return every_room_moves_on(family.case, family.clock.today())


def moved(family: Family, onto: Stage = Stage.PREPARING, by: str = "supervisor") -> Refused | None:
    return move_on(case=family.case, onto=onto, by=family.cast.worker(by), clock=family.clock)


def stage(family: Family) -> str:
    return Case.objects.get(pk=family.case.pk).stage


def refused_text(said: Refused | None) -> str:
    assert isinstance(said, Refused)
    [reason] = said.reasons
    return reason.text
