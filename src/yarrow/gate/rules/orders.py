"""Orders in force (domain.md E25). Only a court can vary one; the person harmed cannot waive it."""

from collections.abc import Iterator
from datetime import date

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.orders import Bar, Exception_, Order, OrdersCheck, OrdersFound, OrderState
from yarrow.gate.forms import DIRECT, JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import abuse_applies, is_exposed_child, only_supports
from yarrow.gate.view import FactsView
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
)

_BARS_ALL = frozenset({Bar.DIRECT, Bar.INDIRECT, Bar.THIRD_PARTY, Bar.UNKNOWN})


def no_order_bars(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E25. Whether an order in force forbids this form.

    A term against contact bars carried messages as much as meetings; unknown terms bar all; a place
    bars meeting; a written exception for a facilitated restorative process opens our forms, any other
    text opens nothing. Refuses whether or not there is abuse.
    Source: domain.md E25, §5.4 (S141, S143, S144); design.md §5, decision 4. Law.
    """
    if question.form not in JOINT:
        return
    in_force = [order for order in orders_as_they_stand(facts) if _in_force(order, question.day)]
    if any(_forbids(order, question.form) for order in in_force):
        yield BARRED


def orders_checked(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E25. Whether someone looked for orders.

    Refuses joint forms, where abuse is not excluded, without a check in date or a recorded order with
    known terms. Not asked of a child who lived with it or of a supporter.
    Source: domain.md E25 (S141, S143, S144). Law.
    """
    if question.form not in JOINT or not abuse_applies(facts, question.day):
        return
    if is_exposed_child(facts) or only_supports(facts):
        return
    if not _terms_known(facts) and not _checked(facts, question.day):
        yield NOT_CHECKED


def orders_as_they_stand(facts: FactsView) -> tuple[Order, ...]:
    """Each order with what the court last did; a breach leaves the terms as they were."""
    last: dict[str, Order] = {}
    for found in facts.every(Order):
        reference = found.fact.reference.strip().casefold()
        if found.fact.state is OrderState.MADE and reference in last:
            # A second order under the same words is another order: it never wipes out the first.
            reference = f"{reference} {found.number}"
        last[reference] = _after_breach(found.fact, last.get(reference))
    return tuple(last.values())


def _after_breach(order: Order, before: Order | None) -> Order:
    """A breach takes nothing off an order: it bars what it barred and what was breached."""
    if order.state is not OrderState.BREACHED:
        return order
    bars = (*(before.bars if before else ()), *order.bars)
    return Order(
        reference=order.reference,
        kind_of_order=order.kind_of_order,
        state=order.state,
        bars=tuple(dict.fromkeys(bars)) or (Bar.UNKNOWN,),
        exception=before.exception if before else Exception_.NONE,
        starts=before.starts if before else order.starts,
        ends=order.ends,
    )


def _in_force(order: Order, day: date) -> bool:
    ended = order.state is OrderState.ENDED or (order.ends is not None and order.ends < day)
    return not ended and (order.starts is None or order.starts <= day)


def _forbids(order: Order, form: Form) -> bool:
    if order.exception is Exception_.FACILITATED and form is not Form.GO_BETWEEN:
        return False  # a go-between is nobody whom a facilitator leads
    bars = _bars_of(order)
    return bool(bars & _BARS_ALL) or (Bar.PLACE in bars and form in DIRECT)


def _terms_known(facts: FactsView) -> bool:
    return any(Bar.UNKNOWN not in _bars_of(order) for order in orders_as_they_stand(facts))


def _bars_of(order: Order) -> set[Bar]:
    """An order that was made and seems to forbid nothing has terms that nobody read."""
    unread = not order.bars and order.state is OrderState.MADE
    return {Bar.UNKNOWN} if unread else set(order.bars)


def _checked(facts: FactsView, day: date) -> bool:
    found = facts.latest(OrdersCheck)
    if found is None or not found.fact.checked_on <= day <= found.fact.review_on:
        return False
    listed = found.fact.result is OrdersFound.LISTED and bool(facts.every(Order))
    return listed or found.fact.result is OrdersFound.NONE_IN_FORCE
