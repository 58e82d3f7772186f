"""Before the process moves on: what each room is asked when a case leaves its first calls (domain.md §8)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yarrow.gate.catalogue import CANNOT_BE_READ, ground
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.risk import AbuseScreen, Level, RiskAssessed, ScreenResult
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import abuse_applies, is_under_18, only_supports, roles
from yarrow.gate.rules.risk import NOT_ASSESSED, REVIEW_PASSED, level_of
from yarrow.gate.view import FactsView, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

NOT_SCREENED = ground(
    "E4",
    N_("This person has not been asked about abuse, alone, with an answer that can be used."),
    N_("Ask each adult, alone, before preparing begins; and ask again on the way."),
    absent=True,
    by=("abuse_screen", "no_abuse"),
)
NO_PART_YET = ground(
    "ROLE",
    N_("No part in any harm is recorded, not even that it is not known yet."),
    N_("Record their part, or that it is not yet known, and how far it is."),
    absent=True,
    by=("role_in_harm",),
)
RISK_OF_AN_EARLIER_STAGE = ground(
    "E8",
    N_("Risk was last looked at before this stage began, or before the last change."),
    N_("Look at risk again whenever the work moves on, and after every change."),
    absent=True,
    by=("risk_assessed",),
)


@dataclass(frozen=True, slots=True)
class Move:
    """Moving from the first calls to preparing, or on; ``began_on`` is the day the present stage began."""

    day: date
    began_on: date


def screened_apart(facts: FactsView, move: Move) -> Iterator[GateReason]:
    """E4. Whether each adult was asked about abuse, alone.

    Refuses moving on without a screen asked alone with a result, in the room of every adult, and of
    whom it is not known whether they are one; not where two workers' own "no abuse" holds, nor of who
    only supports somebody. A screen that worries us does not hold the case here: it goes on with the
    abuse rules. Source: domain.md E4 (S73, S99); design.md §5, decision 2. Persuasive.
    """
    if only_supports(facts) or is_under_18(facts, move.day) is Answer.YES:
        return
    asked = [each for each in facts.every(AbuseScreen) if each.fact.alone is Answer.YES]
    answered = [each for each in asked if each.fact.result is not ScreenResult.UNKNOWN]
    if not answered and abuse_applies(facts, move.day):
        yield NOT_SCREENED


def part_recorded(facts: FactsView, move: Move) -> Iterator[GateReason]:
    """ROLE. Refuses moving on without a recorded part, even if it is "not yet known".

    Source: design.md §2 and §5, decision 2. Our own.
    """
    del move
    if not roles(facts):
        yield NO_PART_YET


def risk_looked_at(facts: FactsView, move: Move) -> Iterator[GateReason]:
    """E7 and E8. Whether risk of each adult and each child was looked at in this stage.

    Refuses moving on, where abuse is not excluded, without an assessment that gives a level or after
    the day for looking again (E7), or when the last such one is from before this stage or before the
    last change (E8). Not asked of who only supports somebody. Source: domain.md E7, E8 (S11, S94b).
    Persuasive.
    """
    if only_supports(facts) or not abuse_applies(facts, move.day):
        return
    assessed = [each for each in facts.every(RiskAssessed) if level_of(each.fact) is not Level.UNKNOWN]
    changed = last_number([each for each in facts.everything() if each.fact.is_trigger()])
    if not assessed:
        yield NOT_ASSESSED
        return
    if assessed[-1].fact.review_on < move.day:
        yield REVIEW_PASSED
    if assessed[-1].day < move.began_on or assessed[-1].number < changed:
        yield RISK_OF_AN_EARLIER_STAGE


STAGE_RULES: tuple[Callable[[FactsView, Move], Iterator[GateReason]], ...] = (
    screened_apart,
    part_recorded,
    risk_looked_at,
)


def reasons_not_to_move_on(
    recorded: Sequence[Recorded], day: date, began_on: date, policy: Policy = OWN
) -> tuple[GateReason, ...]:
    """Every reason, from one person's room, why the process does not move on yet; an error is one too.

    Support, listening and safety never wait for a stage.
    """
    try:
        facts = FactsView(recorded, Home.PERSON, policy)
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)
    return reasons_to_stay(facts, Move(day, began_on))


def reasons_to_stay(facts: FactsView, move: Move) -> tuple[GateReason, ...]:
    """The same of a room that was read already."""
    try:
        given = [reason for rule in STAGE_RULES for reason in rule(facts, move)]
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)
    return tuple(dict.fromkeys(given))
