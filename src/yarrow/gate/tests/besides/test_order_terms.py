"""Terms of orders: what an exception names, terms about a child or a home, and how long a look counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.gate.facts.children import ChildView
from yarrow.gate.facts.orders import (
    OF_A_FAMILY,
    TELLING_ORDERS,
    Bar,
    Exception_,
    Order,
    OrderKind,
    OrdersCheck,
    OrderState,
)
from yarrow.gate.forms import APART, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, UNKNOWN, YES, asks, codes, of_person, without, written
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer


def order(*bars: Bar, **more: object) -> Order:
    made = Order(
        reference="One",
        kind_of_order=OrderKind.RESTRAINING,
        state=OrderState.MADE,
        bars=bars or (Bar.DIRECT,),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


def is_barred(form: Form, topic: Topic, *orders: Order) -> bool:
    return "E25" in codes(of_person([*good.harmed(), *orders, good.risk()], asks(form, topic)))


NAMED = {
    "exception": Exception_.NAMED,
    "allows": (Form.LETTER,),
    "allows_about": (Topic.TIME_WITH_CHILD, Topic.BELONGINGS),
}


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("topic", list(Topic))
def test_an_exception_by_name_opens_exactly_those_ways_and_topics(form: Form, topic: Topic) -> None:
    named = form is Form.LETTER and topic in {Topic.TIME_WITH_CHILD, Topic.BELONGINGS}

    for bars in ((Bar.INDIRECT,), (Bar.UNKNOWN,), (Bar.DIRECT, Bar.CHILD, Bar.PLACE)):
        assert is_barred(form, topic, order(*bars, **NAMED)) is not named


def test_every_topic_of_a_plan_must_be_named() -> None:
    told = [*good.harmed(), order(Bar.INDIRECT, **NAMED)]

    assert of_person(told, asks(Form.LETTER, Topic.BELONGINGS, Topic.TIME_WITH_CHILD)) == ()
    assert codes(of_person(told, asks(Form.LETTER, Topic.BELONGINGS, Topic.HARM))) == {"E25"}


@pytest.mark.parametrize("left_out", ["allows", "allows_about"])
def test_an_exception_that_names_nothing_opens_nothing_and_contradicts_itself(left_out: str) -> None:
    empty = order(Bar.INDIRECT, **(NAMED | {left_out: ()}))

    assert [field for field, _ in empty.problems()] == [left_out]
    assert is_barred(Form.LETTER, Topic.BELONGINGS, empty)


@pytest.mark.parametrize("other", [Exception_.NONE, Exception_.OTHER])
def test_what_is_ticked_without_saying_that_it_is_named_opens_nothing(other: Exception_) -> None:
    assert is_barred(Form.LETTER, Topic.BELONGINGS, order(Bar.INDIRECT, **(NAMED | {"exception": other})))


def test_a_breach_neither_widens_nor_forgets_what_the_court_allowed() -> None:
    made = order(Bar.INDIRECT, **NAMED)
    breached = order(Bar.INDIRECT, state=OrderState.BREACHED)
    widened = replace(breached, **(NAMED | {"allows": (Form.SHUTTLE,)}))  # type: ignore[arg-type]  # by name

    assert not is_barred(Form.LETTER, Topic.BELONGINGS, made, breached)
    assert is_barred(Form.SHUTTLE, Topic.BELONGINGS, made, widened)
    assert is_barred(Form.SHUTTLE, Topic.BELONGINGS, widened)


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("topic", list(Topic))
def test_a_term_about_a_child_bars_talk_about_time_with_the_child(form: Form, topic: Topic) -> None:
    assert is_barred(form, topic, order(Bar.CHILD)) is (topic is Topic.TIME_WITH_CHILD)


@pytest.mark.parametrize("form", sorted(JOINT))
@pytest.mark.parametrize("topic", list(Topic))
def test_a_place_bars_meeting_and_talk_of_living_together(form: Form, topic: Topic) -> None:
    expected = form in DIRECT or topic is Topic.LIVING_TOGETHER

    assert is_barred(form, topic, order(Bar.PLACE)) is expected


@pytest.mark.parametrize("served", [YES, NO, UNKNOWN])
def test_an_order_binds_us_whether_or_not_it_was_handed_over(served: Answer) -> None:
    assert is_barred(Form.LETTER, Topic.HARM, order(Bar.INDIRECT, served=served))


@pytest.mark.parametrize("kind", list(OrderKind))
def test_every_kind_of_order_binds_and_work_alone_goes_on(kind: OrderKind) -> None:
    made = order(Bar.INDIRECT, kind_of_order=kind)

    assert is_barred(Form.SHUTTLE, Topic.HARM, made)
    assert made.speaks_of_abuse() is (kind in TELLING_ORDERS)
    assert made.speaks_of_a_shared_life() is (kind in OF_A_FAMILY)
    for form in APART - {Form.CIRCLE_OF_OWN_PEOPLE, Form.SURROGATE}:
        assert of_person([*good.harmed(), made], asks(form)) == ()


def test_an_order_between_parents_ends_a_no_that_rests_on_being_strangers() -> None:
    light = [*good.harmed(), good.no_abuse()]
    about_a_child = order(Bar.CHILD, kind_of_order=OrderKind.CHILD_ARRANGEMENTS)
    bare = [fact for fact in light if fact.kind != "risk_assessed"]

    assert of_person(bare) == ()
    assert "E7" in codes(of_person([*bare, about_a_child]))


@pytest.mark.parametrize(("days", "held"), [(27, False), (28, True)])
def test_a_look_at_orders_counts_for_28_days(days: int, *, held: bool) -> None:
    day = DAY + timedelta(days=days)  # the check of these rooms was made the day before DAY
    fresh = [*written(good.harmed())]
    asked = reasons_for_person(fresh, asks(day=day))

    assert ("E25" in codes(asked)) is held


@pytest.mark.parametrize(("days", "held"), [(28, False), (29, True)])
def test_an_order_with_its_terms_is_a_look_for_28_days(days: int, *, held: bool) -> None:
    told = written([*without(good.harmed(), OrdersCheck), order(Bar.PLACE, exception=Exception_.FACILITATED)])
    reasons = reasons_for_person(told, asks(day=DAY + timedelta(days=days)))

    assert ("E25" in codes(reasons)) is held


def test_a_child_and_a_supporter_are_not_asked_for_a_look_but_are_bound() -> None:
    assert of_person(good.child()) == ()
    assert codes(of_person([*good.child(), order(Bar.DIRECT), ChildView(heard=YES, apart=YES)])) == {"E25"}
