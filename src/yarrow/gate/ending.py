"""What must be in place before support of one person ends (domain.md E37). Asked of one room only.

To end support is never urgent. It is refused while something is open for this person's safety, and
never because the process ended: that is another thing (E12).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yarrow.gate.catalogue import CANNOT_BE_READ, ground
from yarrow.gate.facts.after import (
    BreachTold,
    EndedHow,
    FollowUpMade,
    SafetyAction,
    SafetyActionState,
    SupportEnded,
    SupportResumed,
    TriedHow,
    TriedToReach,
)
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.orders import Order, OrderState
from yarrow.gate.facts.risk import RiskAssessed
from yarrow.gate.facts.who import Death
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import abuse_applies
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

TRIES_ON_DAYS = 3
"""On how many days somebody was looked for before it may be said that they are not heard from. Our own."""

_NOBODY = frozenset({CallOutcome.NO_ANSWER, CallOutcome.NO_MESSAGE, CallOutcome.AGREED_MESSAGE})

NEVER_ASSESSED = ground(
    "E37",
    N_("Risk of this person was never looked at."),
    N_("Record where risk stands, as far as it is known."),
    absent=True,
    by=("risk_assessed",),
)
RISK_NOT_REVIEWED = ground(
    "E37",
    N_("The day for looking at risk again has passed."),
    N_("Assess risk again before support ends."),
    absent=True,
    by=("risk_assessed",),
)
CHANGED_AND_NOT_LOOKED_AT = ground(
    "E37",
    N_("Something has happened or changed since risk was last looked at."),
    N_("Assess risk again, after what happened."),
    absent=False,
    by=("risk_assessed",),
)
ACTION_OPEN = ground(
    "E37",
    N_("Something that was to be done for their safety is not done."),
    N_("Do it, or record with them that it is no longer needed."),
    absent=False,
    by=("safety_action",),
)
BREACH_NOT_TOLD = ground(
    "E37",
    N_("A breach of an order is recorded, and not that anybody who must know was told."),
    N_("Tell the police, the court or whoever watches over the order, and record it."),
    absent=False,
    by=("breach_told",),
)
NOT_SAFE_WHEN_LAST_ASKED = ground(
    "E37",
    N_("When they were last asked, they were not safe."),
    N_("Ask again, alone, and go on until they are safe or somebody else holds it."),
    absent=False,
    by=("follow_up_made",),
)
FOLLOW_UPS_OPEN = ground(
    "E37",
    N_("A follow-up is still to be made."),
    N_("Make each, or leave it out and say why."),
    absent=True,
    by=("follow_up_made", "follow_up_left_out"),
)
NOT_LOOKED_FOR = ground(
    "E37",
    N_("They were not looked for on three days, and by more than one way."),
    N_("Try on three days, at least once by another safe way, and record each try."),
    absent=True,
    by=("tried_to_reach",),
)
RISK_BEFORE_THE_SILENCE = ground(
    "E37",
    N_("Risk was last looked at before they fell silent."),
    N_("Assess risk again, knowing that nobody reaches them."),
    absent=True,
    by=("risk_assessed",),
)
NO_DEATH_RECORDED = ground(
    "E37",
    N_("It is not recorded that this person has died."),
    N_("Record it first, and speak with the supervisor about those who stay behind."),
    absent=True,
    by=("death",),
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How support would end, on which day, and how many follow-ups are open then."""

    how: EndedHow
    day: date
    open_follow_ups: int
    tried_on: frozenset[date] = frozenset()


EndingRule = Callable[[FactsView, Ending], Iterator[GateReason]]


def reasons_to_go_on(
    recorded: Sequence[Recorded], *, how: EndedHow, day: date, open_follow_ups: int
) -> tuple[GateReason, ...]:
    """Every reason, from this room alone, why support does not end yet; an error is a reason too."""
    try:
        facts = FactsView(recorded, Home.PERSON)
        ending = Ending(how, day, open_follow_ups, _days_of_tries(recorded, day))
        given = [reason for rule in ENDING_RULES for reason in rule(facts, ending)]
    except Exception:  # noqa: BLE001  # whatever went wrong, support goes on
        return (CANNOT_BE_READ,)
    return tuple(dict.fromkeys(given))


def newest_end(recorded: Sequence[Recorded]) -> Recorded | None:
    """The last record that support ends, unless it was said since that it goes on."""
    said = [each for each in recorded if isinstance(each.fact, SupportEnded | SupportResumed)]
    last = max(said, key=lambda each: each.number, default=None)
    return last if last is not None and isinstance(last.fact, SupportEnded) else None


def _days_of_tries(recorded: Sequence[Recorded], day: date) -> frozenset[date]:
    """On which days somebody looked for them; a day to come is no try."""
    days = {each.fact.happened_on for each in recorded if isinstance(each.fact, TriedToReach)}
    days |= {each.day for each in recorded if _is_unanswered(each.fact)}
    return frozenset(each for each in days if each <= day)


def _is_unanswered(fact: object) -> bool:
    if isinstance(fact, CallNote):
        return fact.who_rang is WhoRang.WE and fact.what in _NOBODY
    return isinstance(fact, FollowUpMade) and fact.reached is Answer.NO


def risk_reviewed(facts: FactsView, ending: Ending) -> Iterator[GateReason]:
    """E37. Whether risk was looked at, in date, and after the last change.

    Refuses ending support otherwise, except after a death. Source: domain.md E37, E8. Our own.
    """
    if ending.how is EndedHow.DIED:
        return
    assessed = facts.latest(RiskAssessed)
    if assessed is None and abuse_applies(facts, ending.day):
        yield NEVER_ASSESSED
    if assessed is not None and assessed.fact.review_on < ending.day:
        yield RISK_NOT_REVIEWED
    changed = last_number([each for each in facts.everything() if each.fact.is_trigger()])
    if changed > last_number(facts.every(RiskAssessed)):
        yield CHANGED_AND_NOT_LOOKED_AT


def safety_done(facts: FactsView, ending: Ending) -> Iterator[GateReason]:
    """E37. Whether everything that was to be done for their safety is done.

    Refuses ending support while an action is to be done, or while they were not safe when last
    asked, except after a death. Source: domain.md E37. Our own.
    """
    if ending.how is EndedHow.DIED:
        return
    newest = {_same(each.fact.what): each.fact for each in facts.every(SafetyAction)}
    if any(action.state is SafetyActionState.TO_DO for action in newest.values()):
        yield ACTION_OPEN
    asked = [each.fact for each in facts.every(FollowUpMade) if each.fact.safe_now is not Answer.UNKNOWN]
    if asked and asked[-1].safe_now is Answer.NO:
        yield NOT_SAFE_WHEN_LAST_ASKED


def breaches_told(facts: FactsView, ending: Ending) -> Iterator[GateReason]:
    """E37. Whether every breach of an order was told to who must know.

    Refuses ending support while one was not, however support ends. Source: domain.md E37. Our own.
    """
    del ending
    told = facts.every(BreachTold)
    for each in facts.every(Order):
        if each.fact.state is OrderState.BREACHED and not _told_since(each, told):
            yield BREACH_NOT_TOLD


def _told_since(breach: Found[Order], told: Sequence[Found[BreachTold]]) -> bool:
    order = _same(breach.fact.reference)
    return any(each.number > breach.number and _same(each.fact.reference) == order for each in told)


def followed_up(facts: FactsView, ending: Ending) -> Iterator[GateReason]:
    """E37. Whether every follow-up was made, or left out with a reason.

    Refuses ending support while one is open, except after a death. Source: domain.md E35, E37. Our own.
    """
    del facts
    if ending.open_follow_ups and ending.how is not EndedHow.DIED:
        yield FOLLOW_UPS_OPEN


def looked_for(facts: FactsView, ending: Ending) -> Iterator[GateReason]:
    """E37. Whether somebody who is not heard from was looked for, and risk looked at knowing it.

    Refuses that ending without tries on three days, one of them by another way than the usual, and
    without an assessment after the last try. Source: our own (design.md §5.10).
    """
    if ending.how is not EndedHow.NOT_HEARD_FROM:
        return
    tries = facts.every(TriedToReach)
    by_another_way = any(each.fact.how is not TriedHow.AGREED for each in tries)
    if len(ending.tried_on) < TRIES_ON_DAYS or not by_another_way:
        yield NOT_LOOKED_FOR
    unanswered = [each for each in facts.everything() if _is_unanswered(each.fact)]
    silent_since = max(last_number(tries), last_number(unanswered))
    if silent_since > last_number(facts.every(RiskAssessed)):
        yield RISK_BEFORE_THE_SILENCE


def death_recorded(facts: FactsView, ending: Ending) -> Iterator[GateReason]:
    """E37. Whether a death that ends support is itself recorded.

    Refuses that ending without it. Source: our own (design.md §4).
    """
    if ending.how is EndedHow.DIED and not facts.every(Death):
        yield NO_DEATH_RECORDED


def _same(words: str) -> str:
    """Two ways of typing the same few words."""
    return " ".join(words.split()).casefold()


ENDING_RULES: tuple[EndingRule, ...] = (
    risk_reviewed,
    safety_done,
    breaches_told,
    followed_up,
    looked_for,
    death_recorded,
)
