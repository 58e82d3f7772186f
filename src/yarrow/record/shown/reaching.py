"""What a page says before somebody is rung: whether the way is safe, and who asked for it (E1, E2).

It says so and holds up nothing: a warning, 999, a safeguarding call or a court's order goes out
whatever is recorded, and what happened can always be noted (design.md §1; security.md §6).
"""

from collections.abc import Sequence
from datetime import date

from yarrow.cases.terms import ReferralSource
from yarrow.gate.acts.reaching import Way, reasons_not_to_reach, referral_starts_it
from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.facts import Home
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.team import Proposer
from yarrow.gate.facts.who import Role
from yarrow.gate.policy import Policy
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import HARMED, abuse_applies, roles
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer

_FROM = {
    ReferralSource.HARMED_PERSON: Proposer.PERSON_HARMED,
    ReferralSource.PERSON_WHO_HARMED: Proposer.PERSON_WHO_HARMED,
    ReferralSource.AGENCY: Proposer.THIRD_PARTY,
    ReferralSource.FAMILY: Proposer.THIRD_PARTY,
    ReferralSource.NOT_KNOWN: Proposer.UNKNOWN,
}

_MAY_HAVE_HARMED = frozenset({Role.CAUSED_HARM, Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW})


def reasons_not_to_ring(
    recorded: Sequence[Recorded], source: str | None, day: date, policy: Policy
) -> tuple[GateReason, ...]:
    """Why this person is not rung today, from their own room and the plain source of the referral.

    ``source`` is None for a worker outside the team's room: who asked for the work is the team's to know,
    and a sentence that rests on it would tell (``waits_for_the_lead``).
    """
    by_source = _not_because_of_the_referral(recorded, source, day) if source is not None else ()
    return (
        *by_source,
        *reasons_not_to_reach(recorded, Way.SPOKEN, day, policy),
    )


def _not_because_of_the_referral(
    recorded: Sequence[Recorded], source: str, day: date
) -> tuple[GateReason, ...]:
    """E1, before the first talk with a person harmed: later calls are no longer because of a referral."""
    try:
        facts = FactsView(recorded, Home.PERSON)
        if not roles(facts) & HARMED or _has_spoken(facts):
            return ()
        abuse = Answer.UNKNOWN if abuse_applies(facts, day) else Answer.NO
        return tuple(referral_starts_it(_FROM.get(ReferralSource(source), Proposer.UNKNOWN), abuse))
    except Exception:  # noqa: BLE001  # whatever went wrong, nobody is approached
        return (CANNOT_BE_READ,)


def needs_go_ahead_of_another(recorded: Sequence[Recorded], day: date) -> bool:
    """E3, before the first talk with somebody who may have harmed.

    Read from their own room alone: what the person harmed said is never asked from here, since an answer
    that came and went would tell the other side's worker that something happened. Nor is the source of the
    referral: it does not say which of several came by themselves.
    """
    try:
        facts = FactsView(recorded, Home.PERSON)
        concerned = not roles(facts) or bool(roles(facts) & _MAY_HAVE_HARMED)
        return concerned and abuse_applies(facts, day) and not _has_spoken(facts)
    except Exception:  # noqa: BLE001  # whatever went wrong, the worker asks first
        return True


def waits_for_the_lead(recorded: Sequence[Recorded]) -> bool:
    """E1, for a worker outside the team: before the first talk with a person harmed, whoever asked for it."""
    try:
        facts = FactsView(recorded, Home.PERSON)
        return bool(roles(facts) & HARMED) and not _has_spoken(facts)
    except Exception:  # noqa: BLE001  # whatever went wrong, the worker asks first
        return True


def _has_spoken(facts: FactsView) -> bool:
    return any(each.fact.what is CallOutcome.SPOKE for each in facts.every(CallNote))
