"""Risk: known, fresh, and not high (domain.md E7 to E10)."""

from collections.abc import Iterator
from datetime import date, timedelta

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.change import Marac
from yarrow.gate.facts.freedom import MaracDecision, MaracStep
from yarrow.gate.facts.harm import Incident, Part
from yarrow.gate.facts.risk import RANK, Level, MediumRiskAgreement, RiskAssessed, View
from yarrow.gate.forms import DIRECT, JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import abuse_applies, latest_view_of_person
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.kernel.words import N_

NOT_ASSESSED = ground(
    "E7",
    N_("There is no risk assessment of this person on file."),
    N_("Assess risk with them, alone, and record level, own view of danger, reasons and review date."),
    absent=True,
    by=("risk_assessed",),
)
LEVEL_UNKNOWN = ground(
    "E7",
    N_("The last risk assessment does not say how high the risk is."),
    N_("Assess risk again until a level can be given."),
    absent=True,
    by=("risk_assessed",),
)
REVIEW_PASSED = ground(
    "E7",
    N_("The day for looking at risk again has passed."),
    N_("Assess risk again."),
    absent=True,
    by=("risk_assessed",),
)
NEVER_LOOKED_AT = ground(
    "E8",
    N_("Risk has not been looked at, so no change can have been weighed."),
    N_("Assess risk with them, alone."),
    absent=True,
    by=("risk_assessed",),
)
CHANGED_SINCE = ground(
    "E8",
    N_("Something has happened or changed since risk was last looked at."),
    N_("Assess the risk of everyone again, after what happened."),
    absent=False,
    by=("risk_assessed",),
)
HIGH_STANDS_STILL = ground(
    "E8",
    N_("Risk is high. Messages stand still until a later assessment is below high."),
    N_("Go on with safety and support; assess again when something is different."),
    absent=False,
    by=("risk_assessed",),
)
RISK_IS_HIGH = ground(
    "E9",
    N_("Risk is high. People do not meet at high risk, and nobody can decide otherwise."),
    N_("Go on with safety and support; a later assessment must be below high."),
    absent=False,
    by=("risk_assessed",),
)
MARAC_SINCE = ground(
    "E9",
    N_("Marac has this person's case, and no assessment below high has been made since."),
    N_("Assess risk again, with what Marac decided."),
    absent=False,
    by=("risk_assessed",),
)
SPECIALIST_NOT_ASKED = ground(
    "MEDIUM",
    N_("At medium risk the specialist must support going on, and has not said so since risk was looked at."),
    N_("Ask the specialist; they send their own view of this person taking part."),
    absent=True,
    by=("specialist_view",),
)
SUPERVISOR_NOT_AGREED = ground(
    "MEDIUM",
    N_("At medium risk a supervisor must agree to go on, and none has since risk was looked at."),
    N_("Record why and with what conditions; a supervisor then agrees by an act of their own."),
    absent=True,
    by=("medium_risk_agreement",),
)

JUDGED_LOWER = ground(
    "E10",
    N_("Risk was put lower than an instrument said. Judgement may raise it, never lower it."),
    N_("Record it again at least as high as the instrument; nobody can decide otherwise."),
    absent=False,
    by=("risk_assessed",),
)
REFERRAL_OPEN = ground(
    "MARAC",
    N_("There is a ground to refer to Marac, and it is not recorded what was decided since, and why."),
    N_("Decide it, with a supervisor, and record it with the reasons. Judgement alone is ground enough."),
    absent=True,
    by=("marac_decision",),
)

EVENTS_IN_A_YEAR = 3  # domain.md §3.1, potential escalation; commonly three events in twelve months
A_YEAR = timedelta(days=365)


def risk_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E7. Whether the risk of this person is assessed, with a level, and in date.

    Refuses joint forms without an assessment, with an unknown level, or after its review date.
    Source: domain.md E7 (S11, S94b, S94d). Persuasive.
    """
    if not _concerns(facts, question):
        return
    latest = facts.latest(RiskAssessed)
    if latest is None:
        yield NOT_ASSESSED
        return
    if level_of(latest.fact) is Level.UNKNOWN:
        yield LEVEL_UNKNOWN
    if latest.fact.review_on < question.day:
        yield REVIEW_PASSED


def risk_fresh(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E8. Whether risk was looked at after the last change.

    Refuses joint forms when a trigger was written after the last assessment that gives a level, or
    when there is none; at high risk it refuses carried forms too. An unknown level re-opens nothing.
    Source: domain.md E8, E32 (S11, S87, S94b, S98); design.md §5.3. Persuasive.
    """
    if not _concerns(facts, question):
        return
    assessed = _with_a_level(facts)
    if not assessed:
        yield NEVER_LOOKED_AT
    if _last_trigger(facts) > last_number(assessed):
        yield CHANGED_SINCE
    if question.form not in DIRECT and assessed and level_of(assessed[-1].fact) is Level.HIGH:
        yield HIGH_STANDS_STILL


def risk_not_high(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E9. Whether risk is below high.

    Refuses direct forms at high risk, and after Marac until a later assessment is below high. No
    sign-off lifts it. Source: domain.md E9 (S03, S10, S81); design.md §5.3. Persuasive.
    """
    if question.form not in DIRECT or not _concerns(facts, question):
        return
    assessed = _with_a_level(facts)
    if assessed and level_of(assessed[-1].fact) is Level.HIGH:
        yield RISK_IS_HIGH
    below = [each for each in assessed if level_of(each.fact) is not Level.HIGH]
    if last_number(facts.every(Marac)) > last_number(below):
        yield MARAC_SINCE


def medium_risk_agreed(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """MEDIUM. Whether specialist and supervisor agree to go on at medium risk.

    Refuses joint forms at medium risk until, after that assessment, the specialist sent a view that
    supports this person taking part, and a supervisor agreed by an act of their own. Neither is typed
    by the worker who asks. Source: design.md §5, decision 3. Our own.
    """
    assessed = _with_a_level(facts)
    if not _concerns(facts, question) or not assessed:
        return
    if level_of(assessed[-1].fact) is not Level.MEDIUM:
        return
    since = assessed[-1].number
    if not _supported_after(facts, since):
        yield SPECIALIST_NOT_ASKED
    if last_number([each for each in facts.every(MediumRiskAgreement) if each.seconded]) < since:
        yield SUPERVISOR_NOT_AGREED


def judgement_only_raises(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E10. Refuses joint forms while the last assessment puts risk below what an instrument said.

    Whatever the judgement, everything else here counts with the higher of the two.
    Source: domain.md E10 (S81). Persuasive.
    """
    latest = facts.latest(RiskAssessed)
    if latest is None or question.form not in JOINT:
        return
    if RANK[latest.fact.level] < RANK[latest.fact.instrument_level]:
        yield JUDGED_LOWER


def referral_decided(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """MARAC. Whether it was decided, with reasons, to refer to Marac or a specialist for high risk.

    Refuses joint forms, where abuse is not excluded, after each ground for it until a later decision:
    a high assessment; a third event within a year; an event within a year of Marac. What somebody did
    to others counts in the others' rooms. Which number of events counts differs by area; ours is the
    common one. Source: domain.md E9, §3.1 (S81, S82, S83). Persuasive.
    """
    if not _concerns(facts, question):
        return
    decided = [each for each in facts.every(MaracDecision) if each.fact.step is not MaracStep.UNKNOWN]
    done = max(last_number(decided), last_number(facts.every(Marac)))
    if _last_ground(facts) > done:
        yield REFERRAL_OPEN


def _last_ground(facts: FactsView) -> int:
    high = [each for each in facts.every(RiskAssessed) if level_of(each.fact) is Level.HIGH]
    events = [each for each in facts.every(Incident) if each.fact.part is not Part.CAUSED_IT]
    years = [_within_the_year_before(each, events) for each in events]
    many = [last_number(year) for year in years if len(year) >= EVENTS_IN_A_YEAR]
    again = [each.number for each in events if _soon_after_marac(each, facts)]
    return max((last_number(high), *many, *again))


def _day_of(event: Found[Incident]) -> date:
    return event.fact.happened_on or event.day


def _within_the_year_before(last: Found[Incident], events: list[Found[Incident]]) -> list[Found[Incident]]:
    """The event itself and those of the year before it, whenever each was written down."""
    return [each for each in events if timedelta(0) <= _day_of(last) - _day_of(each) <= A_YEAR]


def _soon_after_marac(event: Found[Incident], facts: FactsView) -> bool:
    return any(
        event.number > heard.number and _day_of(event) - (heard.fact.on or heard.day) <= A_YEAR
        for heard in facts.every(Marac)
    )


def last_level(facts: FactsView) -> Level:
    """The level of the last assessment that gives one; not known without any."""
    assessed = _with_a_level(facts)
    return level_of(assessed[-1].fact) if assessed else Level.UNKNOWN


def level_of(assessment: RiskAssessed) -> Level:
    """The higher of judgement and instrument: judgement may raise, never lower (domain.md E10)."""
    return max(assessment.level, assessment.instrument_level, key=lambda level: RANK[level])


def _concerns(facts: FactsView, question: Question) -> bool:
    return question.form in JOINT and abuse_applies(facts, question.day)


def _with_a_level(facts: FactsView) -> list[Found[RiskAssessed]]:
    return [each for each in facts.every(RiskAssessed) if level_of(each.fact) is not Level.UNKNOWN]


def _last_trigger(facts: FactsView) -> int:
    return last_number([each for each in facts.everything() if each.fact.is_trigger()])


def _supported_after(facts: FactsView, number: int) -> bool:
    view = latest_view_of_person(facts)
    return view is not None and view.number > number and view.fact.view is View.SUPPORTS
