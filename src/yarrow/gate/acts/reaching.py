"""Before somebody is reached: by a safe way, the person harmed first, and never from the other side.

None of this ever stops a warning: 999, a safeguarding call or a court's order goes out whatever is
recorded here (design.md §1).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yarrow.gate.catalogue import CANNOT_BE_READ, ground
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.harm import Pressure
from yarrow.gate.facts.risk import Level, RiskAssessed, ScreenResult
from yarrow.gate.facts.team import Proposer
from yarrow.gate.facts.who import (
    ApproachAgreed,
    Reach,
    ReachConfirmed,
    ReachUnsafe,
)
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import abuse_applies
from yarrow.gate.rules.reach import NO_REACH, REACH_UNSAFE
from yarrow.gate.rules.risk import level_of
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_

NOT_CONFIRMED = ground(
    "E2",
    N_("The safe way was not confirmed lately enough: 30 days for a call or letter, 14 for a message."),
    N_("Confirm it with them in a call; until then nothing goes out by itself."),
    absent=True,
    by=("reach_confirmed", "reach"),
)
NO_MESSAGE_AGREED = ground(
    "E2",
    N_("Somebody else can see their phone or account, or it is not known; so no message goes there."),
    N_("Ask them, and record who can see it; or ring them at an hour that is safe."),
    absent=True,
    by=("reach",),
)
FROM_THE_OTHER_SIDE = ground(
    "E1",
    N_("This came from the person who harmed, or from nobody known. Nobody is approached because of it."),
    N_("Offer them work of their own. If the person harmed comes by themselves, that is another referral."),
    absent=False,
)
NO_GO_AHEAD = ground(
    "E3",
    N_("The person harmed has not said, alone, that the other person may be approached, and how."),
    N_("See them first. Agree with them how it is done, and what the other may guess from it."),
    absent=True,
    by=("approach_agreed",),
)
SAID_NOT_TO = ground(
    "E3",
    N_("The person harmed does not want the other person to be approached."),
    N_("Nothing. Work goes on with each person who wants it, alone."),
    absent=False,
    by=("approach_agreed",),
)
RISK_BEFORE_APPROACH = ground(
    "E3",
    N_("To be approached can itself be dangerous for the other, and risk was not looked at, or has changed."),
    N_("Assess risk with the person harmed, alone, before anybody speaks to the other."),
    absent=True,
    by=("risk_assessed",),
)


class Way(Choice):
    """How somebody would be reached."""

    SPOKEN = "spoken", N_("By a worker: a call, a visit or a letter")
    MESSAGE = "message", N_("By a message that nobody speaks")


@dataclass(frozen=True, slots=True)
class Reaching:
    """Reaching the person of a room, on a day."""

    way: Way
    day: date


def way_is_safe(facts: FactsView, reaching: Reaching) -> Iterator[GateReason]:
    """E2. Whether the recorded way is safe and was confirmed lately enough.

    Refuses without one, after it was said to be unsafe, and when it was confirmed more than 30 days
    ago, or 14 for a message; a message also while somebody else can see the phone or account.
    Source: domain.md E2 (S80, S85); the days are ours (design.md §5.10). Persuasive.
    """
    reach = facts.latest(Reach)
    if reach is None:
        yield NO_REACH
        return
    if last_number(facts.every(ReachUnsafe)) > reach.number:
        yield REACH_UNSAFE
    if not _confirmed(facts, reaching, reach.number):
        yield NOT_CONFIRMED
    if reaching.way is Way.MESSAGE and reach.fact.shared_device is not Answer.NO:
        yield NO_MESSAGE_AGREED


def _confirmed(facts: FactsView, reaching: Reaching, since: int) -> bool:
    limit = facts.policy.days("reach_days")
    limit = min(limit, facts.policy.days("message_days")) if reaching.way is Way.MESSAGE else limit
    days = [each.fact.confirmed_on for each in facts.every(Reach) if each.number == since]
    days += [each.fact.confirmed_on for each in facts.every(ReachConfirmed) if each.number > since]
    return any(timedelta(0) <= reaching.day - day <= limit for day in days)


def go_ahead_given(facts: FactsView, reaching: Reaching) -> Iterator[GateReason]:
    """E3. Whether the person harmed, seen first and alone, lets the other person be approached.

    Asked in the room of the person harmed, of the restorative approach only: the safety call to a
    partner is another thing, and never waits. Refuses without a go-ahead that says how and what may be
    guessed from it, and after pressure or a screen that worries us since.
    Source: domain.md E3 (S10), §2.8; design.md §5, decision 1. Persuasive.
    """
    del reaching
    agreed = facts.latest(ApproachAgreed)
    if agreed is not None and agreed.fact.go_ahead is Answer.NO:
        yield SAID_NOT_TO
    elif agreed is None or not _stands(agreed, facts):
        yield NO_GO_AHEAD


def risk_known_before(facts: FactsView, reaching: Reaching) -> Iterator[GateReason]:
    """E3. Whether risk of the person harmed was looked at, in date, and after the last change.

    Refuses the approach otherwise. Source: domain.md E3, E7 (S10, S11); §2.8. Persuasive.
    """
    assessed = facts.latest(RiskAssessed)
    if assessed is None or not _still_right(assessed, facts, reaching.day):
        yield RISK_BEFORE_APPROACH


def _stands(agreed: Found[ApproachAgreed], facts: FactsView) -> bool:
    said = agreed.fact.go_ahead is Answer.YES and not agreed.fact.problems()
    return said and agreed.number > _last_doubt(facts)


def _still_right(assessed: Found[RiskAssessed], facts: FactsView, day: date) -> bool:
    changed = last_number([each for each in facts.everything() if each.fact.is_trigger()])
    known = level_of(assessed.fact) is not Level.UNKNOWN and assessed.number > changed
    return known and assessed.fact.review_on >= day


def _last_doubt(facts: FactsView) -> int:
    worried = [each for each in facts.every(CoercionScreen) if each.fact.result is ScreenResult.CONCERN]
    return max(last_number(facts.every(Pressure)), last_number(worried))


ReachingRule = Callable[[FactsView, Reaching], Iterator[GateReason]]

REACHING_RULES: tuple[ReachingRule, ...] = (way_is_safe,)
APPROACH_RULES: tuple[ReachingRule, ...] = (go_ahead_given, risk_known_before)


def reasons_not_to_reach(
    recorded: Sequence[Recorded], way: Way, day: date, policy: Policy = OWN
) -> tuple[GateReason, ...]:
    """Every reason why this person is not reached in this way on that day; an error is one too."""
    return _asked(REACHING_RULES, recorded, Reaching(way, day), policy)


def reasons_not_to_approach_other(recorded: Sequence[Recorded], day: date) -> tuple[GateReason, ...]:
    """Every reason, from the room of the person harmed, why the other one is not approached yet.

    None where that room holds its own "no abuse": there either may be seen first.
    """
    try:
        facts = FactsView(recorded, Home.PERSON)
        applies = abuse_applies(facts, day)
    except Exception:  # noqa: BLE001  # whatever went wrong, nobody is approached
        return (CANNOT_BE_READ,)
    return _asked(APPROACH_RULES, recorded, Reaching(Way.SPOKEN, day)) if applies else ()


def referral_starts_it(source: Proposer, abuse: Answer) -> Iterator[GateReason]:
    """E1. Whether the person harmed may be approached because of a referral.

    Refuses, where abuse is not excluded, one from or for the person who harmed, and one whose source
    is not known. An agency's or a family's is a lead: it lets her or him be asked, and opens nothing.
    Source: domain.md E1 (S10, S26); design.md §5, decision 2. Persuasive.
    """
    if abuse is not Answer.NO and source in {Proposer.PERSON_WHO_HARMED, Proposer.UNKNOWN}:
        yield FROM_THE_OTHER_SIDE


def _asked(
    rules: Sequence[ReachingRule], recorded: Sequence[Recorded], reaching: Reaching, policy: Policy = OWN
) -> tuple[GateReason, ...]:
    try:
        facts = FactsView(recorded, Home.PERSON, policy)
        given = [reason for rule in rules for reason in rule(facts, reaching)]
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)
    return tuple(dict.fromkeys(given))
