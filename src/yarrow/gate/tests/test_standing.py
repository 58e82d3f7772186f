"""Standings: exact last days, fixed size, and everything doubtful unknown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate import standing as standings
from yarrow.gate.acts.moving import StageNow
from yarrow.gate.facts.base import Fact, Home, Unreadable
from yarrow.gate.facts.children import ContactChecks
from yarrow.gate.facts.choice import Consent
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrdersCheck, OrderState
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, RiskAssessed, SafetyPlan, ScreenResult
from yarrow.gate.facts.team import TEAM_FINDING_HOLDS_FOR, EveryoneReassessed
from yarrow.gate.facts.who import Reach, Role
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.policy import OWN
from yarrow.gate.standing import (
    CELLS,
    RULES_VERSION,
    Last,
    RoomAnswer,
    Standing,
    answer,
    answer_to_moving_on,
    closes_what_stood,
    is_by_other_rules,
    last_day,
    standing_of,
)
from yarrow.gate.standing_bytes import SIZE, UnreadableStanding, from_bytes, to_bytes
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, UNKNOWN, YES, asks, without, written
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

DAYS = [DAY + timedelta(days=n) for n in range(40)]


def later(n: int) -> date:
    return DAY + timedelta(days=n)


def _ends_first(kind: type[Fact], sooner: Fact) -> list[Fact]:
    facts: list[Fact] = without(good.harmed(), kind)
    return [*facts[:5], sooner, *facts[5:]]


LAPSES: list[tuple[list[Fact], int]] = [
    ([*good.harmed(), good.risk(review_on=DAY)], 0),
    (good.harmed(), 14),
    (_ends_first(Reach, good.reach(DAY - timedelta(days=20))), 10),
    (_ends_first(RiskAssessed, good.risk(review_on=later(4))), 4),
    (_ends_first(OrdersCheck, good.orders_check(review_on=later(6))), 6),
    ([*without(good.harmed(), Consent), good.consent(review_on=later(8))], 8),
    ([*good.harmed(), SafetyPlan(words=good.SOME, review_on=later(3))], 3),
    (
        [
            *good.harmed(),
            Order(
                reference="a",
                kind_of_order=OrderKind.BAIL,
                state=OrderState.MADE,
                bars=(Bar.DIRECT,),
                starts=later(12),
                ends=later(14),
            ),
        ],
        11,
    ),
]


@pytest.mark.parametrize(("facts", "days"), LAPSES)
def test_the_last_day_of_a_yes_is_the_earliest_lapse_of_what_it_rests_on(
    facts: list[Fact], days: int
) -> None:
    standing = standing_of(written(facts), Home.PERSON, DAY)

    assert last_day(standing, asks()) == later(days)
    said = [answer(standing, asks(day=day)) is RoomAnswer.STANDS for day in DAYS]
    assert said == [n <= days for n in range(len(DAYS))]
    ruled = [not reasons_for_person(written(facts), asks(day=day)) for day in DAYS]
    assert ruled.index(False) == days + 1


READ_BY_OLDER_RULES = APART - {Form.SURROGATE, Form.CIRCLE_OF_OWN_PEOPLE}
"""Work with one person: nothing of it was ever made stricter, so nobody waits for an update."""


@pytest.mark.parametrize("version", range(1, RULES_VERSION))
def test_a_standing_of_older_rules_is_read_for_work_with_one_person_and_for_nothing_else(
    version: int,
) -> None:
    """Of each version there was, the last one before these too; kept and read again as it is stored."""
    now = standing_of(written([*good.harmed(), good.stand_in()]), Home.PERSON, DAY)
    older = from_bytes(to_bytes(_version(now, version)))

    assert older.rules_version == version
    for form, topic in CELLS:
        assert answer(now, asks(form, topic), team_abuse=YES) is RoomAnswer.STANDS, form
        is_read = form in READ_BY_OLDER_RULES
        expected = RoomAnswer.STANDS if is_read else RoomAnswer.UNKNOWN
        assert answer(older, asks(form, topic), team_abuse=YES) is expected, form


@pytest.mark.parametrize("version", range(1, RULES_VERSION))
def test_the_teams_standing_of_older_rules_is_unknown_for_everything_joint(version: int) -> None:
    older = _version(standing_of(written(good.team()), Home.TEAM, DAY), version)

    assert {answer(older, asks(form)) for form in JOINT} == {RoomAnswer.UNKNOWN}


def test_each_version_says_what_it_made_stricter() -> None:
    """A version without its forms would leave standings of looser rules standing."""
    assert set(standings.TIGHTENED) == set(range(2, RULES_VERSION + 1))
    for version, forms in standings.TIGHTENED.items():
        assert forms >= JOINT, version
        assert not forms & READ_BY_OLDER_RULES, version
    assert RULES_VERSION >= 4


def test_a_no_of_older_rules_stays_a_no_where_it_is_read() -> None:
    """Work with one person who cannot be reached safely: said by older rules, it is no more open."""
    older = _version(standing_of(written(without(good.harmed(), Reach)), Home.PERSON, DAY), 3)

    for form in READ_BY_OLDER_RULES:
        assert answer(older, asks(form)) is RoomAnswer.DOES_NOT


def test_whatever_was_said_by_older_rules_is_looked_at_again_and_says_nothing_of_moving_on() -> None:
    stage = StageNow(0, DAY)
    facts = [*good.harmed(), AbuseScreen(alone=YES, result=ScreenResult.CLEAR), good.risk()]
    now = standing_of(written(facts), Home.PERSON, DAY, stage)

    assert answer_to_moving_on(now, stage, DAY) is RoomAnswer.STANDS
    assert not is_by_other_rules(now, OWN)
    for version in range(1, RULES_VERSION):
        assert answer_to_moving_on(_version(now, version), stage, DAY) is RoomAnswer.UNKNOWN
        assert is_by_other_rules(_version(now, version), OWN)


@pytest.mark.parametrize("room", [good.harmed, good.caused_harm, good.child, good.young_who_harmed])
def test_a_standing_says_day_by_day_what_the_rules_say_until_its_first_no(
    room: Callable[[], list[Fact]],
) -> None:
    entries = written([*room(), good.risk(review_on=later(5)), good.consent(review_on=later(7))])
    standing = standing_of(entries, Home.PERSON, DAY)

    for form in (Form.CONFERENCE, Form.LETTER, Form.NO_SEND_LETTER):
        ruled = [not reasons_for_person(entries, asks(form, day=day)) for day in DAYS]
        first_no = ruled.index(False)
        said = [answer(standing, asks(form, day=day)) is RoomAnswer.STANDS for day in DAYS]
        assert said == [n < first_no for n in range(len(DAYS))]


def test_a_no_that_time_alone_would_lift_stays_a_no() -> None:
    order = Order(
        reference="a",
        kind_of_order=OrderKind.BAIL,
        state=OrderState.MADE,
        bars=(Bar.DIRECT,),
        ends=later(2),
    )
    entries = written([*good.harmed(), order])
    standing = standing_of(entries, Home.PERSON, DAY)

    assert reasons_for_person(entries, asks(day=later(3))) == ()
    assert answer(standing, asks(day=later(3))) is RoomAnswer.DOES_NOT
    assert answer(standing_of(entries, Home.PERSON, later(3)), asks(day=later(3))) is RoomAnswer.STANDS


def test_look_again_is_the_day_of_the_first_lapse() -> None:
    standing = standing_of(written([*good.harmed(), good.risk(review_on=later(4))]), Home.PERSON, DAY)

    assert standing.look_again_on == later(4)
    assert standing_of(written([]), Home.PERSON, DAY).look_again_on is None


def test_the_answer_to_several_topics_is_that_of_the_weakest() -> None:
    room = without(good.harmed(), ContactChecks)
    standing = standing_of(written(room), Home.PERSON, DAY)

    assert answer(standing, asks(Form.LETTER, Topic.HARM)) is RoomAnswer.STANDS
    assert answer(standing, asks(Form.LETTER, Topic.HARM, Topic.TIME_WITH_CHILD)) is RoomAnswer.DOES_NOT
    assert last_day(standing, asks(Form.LETTER, Topic.HARM, Topic.TIME_WITH_CHILD)) is None


def test_a_team_standing_carries_the_answer_about_abuse_and_its_own_lapse() -> None:
    team = standing_of(written(good.team()), Home.TEAM, DAY)
    light = standing_of(written([good.flag_no(review_on=later(9))]), Home.TEAM, DAY)
    empty = standing_of(written([]), Home.TEAM, DAY)

    assert (team.abuse, light.abuse, empty.abuse) == (YES, NO, UNKNOWN)
    assert last_day(team, asks()) == DAY + TEAM_FINDING_HOLDS_FOR
    assert last_day(team, asks(Form.LETTER)) == good.REVIEW
    assert last_day(light, asks()) == later(9)
    assert answer(empty, asks()) is RoomAnswer.DOES_NOT
    for form in APART:
        assert answer(team, asks(form)) is RoomAnswer.DOES_NOT
    short = [*good.team(), EveryoneReassessed(everyone=YES, review_on=later(2))]
    assert last_day(standing_of(written(short), Home.TEAM, DAY), asks()) == later(2)


def test_a_room_that_says_no_abuse_is_unknown_unless_the_team_says_so_too() -> None:
    light = standing_of(written([*good.harmed(), good.no_abuse()]), Home.PERSON, DAY)
    heavy = standing_of(written(good.harmed()), Home.PERSON, DAY)

    assert (light.abuse, heavy.abuse) == (NO, UNKNOWN)
    assert answer(light, asks(), team_abuse=NO) is RoomAnswer.STANDS
    for team_abuse in (YES, UNKNOWN):
        assert answer(light, asks(), team_abuse=team_abuse) is RoomAnswer.UNKNOWN
        assert answer(heavy, asks(), team_abuse=team_abuse) is RoomAnswer.STANDS
    assert answer(light, asks()) is RoomAnswer.UNKNOWN
    assert answer(light, asks(Form.NO_SEND_LETTER), team_abuse=YES) is RoomAnswer.STANDS


def test_a_room_says_whether_somebody_in_it_answers_for_harm() -> None:
    """Each room alone may say "was harmed"; only counting shows that nobody caused it (domain.md E19)."""

    def said(facts: list[Fact], home: Home = Home.PERSON) -> Answer:
        return standing_of(written(facts), home, DAY).caused_harm

    assert said(good.caused_harm()) is YES
    assert said([*good.harmed(), good.role(Role.CAUSED_HARM, "harm-2")]) is YES
    assert said([*good.caused_harm(), good.role(Role.HARMED)]) is NO
    assert (said(good.harmed()), said(good.child()), said([])) == (NO, NO, NO)
    assert said(good.team(), Home.TEAM) is UNKNOWN
    assert said([Unreadable()]) is UNKNOWN


def test_what_was_signed_is_undone_when_nobody_answers_for_harm_any_more() -> None:
    was = standing_of(written(good.caused_harm()), Home.PERSON, DAY)
    other_part = standing_of(written([*good.caused_harm(), good.role(Role.SUPPORTER)]), Home.PERSON, DAY)

    assert closes_what_stood(was, other_part, DAY)
    assert not closes_what_stood(was, was, DAY)


ROOMS: list[tuple[list[Fact], Home]] = [
    ([], Home.PERSON),
    (good.harmed(), Home.PERSON),
    ([*good.harmed(), good.no_abuse()], Home.PERSON),
    (good.child(), Home.PERSON),
    ([], Home.TEAM),
    (good.team(), Home.TEAM),
    ([Unreadable()], Home.PERSON),
]


@pytest.mark.parametrize(("facts", "home"), ROOMS)
def test_bytes_come_back_the_same_and_their_size_tells_nothing(facts: list[Fact], home: Home) -> None:
    standing = standing_of(written(facts), home, DAY)
    raw = to_bytes(standing)

    assert len(raw) == SIZE
    assert from_bytes(raw) == standing


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:0],
        lambda raw: raw[:-1],
        lambda raw: raw + b"\0",
        lambda raw: b"\x01" + raw[1:],
        lambda raw: raw[:1] + b"\x09" + raw[2:],
        lambda raw: raw[:2] + b"\x09" + raw[3:],
        lambda raw: raw[:3] + b"\x09" + raw[4:],
        lambda raw: raw[:-4] + b"\xff\xff\xff\xff",
    ],
)
def test_spoilt_bytes_are_refused(spoil: Callable[[bytes], bytes]) -> None:
    raw = to_bytes(standing_of(written(good.harmed()), Home.PERSON, DAY))

    with pytest.raises(UnreadableStanding):
        from_bytes(spoil(raw))


def _version(standing: Standing, number: int) -> Standing:
    return replace(standing, rules_version=number)


def test_rules_of_another_version_are_unknown_where_they_were_tightened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    standing = standing_of(written(good.harmed()), Home.PERSON, DAY)
    monkeypatch.setattr(standings, "TIGHTENED", {RULES_VERSION: frozenset({Form.CONFERENCE})})

    assert answer(standing, asks()) is RoomAnswer.STANDS
    assert answer(_version(standing, RULES_VERSION - 1), asks()) is RoomAnswer.UNKNOWN
    assert answer(_version(standing, RULES_VERSION - 1), asks(Form.LETTER)) is RoomAnswer.STANDS
    assert answer(_version(standing, RULES_VERSION + 1), asks(Form.LETTER)) is RoomAnswer.UNKNOWN


def test_no_standing_and_a_question_about_nothing_are_unknown() -> None:
    standing = standing_of(written(good.harmed()), Home.PERSON, DAY)

    assert answer(None, asks()) is RoomAnswer.UNKNOWN
    assert answer(standing, replace(asks(), topics=frozenset())) is RoomAnswer.UNKNOWN
    assert answer(replace(standing, answers={}), asks()) is RoomAnswer.UNKNOWN


def test_a_yes_without_a_last_day_does_not_stand() -> None:
    standing = standing_of(written(good.harmed()), Home.PERSON, DAY)
    endless = replace(standing, answers=dict.fromkeys(CELLS, Last(stands=True, last_day=None)))

    assert answer(endless, asks()) is RoomAnswer.DOES_NOT


def test_a_room_that_cannot_be_read_stands_for_nothing() -> None:
    for facts in ([*good.harmed(), Unreadable()], [*good.harmed(), good.flag_no()]):
        standing = standing_of(written(facts), Home.PERSON, DAY)
        assert not any(last.stands for last in standing.answers.values())


def test_a_light_room_lapses_with_its_no_abuse() -> None:
    facts = [*without(good.harmed(), RiskAssessed), good.no_abuse(review_on=later(5))]
    standing = standing_of(written(facts), Home.PERSON, DAY)

    assert isinstance(facts[-1], NoAbuse)
    assert last_day(standing, asks()) == later(5)
