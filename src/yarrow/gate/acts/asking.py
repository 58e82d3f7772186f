"""What is still asked for inside one room after a change, what lapses next, and what is kept for ever."""

from collections.abc import Iterator, Sequence
from datetime import date

from yarrow.gate.acts.changes import Asked, change_of
from yarrow.gate.facts.after import BreachTold, TriedToReach
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.orders import Order
from yarrow.gate.facts.risk import RiskAssessed, SafetyContact
from yarrow.gate.facts.who import Role
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import abuse_applies, roles
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.gate.words import Answer

SATISFIED_BY: dict[Asked, tuple[str, ...]] = {
    Asked.RISK: ("risk_assessed",),
    Asked.FREE: ("coercion_screen",),
    Asked.SPECIALIST: ("specialist_view",),
    Asked.SAFETY_PLAN: ("safety_plan", "own_safety_plan"),
    Asked.WHO_MUST_KNOW: (BreachTold.kind,),
    Asked.MARAC: ("marac_decision", "marac"),
    Asked.FIND_OUT: ("court_event", "release"),
    Asked.ANOTHER_WAY: (TriedToReach.kind, "call_note", "follow_up_made"),
}
"""Records that answer what was asked. What no record answers is asked until risk was looked at again;
what a death asks is asked for ever."""


def still_asked(recorded: Sequence[Recorded], day: date) -> tuple[Asked, ...]:
    """What the changes recorded in one person's room still ask for, in the order of the table's words.

    A room that cannot be read asks for risk to be looked at: an error is never silence.
    """
    try:
        facts = FactsView(recorded, Home.PERSON)
        open_now = {asked for asked, number in _asked_at(facts).items() if _is_open(asked, number, facts)}
        if _partner_not_seen_to(facts, day):
            open_now.add(Asked.PARTNERS_SAFETY)
    except Exception:  # noqa: BLE001  # whatever went wrong, somebody looks
        return (Asked.RISK, Asked.EVERYONE)
    return tuple(asked for asked in Asked if asked in open_now)


def is_frozen(recorded: Sequence[Recorded]) -> bool:
    """Whether everything in this room is kept as it is, because its person has died; an error keeps too.

    What was written stays, with its marks and keys: whoever looks into a death must find it. Warnings,
    the emergency card and support of others go on.
    """
    try:
        facts = FactsView(recorded, Home.PERSON)
        rows = (change_of(found.fact) for found in facts.everything())
        return any(row is not None and row.freezes for row in rows)
    except Exception:  # noqa: BLE001  # what cannot be read is not thrown away
        return True


def _asked_at(facts: FactsView) -> dict[Asked, int]:
    """For each thing that was ever asked, the place of the last change that asked it."""
    last: dict[Asked, int] = {}
    for found in facts.everything():
        row = change_of(found.fact)
        last |= dict.fromkeys(row.asks if row is not None else (), found.number)
    return last


def _is_open(asked: Asked, number: int, facts: FactsView) -> bool:
    if asked in {Asked.KEEP_ALL, Asked.THOSE_WHO_STAY}:
        return True
    kinds = SATISFIED_BY.get(asked, (RiskAssessed.kind,))
    done = [found for found in facts.everything() if found.fact.kind in kinds]
    return last_number(done) < number


def _partner_not_seen_to(facts: FactsView, day: date) -> bool:
    """Whoever harmed is worked with alone only while somebody sees to the safety of the other."""
    if Role.CAUSED_HARM not in roles(facts) or not abuse_applies(facts, day):
        return False
    latest = facts.latest(SafetyContact)
    return latest is None or latest.fact.arranged is not Answer.YES


def lapses(
    recorded: Sequence[Recorded], home: Home, day: date, until: date, policy: Policy = OWN
) -> Iterator[tuple[date, str]]:
    """What in this room lapses from this day to that one, earliest first: the day and the kind.

    Of each kind only the newest record; of orders each. What cannot be read lapses today.
    """
    try:
        facts = FactsView(recorded, home, policy)
    except Exception:  # noqa: BLE001  # whatever went wrong, somebody looks today
        return iter(((day, "unreadable"),))
    newest = {(found.fact.kind, _which(found.fact)): found for found in facts.everything()}
    ends = {(end, found.fact.kind) for found in newest.values() for end in _ends(found)}
    return iter(sorted(each for each in ends if day <= each[0] <= until))


def _which(fact: Fact) -> str:
    return " ".join(fact.reference.split()).casefold() if isinstance(fact, Order) else ""


def _ends(found: Found[Fact]) -> tuple[date, ...]:
    """An order's own end is a day of danger, though nothing joint rests on it."""
    ends = found.fact.ends if isinstance(found.fact, Order) else None
    return found.last_days() if ends is None else (*found.last_days(), ends)
