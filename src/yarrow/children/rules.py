"""Why a proposal of time with a child is not accepted: every reason, beside its field. Pure.

What the gate has a rule for is asked of the gate's own functions, room by room; the rest is what a
plan must hold (domain.md E29 to E31, §5.6). Not known refuses. How time is spent *now* is asked
nothing here: it can always be recorded.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from yarrow.gate.facts.base import Home, blank
from yarrow.gate.facts.children import ChildView, ContactArrangement, TimeLevel
from yarrow.gate.facts.orders import Order, OrderState
from yarrow.gate.facts.proposals import Channel, ChildSays, EveryWeeks, OrdersSay, TimeProposal
from yarrow.gate.facts.team import TimePlanOutline
from yarrow.gate.forms import Form
from yarrow.gate.policy import Policy
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.about import topic_not_closed
from yarrow.gate.rules.orders import no_order_bars, orders_as_they_stand, orders_checked
from yarrow.gate.rules.time_with_child import TIME_NOT_SAFE, time_now_is_safe, time_with_child_checked
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer, Mark
from yarrow.kernel.decision import Allowed, Decision, Reason, Refused
from yarrow.kernel.words import N_

from .schedule import NotADay, days_named, days_of

LONGEST = timedelta(days=366)
"""Ours, from no source: a proposal is written anew at least once a year, since a child grows."""

NOT_EVERY_ROOM = N_(
    "It cannot be looked at beside every order and every wish: you are not inside every room,"
    " or a note waits unread in one."
)
NO_END = N_("It has no last day. Nothing about time with a child is left open-ended.")
UNSAFE_LEVEL = N_(
    "Where there is abuse, or it has not been looked at, time without anyone watching or at a supported"
    " centre is not proposed. Choose supervised, a staffed handover, cards and letters, or none."
)
_SPENT_TOGETHER = frozenset(TimeLevel) - {TimeLevel.NONE, TimeLevel.LETTERBOX, TimeLevel.UNKNOWN}


@dataclass(frozen=True, slots=True)
class RoomSaid:
    """What counts in one person's room. ``recorded`` is None where it cannot be read by who asks."""

    recorded: tuple[Recorded, ...] | None

    def facts(self, policy: Policy) -> FactsView:
        """For the gate's rules; raises UnknownFacts."""
        return FactsView(self.recorded or (), Home.PERSON, policy)


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything a proposal is looked at beside: every person's room of the case, and the day."""

    rooms: tuple[RoomSaid, ...]
    child: RoomSaid
    today: date
    policy: Policy

    @property
    def is_whole(self) -> bool:
        """Whether every room could be read: otherwise nothing is known of orders or wishes."""
        return bool(self.rooms) and all(room.recorded is not None for room in (*self.rooms, self.child))


def looked_at(proposal: TimeProposal, beside: Beside) -> Decision:
    """Allowed, or refused with every reason. An error is a refusal."""
    reasons = list(_of_the_proposal(proposal, beside.today))
    if not beside.is_whole:
        reasons.append(Reason("E31", NOT_EVERY_ROOM, "orders"))
    else:
        reasons.extend(_beside_the_rooms(proposal, beside))
    return Refused(tuple(dict.fromkeys(reasons))) if reasons else Allowed()


def outline_of(proposal: TimeProposal) -> TimePlanOutline:
    """What an accepted proposal answers of the gate's own question to the team room (E31)."""
    held = {
        "handover": proposal.level not in _SPENT_TOGETHER or not blank(proposal.handover),
        "one_channel": proposal.channel is not Channel.UNKNOWN,
        "schedule_ends": proposal.ends is not None and proposal.review_on is not None,
        "if_not_kept": not any(map(blank, _ladder(proposal))),
        "orders_compared": proposal.orders in {OrdersSay.AGREES, OrdersSay.NONE_IN_FORCE},
        "not_an_order": proposal.no_order is Answer.YES,
    }
    return TimePlanOutline(**{name: Answer.YES if said else Answer.UNKNOWN for name, said in held.items()})


# --- what the proposal itself must hold ---


def _of_the_proposal(proposal: TimeProposal, today: date) -> Iterator[Reason]:
    yield from _level(proposal)
    if proposal.level in _SPENT_TOGETHER:
        yield from _handed_over(proposal)
        yield from _pattern(proposal)
    yield from _one_way_of_passing_on(proposal)
    yield from _has_an_end(proposal, today)
    yield from _days_can_be_read(proposal)
    yield from _if_not_kept(proposal)
    yield from _said_of_orders(proposal)
    yield from _childs_view(proposal)


def _level(proposal: TimeProposal) -> Iterator[Reason]:
    if proposal.level is TimeLevel.UNKNOWN:
        yield Reason("E30", N_("Say how the time would be spent."), "level")
    if blank(proposal.why):
        yield Reason("E31", N_("Say why this, and not less or more."), "why")
    if blank(proposal.who_and_where):
        yield Reason("E31", N_("Say with whom, who is there besides, and where."), "who_and_where")


def _handed_over(proposal: TimeProposal) -> Iterator[Reason]:
    if blank(proposal.handover):
        yield Reason("E31", N_("Say how the child is handed over."), "handover")
    if proposal.adults_meet is not Answer.NO:
        wanted = N_("A handover is proposed only where the adults do not meet at it.")
        yield Reason("E31", wanted, "adults_meet")


def _pattern(proposal: TimeProposal) -> Iterator[Reason]:
    if not proposal.weekdays and blank(proposal.besides):
        yield Reason("E31", N_("Choose the days."), "weekdays")
    if proposal.weekdays and proposal.every is EveryWeeks.UNKNOWN:
        yield Reason("E31", N_("Say how often these days come round."), "every")
    for name in ("from_hour", "to_hour"):
        if blank(getattr(proposal, name)):
            yield Reason("E31", N_("Say the hour, so that nobody waits on a doorstep."), name)


def _one_way_of_passing_on(proposal: TimeProposal) -> Iterator[Reason]:
    if proposal.channel is Channel.UNKNOWN:
        yield Reason("E31", N_("Choose one way by which messages are passed; never the child."), "channel")
    if proposal.channel is not Channel.NONE and blank(proposal.channel_words):
        yield Reason("E31", N_("Say how soon it is answered, and what in an emergency."), "channel_words")


def _has_an_end(proposal: TimeProposal, today: date) -> Iterator[Reason]:
    starts, ends, review = proposal.starts, proposal.ends, proposal.review_on
    if starts is None:
        yield Reason("E31", N_("Say the first day."), "starts")
    if ends is None:
        yield Reason(
            "E31", N_("It has no last day. Nothing about time with a child is left open-ended."), "ends"
        )
    elif starts is not None and ends < starts:
        yield Reason("E31", N_("It cannot end before it starts."), "ends")
    elif ends < today or (starts is not None and ends - starts > LONGEST):
        yield Reason("E31", N_("The last day lies ahead, and within a year of the first."), "ends")
    if review is None:
        yield Reason("E31", N_("It has no day on which it is looked at again."), "review_on")
    elif review < today or (ends is not None and review > ends):
        yield Reason("E31", N_("It is looked at again from today on, and before it ends."), "review_on")


def _days_can_be_read(proposal: TimeProposal) -> Iterator[Reason]:
    for name in ("left_out", "besides"):
        try:
            days = days_named(getattr(proposal, name))
        except NotADay:
            yield Reason("E31", N_("One of these lines is not a day. Write it as 24/12/2026."), name)
            continue
        if any(_lies_outside(day, proposal) for day in days):
            yield Reason("E31", N_("One of these days lies outside the first and the last day."), name)


def _lies_outside(day: date, proposal: TimeProposal) -> bool:
    before = proposal.starts is not None and day < proposal.starts
    return before or (proposal.ends is not None and day > proposal.ends)


def _ladder(proposal: TimeProposal) -> tuple[str, str, str]:
    return proposal.not_kept, proposal.not_kept_told, proposal.not_kept_pauses


def _if_not_kept(proposal: TimeProposal) -> Iterator[Reason]:
    wanted = N_("Say what happens if it is not kept: what counts, who is told, what pauses by itself.")
    for name in ("not_kept", "not_kept_told", "not_kept_pauses"):
        if blank(getattr(proposal, name)):
            yield Reason("E31", wanted, name)


def _said_of_orders(proposal: TimeProposal) -> Iterator[Reason]:
    if proposal.orders is OrdersSay.UNKNOWN:
        yield Reason("E31", N_("Read it beside every order in force, and say what came of it."), "orders")
    if proposal.orders is OrdersSay.CONTRADICTS:
        yield Reason("E25", N_("It contradicts an order. Only a court can vary an order."), "orders")
    if proposal.no_order is not Answer.YES:
        yield Reason("E31", N_("Everybody must be told that this is no order of a court."), "no_order")


def _childs_view(proposal: TimeProposal) -> Iterator[Reason]:
    if proposal.child_says is ChildSays.UNKNOWN:
        yield Reason("E31", N_("Say whether the child was heard, or why not."), "child_says")
    if proposal.child_says is ChildSays.ABSENT and blank(proposal.child_absent):
        yield Reason("E31", N_("Say why the child was not heard."), "child_absent")


# --- beside what every room says ---


def _beside_the_rooms(proposal: TimeProposal, beside: Beside) -> Iterator[Reason]:
    try:
        yield from _asked_of_the_gate(proposal, beside)
        yield from _heard(proposal, beside)
    except Exception:  # noqa: BLE001  # an error is a refusal, and nothing of a room stands in its words
        yield Reason("UNKNOWN", N_("Something in a room could not be read, so the answer is no."), "orders")


def _asked_of_the_gate(proposal: TimeProposal, beside: Beside) -> Iterator[Reason]:
    views = [room.facts(beside.policy) for room in beside.rooms]
    orders = [order for facts in views for order in orders_as_they_stand(facts)]
    for day in _days_asked(proposal, orders, beside.today):
        yield from _said(views, no_order_bars, _question(beside, day), "orders")
    today = _question(beside, beside.today)
    yield from _said(views, orders_checked, today, "orders")
    yield from _said(views, time_with_child_checked, today, "level")
    yield from _said(views, topic_not_closed, today, "level")
    if any(_would_be_unsafe(room, proposal, today) for room in beside.rooms):
        yield Reason("E30", UNSAFE_LEVEL, "level")
    if proposal.orders is OrdersSay.NONE_IN_FORCE and any(_binds(order, proposal) for order in orders):
        yield Reason("E31", N_("An order is recorded that binds on these days. Compare it."), "orders")


def _question(beside: Beside, day: date) -> Question:
    """As of somebody who goes between: what the adults pass on about time is led by no facilitator."""
    return Question(Form.GO_BETWEEN, frozenset({Topic.TIME_WITH_CHILD}), day, beside.policy)


def _days_asked(proposal: TimeProposal, orders: Sequence[Order], today: date) -> Sequence[date]:
    """Today, the first day, and every day on which an order begins to bind while the proposal runs."""
    starts, ends = proposal.starts or today, proposal.ends or today
    begins = [order.starts for order in orders if order.starts is not None and today < order.starts <= ends]
    return sorted({today, max(today, starts), *begins})


def _said(
    views: Sequence[FactsView],
    rule: Callable[[FactsView, Question], Iterator[GateReason]],
    question: Question,
    field: str,
) -> Iterator[Reason]:
    for facts in views:
        for reason in rule(facts, question):
            yield Reason(reason.code, reason.text, field)


def _would_be_unsafe(room: RoomSaid, proposal: TimeProposal, question: Question) -> bool:
    """Whether the gate's E30 would refuse, if time were spent as is proposed."""
    recorded = room.recorded or ()
    number = max((each.number for each in recorded), default=0) + 1
    as_if = Recorded(ContactArrangement(level=proposal.level), number, question.day, UUID(int=0))
    facts = FactsView([*recorded, as_if], Home.PERSON, question.policy)
    return TIME_NOT_SAFE in time_now_is_safe(facts, question)


def _binds(order: Order, proposal: TimeProposal) -> bool:
    over = order.state is OrderState.ENDED or (
        order.ends is not None and proposal.starts is not None and order.ends < proposal.starts
    )
    later = order.starts is not None and proposal.ends is not None and order.starts > proposal.ends
    return not over and not later


def _heard(proposal: TimeProposal, beside: Beside) -> Iterator[Reason]:
    """Who says that the child was heard must find it in the child's own room."""
    heard = beside.child.facts(beside.policy).latest(ChildView)
    found = heard is not None and heard.fact.heard is Answer.YES and heard.fact.apart is Answer.YES
    if proposal.child_says is ChildSays.HEARD and not found:
        said = N_("In the child's room it is not recorded that the child was heard, apart.")
        yield Reason("E31", said, "child_says")


def days_drawn(proposal: TimeProposal) -> tuple[date, ...]:
    """Its days; none where they cannot be read."""
    try:
        return days_of(proposal)
    except NotADay:
        return ()


def as_of(proposal: TimeProposal, child: UUID) -> TimeProposal:
    """The proposal for this child's room."""
    return replace(proposal, child=Mark(str(child)))
