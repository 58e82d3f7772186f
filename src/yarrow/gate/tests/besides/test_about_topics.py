"""What one topic asks besides: parting and living together alike, and a topic that somebody closed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.course import MayBeAgreed, Openness
from yarrow.gate.facts.risk import Level, RiskAssessed, SafetyPlan
from yarrow.gate.facts.who import Identity, Role
from yarrow.gate.forms import APART, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.about import CLOSED_BY_THEM
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, SOME, asks, codes, of_person, without, written
from yarrow.gate.topics import Topic

COURSES = (Topic.PARTING, Topic.LIVING_TOGETHER)
WILLING, CLOSED, UNKNOWN = Openness.WILLING, Openness.CLOSED, Openness.UNKNOWN


@pytest.mark.parametrize("topic", COURSES)
@pytest.mark.parametrize("form", sorted(JOINT))
def test_before_either_is_spoken_of_risk_is_of_the_last_14_days(topic: Topic, form: Form) -> None:
    fresh = [good.clear_screen(), good.consent()]
    for days, held in ((14, False), (15, True)):
        day = DAY + timedelta(days=days)
        screened = [*written(good.harmed()), *_later(fresh, day)]
        asked = reasons_for_person(
            (*screened, *_later([good.reach(day)], day, 90)), asks(form, topic, day=day)
        )
        assert ("COURSE" in codes(asked)) is held
        assert all(reason.absent for reason in asked)
        other = reasons_for_person(screened, asks(form, Topic.HARM, day=day))
        assert "COURSE" not in codes(other)


def _later(facts: list[Fact], day: date, start: int = 50) -> tuple[Recorded, ...]:
    return tuple(replace(each, number=each.number + start) for each in written(facts, day))


@pytest.mark.parametrize("topic", COURSES)
def test_without_an_assessment_that_gives_a_level_it_is_not_fresh(topic: Topic) -> None:
    for form in JOINT:
        assert "COURSE" in codes(of_person([*good.harmed(), good.risk(Level.UNKNOWN)], asks(form, topic)))
        assert "COURSE" in codes(of_person(without(good.harmed(), RiskAssessed), asks(form, topic)))


@pytest.mark.parametrize("topic", COURSES)
def test_who_may_be_in_danger_has_a_safety_plan_before_it_is_spoken_of(topic: Topic) -> None:
    lapsed = SafetyPlan(words=SOME, review_on=DAY - timedelta(days=1))
    today = SafetyPlan(words=SOME, review_on=DAY)
    carried = asks(Form.LETTER, topic)

    assert codes(of_person(without(good.harmed(), SafetyPlan), carried)) == {"COURSE"}
    assert codes(of_person([*good.harmed(), lapsed], carried)) == {"COURSE"}
    assert of_person([*good.harmed(), today], carried) == ()
    assert of_person(good.caused_harm(), carried) == ()
    assert of_person([*good.caused_harm(), good.role(Role.SUPPORTER, "harm-2")], carried) == ()
    assert "COURSE" in codes(of_person(without(good.caused_harm(), type(good.role(Role.HARMED))), carried))
    assert codes(of_person(without(good.young_who_harmed(), SafetyPlan), carried)) == {"COURSE"}
    assert "COURSE" not in codes(of_person(without(good.caused_harm(), Identity), carried))


@pytest.mark.parametrize("topic", COURSES)
def test_where_abuse_is_excluded_and_in_work_alone_neither_is_asked(topic: Topic) -> None:
    light = [*without(good.harmed(), SafetyPlan, RiskAssessed), good.no_abuse()]

    for form in JOINT:
        assert of_person(light, asks(form, topic)) == ()
    for form in APART:
        bare = [good.reach(), good.supporter(), good.stand_in()]
        assert of_person(bare, asks(form, topic)) == ()


@pytest.mark.parametrize(
    ("said", "topic", "closed"),
    [
        (MayBeAgreed(belongings=CLOSED), Topic.BELONGINGS, True),
        (MayBeAgreed(money=CLOSED), Topic.BELONGINGS, True),
        (MayBeAgreed(belongings=CLOSED, money=WILLING), Topic.BELONGINGS, False),
        (MayBeAgreed(belongings=UNKNOWN), Topic.BELONGINGS, False),
        (MayBeAgreed(time_with_child=CLOSED), Topic.TIME_WITH_CHILD, True),
        (MayBeAgreed(time_with_child=CLOSED, news_of_child=WILLING), Topic.TIME_WITH_CHILD, True),
        (MayBeAgreed(news_of_child=CLOSED), Topic.TIME_WITH_CHILD, False),
        (MayBeAgreed(home=CLOSED), Topic.PARTING, True),
        (MayBeAgreed(belongings=CLOSED), Topic.PARTING, True),
        (MayBeAgreed(money=CLOSED), Topic.PARTING, True),
        (MayBeAgreed(staying_in_touch=CLOSED), Topic.PARTING, True),
        (MayBeAgreed(home=CLOSED, staying_in_touch=WILLING), Topic.PARTING, False),
        (MayBeAgreed(home=CLOSED, money=CLOSED), Topic.HARM, False),
        (MayBeAgreed(home=CLOSED), Topic.LIVING_TOGETHER, False),
    ],
)
def test_a_topic_is_closed_by_who_closed_it(said: MayBeAgreed, topic: Topic, *, closed: bool) -> None:
    for form in JOINT:
        reasons = of_person([*good.harmed(), said], asks(form, topic))
        assert codes(reasons) == ({"E15"} if closed else set())
        assert not any(reason.absent for reason in reasons)
    assert of_person([*good.harmed(), said], asks(Form.ONE_PERSON_WORK, topic)) == ()


def test_it_opens_again_by_their_own_word_and_by_nothing_else() -> None:
    closed = [*good.harmed(), MayBeAgreed(belongings=CLOSED, money=CLOSED)]
    asked = asks(Form.LETTER, Topic.BELONGINGS)

    assert of_person([*closed, MayBeAgreed(belongings=WILLING)], asked) == ()
    assert of_person([*closed, good.consent(topics=[Topic.BELONGINGS])], asked) == ()
    assert codes(of_person([*closed, good.consent(topics=[Topic.HARM])], asked)) == {"E15"}
    no = good.consent(ConsentValue.DECLINED, topics=[Topic.BELONGINGS])
    assert codes(of_person([*closed, no], asked)) == {"E15", "E16"}
    both = asks(Form.LETTER, Topic.BELONGINGS, Topic.HARM)
    assert codes(of_person(closed, both)) == {"E15"}
    # Whoever reads the refusal is shown both ways out: a worker who sees one only would press for it.
    assert set(CLOSED_BY_THEM.satisfied_by) == {MayBeAgreed.kind, Consent.kind}
