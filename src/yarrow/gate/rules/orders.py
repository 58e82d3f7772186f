"""Orders in force (domain.md E25). Only a court can vary one; the person harmed cannot waive it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.orders import Bar, Exception_, Order, OrdersCheck, OrdersFound, OrderState
from yarrow.gate.forms import DIRECT, JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.rules.circumstances import abuse_applies, is_exposed_child, only_supports
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView, Found
from yarrow.kernel.words import N_

BARRED = ground(
    "E25",
    N_("An order in force forbids this, or its terms are not known."),
    N_("Read the order. Only the court can vary it; record the variation when there is one."),
    absent=False,
    by=("order",),
)
NOT_CHECKED = ground(
    "E25",
    N_("It has not been checked, in date, whether any order is in force."),
    N_("Check orders, bail and licence terms, and record every order with its terms."),
    absent=True,
    by=("orders_check", "order"),
    weight=SourceStanding.OURS,
)

_BARS_ALL = frozenset({Bar.DIRECT, Bar.INDIRECT, Bar.THIRD_PARTY, Bar.UNKNOWN})
_LED_BY_NOBODY = frozenset({Form.GO_BETWEEN, Form.PRIVATE_FAMILY_TIME})
"""A process led by facilitators has one in the room, and in every message."""


def no_order_bars(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E25. Whether an order in force forbids this form.

    A term against contact bars carried messages as much as meetings; unknown terms bar all; a place
    bars meeting, and talk about living together; a term about a child bars talk about time with the
    child. A written exception for a facilitated restorative process opens our forms; one that names
    ways of working and topics opens exactly those; any other text opens nothing. A breach opens
    nothing, and an order counts from the day it was made, handed over or not. Refuses whether or not
    there is abuse.
    Source: domain.md E25, §5.4 (S141, S143, S144); design.md §5, decision 4. Law.
    """
    if question.form not in JOINT:
        return
    in_force = [order for order in orders_as_they_stand(facts) if _in_force(order, question.day)]
    if any(_forbids(order, question) for order in in_force):
        yield BARRED


def orders_checked(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E25. Whether someone looked for orders.

    Refuses joint forms, where abuse is not excluded, without a check in date or a recorded order with
    known terms, either of them of the last 28 days. An order counts as a look only while it is in force,
    or where the court ended it: one that is still to start says nothing of today. Not asked of a child
    who lived with it or of a supporter. That an order binds is law; that we look, and how often, is ours.
    Source: domain.md E25 (S141, S143, S144); the 28 days are ours. Our own.
    """
    if question.form not in JOINT or not abuse_applies(facts, question.day):
        return
    if is_exposed_child(facts) or only_supports(facts):
        return
    if not _terms_known(facts, question.day) and not _checked(facts, question.day):
        yield NOT_CHECKED


def orders_as_they_stand(facts: FactsView) -> tuple[Order, ...]:
    """Each order with what the court last did; a breach leaves the terms as they were."""
    return tuple(each.fact for each in _orders(facts))


def _orders(facts: FactsView) -> tuple[Found[Order], ...]:
    last: dict[str, Found[Order]] = {}
    for found in facts.every(Order):
        reference = found.fact.reference.strip().casefold()
        if found.fact.state is OrderState.MADE and reference in last:
            # A second order under the same words is another order: it never wipes out the first.
            reference = f"{reference} {found.number}"
        before = last.get(reference)
        stands = _after_breach(found.fact, before.fact if before else None)
        last[reference] = replace(found, fact=stands)
    return tuple(last.values())


def _after_breach(order: Order, before: Order | None) -> Order:
    """A breach takes nothing off an order: it bars what it barred and what was breached."""
    if order.state is not OrderState.BREACHED:
        return order
    bars = (*(before.bars if before else ()), *order.bars)
    return replace(
        order,
        bars=tuple(dict.fromkeys(bars)) or (Bar.UNKNOWN,),
        exception=before.exception if before else Exception_.NONE,
        allows=before.allows if before else (),
        allows_about=before.allows_about if before else (),
        starts=before.starts if before else order.starts,
    )


def _in_force(order: Order, day: date) -> bool:
    ended = order.state is OrderState.ENDED or (order.ends is not None and order.ends < day)
    return not ended and (order.starts is None or order.starts <= day)


def _forbids(order: Order, question: Question) -> bool:
    if _allows(order, question):
        return False
    bars, topics = _bars_of(order), question.topics
    if bars & _BARS_ALL:
        return True
    about_a_child = Bar.CHILD in bars and Topic.TIME_WITH_CHILD in topics
    near_a_place = Bar.PLACE in bars and (question.form in DIRECT or Topic.LIVING_TOGETHER in topics)
    return about_a_child or near_a_place


def _allows(order: Order, question: Question) -> bool:
    """Whether its own written words open this: never more than they name."""
    if order.exception is Exception_.FACILITATED:
        return question.form not in _LED_BY_NOBODY
    if order.exception is not Exception_.NAMED or not question.topics:
        return False
    return question.form in order.allows and question.topics <= set(order.allows_about)


def _terms_known(facts: FactsView, day: date) -> bool:
    return any(each.is_fresh(day) and _tells_of(each.fact, day) for each in _orders(facts))


def _tells_of(order: Order, day: date) -> bool:
    """Hazard: an order that is still to start bars nothing yet, so it must not stand for a look either."""
    counts = order.state is OrderState.ENDED or _in_force(order, day)
    return counts and Bar.UNKNOWN not in _bars_of(order)


def _bars_of(order: Order) -> set[Bar]:
    """An order that was made and seems to forbid nothing has terms that nobody read."""
    unread = not order.bars and order.state is OrderState.MADE
    return {Bar.UNKNOWN} if unread else set(order.bars)


def _checked(facts: FactsView, day: date) -> bool:
    found = facts.latest(OrdersCheck)
    if found is None or not found.fact.checked_on <= day <= min(found.last_days()):
        return False
    listed = found.fact.result is OrdersFound.LISTED and bool(facts.every(Order))
    return listed or found.fact.result is OrdersFound.NONE_IN_FORCE
