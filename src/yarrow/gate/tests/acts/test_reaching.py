"""Before somebody is reached: by a safe way, the person harmed first, never from the other side."""

from datetime import date, timedelta

import pytest

from yarrow.gate.acts.reaching import (
    Way,
    reasons_not_to_approach_other,
    reasons_not_to_reach,
    referral_starts_it,
)
from yarrow.gate.facts.base import Fact, Unreadable
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.harm import Pressure
from yarrow.gate.facts.risk import Level
from yarrow.gate.facts.team import Proposer
from yarrow.gate.facts.who import ApproachAgreed, Reach, ReachConfirmed, ReachUnsafe, Role
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, REVIEW, SOME, UNKNOWN, YES, codes, written
from yarrow.gate.words import Answer


def reach(confirmed_on: date = DAY, shared: Answer = NO) -> Reach:
    return Reach(
        phone="01", when_safe=SOME, who_may_answer=SOME, shared_device=shared, confirmed_on=confirmed_on
    )


def to_reach(*facts: Fact, way: Way = Way.SPOKEN, day: date = DAY) -> set[str]:
    return codes(reasons_not_to_reach(written(facts), way, day))


@pytest.mark.parametrize("way", list(Way))
def test_nobody_is_reached_without_a_safe_way(way: Way) -> None:
    assert to_reach(way=way) == {"E2"}
    assert to_reach(reach(), ReachUnsafe(words=SOME), way=way) == {"E2"}
    assert to_reach(reach(), ReachUnsafe(words=SOME), reach(), way=way) == set()
    assert to_reach(Unreadable(), reach(), way=way) == {"UNKNOWN"}


@pytest.mark.parametrize(("way", "days"), [(Way.SPOKEN, 30), (Way.MESSAGE, 14)])
def test_a_message_needs_a_fresher_yes_than_a_call(way: Way, days: int) -> None:
    last = DAY + timedelta(days=days)

    assert to_reach(reach(), way=way, day=last) == set()
    assert to_reach(reach(), way=way, day=last + timedelta(days=1)) == {"E2"}
    assert to_reach(reach(), way=way, day=DAY - timedelta(days=1)) == {"E2"}
    again = ReachConfirmed(confirmed_on=last)
    assert to_reach(reach(), again, way=way, day=last + timedelta(days=days)) == set()
    assert to_reach(again, reach(), way=way, day=last + timedelta(days=1)) == {"E2"}


@pytest.mark.parametrize("shared", [YES, UNKNOWN])
def test_no_message_goes_where_somebody_else_may_read_it(shared: Answer) -> None:
    assert to_reach(reach(shared=shared), way=Way.MESSAGE) == {"E2"}
    assert to_reach(reach(shared=shared), way=Way.SPOKEN) == set()


def agreed(go_ahead: Answer = YES) -> ApproachAgreed:
    return ApproachAgreed(go_ahead=go_ahead, how=SOME, may_be_guessed=SOME)


def to_approach(*facts: Fact, day: date = DAY) -> set[str]:
    return codes(reasons_not_to_approach_other(written([good.role(Role.HARMED), *facts]), day))


def test_the_other_person_is_approached_only_after_the_go_ahead_of_who_was_harmed() -> None:
    assert to_approach(good.risk(), agreed()) == set()
    assert to_approach(good.risk()) == {"E3"}
    for answer in (NO, UNKNOWN):
        assert to_approach(good.risk(), agreed(), agreed(answer)) == {"E3"}
    assert to_approach(good.risk(), ApproachAgreed(go_ahead=YES, how=SOME)) == {"E3"}
    assert to_approach(good.risk(), ApproachAgreed(go_ahead=YES, may_be_guessed=SOME)) == {"E3"}


def test_a_no_is_told_from_not_having_asked() -> None:
    no, unknown = (
        reasons_not_to_approach_other(written([good.risk(), agreed(each)]), DAY) for each in (NO, UNKNOWN)
    )

    assert [reason.absent for reason in no] == [False]
    assert [reason.absent for reason in unknown] == [True]
    assert ApproachAgreed(go_ahead=NO).problems() == ()
    assert [name for name, _ in ApproachAgreed(go_ahead=YES).problems()] == ["how", "may_be_guessed"]


@pytest.mark.parametrize("doubt", [Pressure(), good.worrying_screen()], ids=lambda fact: fact.kind)
def test_a_doubt_since_takes_the_go_ahead_away(doubt: Fact) -> None:
    assert to_approach(good.risk(), doubt, agreed()) == set()
    assert to_approach(good.risk(), agreed(), doubt) == {"E3"}
    assert to_approach(good.risk(), agreed(), good.clear_screen()) == set()


def test_risk_is_known_in_date_and_after_the_last_change() -> None:
    assert to_approach(agreed()) == {"E3"}
    assert to_approach(good.risk(Level.UNKNOWN), agreed()) == {"E3"}
    assert to_approach(good.risk(), Escalation(), agreed()) == {"E3"}
    assert to_approach(Escalation(), good.risk(), agreed()) == set()
    assert to_approach(good.risk(review_on=DAY), agreed()) == set()
    assert to_approach(good.risk(), agreed(), day=REVIEW + timedelta(days=1)) == {"E3"}


def test_where_abuse_is_excluded_either_may_be_seen_first_and_an_error_is_a_no() -> None:
    assert to_approach(good.no_abuse()) == set()
    assert to_approach(good.no_abuse(), day=REVIEW + timedelta(days=1)) == {"E3"}
    assert to_approach(Unreadable()) == {"UNKNOWN"}


@pytest.mark.parametrize("abuse", list(Answer))
@pytest.mark.parametrize("source", list(Proposer))
def test_nobody_is_approached_because_the_other_side_asked(source: Proposer, abuse: Answer) -> None:
    from_there = source in {Proposer.PERSON_WHO_HARMED, Proposer.UNKNOWN}
    said = tuple(referral_starts_it(source, abuse))

    assert codes(said) == ({"E1"} if from_there and abuse is not NO else set())
    assert all(reason.absolute for reason in said)
