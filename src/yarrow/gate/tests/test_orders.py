"""Orders: every term against every form (domain.md E25, §5.4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.gate.facts.orders import Bar, Exception_, Order, OrderKind, OrdersCheck, OrdersFound, OrderState
from yarrow.gate.forms import APART, DIRECT, JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.rules.orders import NOT_CHECKED
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, REVIEW, UNKNOWN, asks, codes, of_person, without, written

BREACHED = OrderState.BREACHED


def order(*bars: Bar, state: OrderState = OrderState.MADE, exception: Exception_ = Exception_.NONE) -> Order:
    return Order(
        reference="Order one",
        kind_of_order=OrderKind.RESTRAINING,
        state=state,
        bars=bars,
        exception=exception,
    )


def is_barred(form: Form, *orders: Order, day: date = DAY) -> bool:
    reasons = of_person([*good.harmed(), *orders, good.risk()], asks(form, day=day))
    return "E25" in codes(reasons)


@pytest.mark.parametrize("form", sorted(Form))
@pytest.mark.parametrize("bar", [each for each in Bar if each is not Bar.CHILD])
@pytest.mark.parametrize("state", [OrderState.MADE, OrderState.VARIED, BREACHED])
def test_each_term_bars_carried_forms_as_much_as_meeting_but_a_place_only_meeting(
    form: Form,
    bar: Bar,
    state: OrderState,
) -> None:
    expected = form in (DIRECT if bar is Bar.PLACE else JOINT)

    assert is_barred(form, order(bar, state=state)) is expected


@pytest.mark.parametrize("form", sorted(JOINT))
def test_only_a_court_lifts_it(form: Form) -> None:
    made = order(Bar.INDIRECT)

    assert is_barred(form, made)
    assert not is_barred(form, made, order(state=OrderState.VARIED))
    assert not is_barred(form, made, order(Bar.INDIRECT, state=OrderState.ENDED))
    assert is_barred(form, made, order(state=OrderState.VARIED), made)


@pytest.mark.parametrize("form", [Form.GO_BETWEEN, Form.PRIVATE_FAMILY_TIME])
def test_a_facilitated_exception_opens_nothing_that_no_facilitator_leads(form: Form) -> None:
    assert is_barred(form, order(Bar.UNKNOWN, exception=Exception_.FACILITATED))


def test_an_order_made_whose_terms_nobody_ticked_bars_everything() -> None:
    for form in JOINT:
        assert is_barred(form, order())


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_breach_takes_nothing_off_an_order(form: Form) -> None:
    made = order(Bar.DIRECT, Bar.INDIRECT)
    breached = order(Bar.PLACE, state=OrderState.BREACHED, exception=Exception_.FACILITATED)
    assert "E25" in codes(of_person([*good.harmed(), made, breached, good.risk()], asks(form)))


@pytest.mark.parametrize("form", sorted(JOINT))
def test_a_second_order_under_the_same_words_does_not_wipe_out_the_first(form: Form) -> None:
    second = order(Bar.UNKNOWN, exception=Exception_.FACILITATED)
    assert "E25" in codes(of_person([*good.harmed(), order(Bar.DIRECT), second], asks(form)))


@pytest.mark.parametrize("form", sorted(JOINT - {Form.GO_BETWEEN, Form.PRIVATE_FAMILY_TIME}))
def test_an_exception_opens_exactly_what_it_names(form: Form) -> None:
    assert not is_barred(form, order(Bar.UNKNOWN, exception=Exception_.FACILITATED))
    assert is_barred(form, order(Bar.DIRECT, exception=Exception_.OTHER))
    assert is_barred(form, order(Bar.DIRECT, exception=Exception_.NONE))


def test_work_with_one_person_is_never_barred() -> None:
    for form in APART:
        assert not is_barred(form, order(*Bar))


def test_another_order_does_not_lift_this_one() -> None:
    other = replace(order(state=OrderState.ENDED), reference="Order two")

    assert is_barred(Form.LETTER, order(Bar.INDIRECT), other)
    assert not is_barred(Form.LETTER, order(Bar.INDIRECT), replace(other, reference=" order ONE "))


def test_a_breach_leaves_the_terms_and_a_breach_of_unknown_terms_bars_all() -> None:
    assert is_barred(Form.LETTER, order(Bar.INDIRECT), order(state=BREACHED))
    assert is_barred(Form.LETTER, order(state=BREACHED))
    assert not is_barred(Form.LETTER, order(Bar.PLACE), order(state=BREACHED))


def test_dates_bound_an_order_and_unknown_dates_bind() -> None:
    bounded = replace(order(Bar.DIRECT), starts=DAY, ends=DAY + timedelta(days=2))

    assert [is_barred(Form.SHUTTLE, bounded, day=DAY + timedelta(days=n)) for n in range(-1, 4)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert is_barred(Form.SHUTTLE, replace(bounded, starts=None))
    assert is_barred(Form.SHUTTLE, replace(bounded, ends=None), day=DAY + timedelta(days=20))


def test_an_order_binds_also_where_there_is_no_abuse() -> None:
    undertaking = replace(order(Bar.THIRD_PARTY), kind_of_order=OrderKind.UNDERTAKING)
    facts = [*good.harmed(), good.no_abuse()]

    assert of_person(facts) == ()
    assert codes(of_person([*facts, undertaking])) == {"E25"}


@pytest.mark.parametrize(
    ("check", "enough"),
    [
        (good.orders_check(), True),
        (good.orders_check(review_on=DAY), True),
        (replace(good.orders_check(), checked_on=DAY), True),
        (good.orders_check(review_on=DAY - timedelta(days=1)), False),
        (replace(good.orders_check(), result=OrdersFound.UNKNOWN), False),
        (replace(good.orders_check(), result=OrdersFound.LISTED), False),
        (replace(good.orders_check(), checked_on=DAY + timedelta(days=1)), False),
    ],
)
def test_a_check_must_be_in_date_and_have_found_something_out(check: OrdersCheck, *, enough: bool) -> None:
    assert (of_person([*good.harmed(), check]) == ()) is enough


def test_a_recorded_order_with_its_terms_is_a_check_and_one_without_is_none() -> None:
    unchecked = without(good.harmed(), OrdersCheck)
    listed = replace(good.orders_check(), result=OrdersFound.LISTED)

    assert of_person([*unchecked, order(state=OrderState.VARIED)]) == ()
    assert {reason.absent for reason in of_person([*unchecked, order(Bar.UNKNOWN)])} == {True, False}
    ended_unread = order(Bar.UNKNOWN, state=OrderState.ENDED)
    assert codes(of_person([*unchecked, ended_unread])) == {"E25"}
    assert of_person([*unchecked, ended_unread, listed]) == ()
    not_found_out = replace(listed, result=OrdersFound.UNKNOWN)
    assert codes(of_person([*unchecked, ended_unread, not_found_out])) == {"E25"}


@pytest.mark.parametrize("form", sorted(JOINT))
def test_an_order_that_does_not_bind_today_is_no_look_at_orders(form: Form) -> None:
    """It bars nothing yet, or no more; so, in the place of a look, it would open what had none."""
    unchecked = without(good.harmed(), OrdersCheck)
    to_come = replace(order(Bar.PLACE), starts=DAY + timedelta(days=1))
    over = replace(order(Bar.PLACE), ends=DAY - timedelta(days=1))

    for each in (to_come, over, replace(order(), state=OrderState.VARIED, starts=REVIEW)):
        assert NOT_CHECKED in of_person([*unchecked, each], asks(form))
        assert of_person([*good.harmed(), each], asks(form)) == ()


def test_an_old_order_that_was_read_and_a_new_one_that_was_not_are_no_look_together() -> None:
    read = replace(order(Bar.PLACE, state=OrderState.ENDED), reference="old")
    unread = replace(order(Bar.UNKNOWN, state=OrderState.ENDED), reference="new")
    entries = written([*without(good.harmed(), OrdersCheck), read, unread])
    aged = [replace(each, day=DAY - timedelta(days=40)) if each.fact is read else each for each in entries]

    assert NOT_CHECKED not in reasons_for_person(entries, asks())
    assert NOT_CHECKED in reasons_for_person(aged, asks())


def test_an_order_that_ends_before_it_starts_contradicts_itself() -> None:
    wrong = replace(order(), starts=REVIEW, ends=DAY)

    assert [field for field, _ in wrong.problems()] == ["ends"]
    assert "UNKNOWN" in codes(of_person([*good.harmed(), wrong]))


def test_unknown_is_not_an_answer_of_a_check() -> None:
    assert OrdersCheck(checked_on=DAY, where="court", review_on=REVIEW).result.value == UNKNOWN.value
