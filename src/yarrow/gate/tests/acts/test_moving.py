"""What a room says to moving on: until a day, in one stage only; anything doubtful is not known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.acts.moving import SAID_FOR, SAYS_NOTHING, MovesOn, StageNow
from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.risk import AbuseScreen, ScreenResult
from yarrow.gate.facts.who import AgeBand, Identity, Role
from yarrow.gate.standing import RULES_VERSION, RoomAnswer, Standing, answer_to_moving_on, standing_of
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, REVIEW, YES, written
from yarrow.gate.tests.whole.worse import SAID_IN_A_ROOM

FIRST = StageNow(0, DAY)
SCREENED = AbuseScreen(alone=YES, result=ScreenResult.CLEAR)
READY = (good.identity(), good.role(Role.HARMED), SCREENED, good.risk())


def attested(
    facts: Iterable[Fact] = READY, *, home: Home = Home.PERSON, stage: StageNow | None = FIRST
) -> Standing:
    return standing_of(written(facts), home, DAY, stage)


def said(standing: Standing | None, *, stage: StageNow = FIRST, day: date = DAY) -> RoomAnswer:
    return answer_to_moving_on(standing, stage, day)


@pytest.mark.parametrize("lacking", [good.role(Role.HARMED), SCREENED, good.risk()])
def test_each_record_alone_missing_does_not_stand(lacking: Fact) -> None:
    assert said(attested(fact for fact in READY if fact != lacking)) is RoomAnswer.DOES_NOT


def test_a_change_or_a_room_that_cannot_be_read_does_not_move_on() -> None:
    assert said(attested([*READY, Escalation()])) is RoomAnswer.DOES_NOT
    assert said(attested([*READY, Unreadable()])) is RoomAnswer.UNKNOWN
    assert said(attested([])) is RoomAnswer.DOES_NOT


def test_it_stands_until_a_day_and_no_longer() -> None:
    standing = attested()

    assert said(standing) is RoomAnswer.STANDS
    assert said(standing, day=DAY + SAID_FOR) is RoomAnswer.STANDS
    assert said(standing, day=DAY + SAID_FOR + timedelta(days=1)) is RoomAnswer.DOES_NOT


def test_it_ends_on_the_day_for_looking_at_risk_again_or_when_no_abuse_ends() -> None:
    soon = DAY + timedelta(days=3)
    for facts in ([*READY, good.risk(review_on=soon)], [*READY[:2], good.no_abuse(review_on=soon)]):
        standing = attested(facts)
        assert said(standing, day=soon) is RoomAnswer.STANDS
        assert said(standing, day=soon + timedelta(days=1)) is RoomAnswer.DOES_NOT
    assert soon < REVIEW


def test_an_eighteenth_birthday_ends_what_rested_on_being_young() -> None:
    birthday = DAY + timedelta(days=5)
    young = Identity(known_as="Sam", age_band=AgeBand.UNKNOWN, date_of_birth=birthday.replace(year=2013))
    standing = attested([young, good.role(Role.HARMED), good.risk()])

    assert said(standing, day=birthday - timedelta(days=1)) is RoomAnswer.STANDS
    assert said(standing, day=birthday) is RoomAnswer.DOES_NOT


def test_what_was_said_in_an_earlier_stage_is_not_known_even_on_the_same_day() -> None:
    standing = attested()

    assert said(standing, stage=StageNow(4, DAY)) is RoomAnswer.UNKNOWN
    assert said(standing, stage=StageNow(0, DAY - timedelta(days=1))) is RoomAnswer.UNKNOWN
    assert said(attested(stage=StageNow(4, DAY)), stage=StageNow(4, DAY)) is RoomAnswer.STANDS
    assert said(attested(stage=StageNow(4, DAY + timedelta(days=1)))) is RoomAnswer.UNKNOWN


def test_risk_of_an_earlier_stage_is_looked_at_again() -> None:
    began = StageNow(4, DAY + timedelta(days=1))

    assert said(attested(stage=began), stage=began) is RoomAnswer.DOES_NOT


def test_the_team_and_who_was_not_told_the_stage_say_nothing() -> None:
    assert attested(good.team(), home=Home.TEAM).moves_on == SAYS_NOTHING
    assert attested(stage=None).moves_on == SAYS_NOTHING
    assert said(attested(stage=None)) is RoomAnswer.UNKNOWN
    assert said(None) is RoomAnswer.UNKNOWN


@pytest.mark.parametrize("by", [-1, 1])
def test_what_was_said_by_other_rules_is_not_known(by: int) -> None:
    assert said(replace(attested(), rules_version=RULES_VERSION + by)) is RoomAnswer.UNKNOWN


def test_a_yes_without_its_day_does_not_stand() -> None:
    assert said(replace(attested(), moves_on=MovesOn(FIRST, None))) is RoomAnswer.DOES_NOT


@pytest.mark.parametrize("news", SAID_IN_A_ROOM, ids=lambda fact: fact.kind)
def test_no_news_ever_moves_a_room_on_that_was_held(news: Fact) -> None:
    """One missing record is made up for by no other kind of news, and a trigger holds by itself."""
    for lacking in (SCREENED, good.risk()):
        rest = [fact for fact in READY if fact != lacking]
        if news.kind == lacking.kind:
            continue
        assert said(attested([*rest, news])) is not RoomAnswer.STANDS
    if news.is_trigger():
        assert said(attested([*READY, news])) is RoomAnswer.DOES_NOT
