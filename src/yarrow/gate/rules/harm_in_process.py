"""Harm that goes on, and specialists who look at it (domain.md E11; design.md §5, decisions 2, 3, 5)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.harm import CounterAllegation, Harm, Incident, OngoingAbuse, Pressure
from yarrow.gate.facts.orders import Order, OrderKind
from yarrow.gate.facts.risk import ScreenResult, Specialist, View
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import abuse_applies, clear_screens, latest_view_of_person
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

GOES_ON = ground(
    "E11",
    N_("There are signs that harm goes on, or that this person cannot say no."),
    N_("Ask again, alone, if they are free to choose; and a specialist looks at it. No sign-off lifts this."),
    absent=False,
    by=("coercion_screen", "specialist_view"),
)
BY_A_YOUNG_PERSON = ground(
    "E18",
    N_("Harm by someone under 18 goes on, and no specialist has said since that it may go ahead."),
    N_("A specialist looks at it, for both."),
    absent=True,
    by=("specialist_view",),
)
SPECIALIST_AGAINST = ground(
    "E22",
    N_("The last word of a specialist about this person is a concern or a no."),
    N_("Talk with the specialist; it takes their later view that supports it."),
    absent=False,
    by=("specialist_view",),
)
HONOUR = ground(
    "HONOUR",
    N_("There may be abuse in the name of honour. Family and community may be the danger."),
    N_("A specialist in honour-based abuse says who is safe."),
    absent=True,
    by=("specialist_view",),
)
BOTH_SAY_SO = ground(
    "ROLE",
    N_("This person says that they are harmed too, and no specialist has looked at it since."),
    N_("A specialist looks at who harms whom."),
    absent=True,
    by=("specialist_view",),
)

_YOUNG = frozenset({Answer.YES})
_ADULT_OR_UNKNOWN = frozenset({Answer.NO, Answer.UNKNOWN})
_FAMILY_OR_COMMUNITY = frozenset(
    {Form.FAMILY_MEETING, Form.FAMILY_GROUP_CONFERENCE, Form.CIRCLE_WITH_ALL, Form.CIRCLE_OF_OWN_PEOPLE},
)


def no_harm_going_on(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E11. Whether there is any sign of continuing harm, or of being unable to say no.

    Refuses joint forms after continuing abuse, pressure, a screen that worries us, or an incident at or
    after a separation (the two days decide where both are known; else what was written down on the same
    day or later); until a later clear screen, alone, and a later supporting view of
    a specialist about this person. No sign-off lifts it. Harm by someone under 18 is answered by E8,
    E18 and a specialist instead; not knowing the age counts as adult.
    Source: domain.md E11 (S10, S34); design.md §5, decision 3. Persuasive.
    """
    if not _concerns(facts, question):
        return
    last = _last_finding(facts)
    if last and not (_screened_clear_after(facts, last) and _supported_after(facts, last)):
        yield GOES_ON


def young_harm_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E18. Whether a specialist looked at continuing harm by someone under 18.

    Refuses joint forms until a later supporting view about this person.
    Source: design.md §5, decision 3. Our own, on top of domain.md E18 (S10).
    """
    if not _concerns(facts, question):
        return
    last = _last_done(facts, by_under_18=_YOUNG)
    if last and not _supported_after(facts, last):
        yield BY_A_YOUNG_PERSON


def specialist_not_against(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E22. Refuses joint forms while the last specialist's view about this person is a concern or a no.

    Source: domain.md E22 (S32). Persuasive.
    """
    latest = latest_view_of_person(facts)
    if latest and latest.fact.view in {View.CONCERNS, View.OPPOSES} and _concerns(facts, question):
        yield SPECIALIST_AGAINST


def honour_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """HONOUR. Whether a specialist in honour-based abuse has said who is safe.

    Refuses family meetings, family group conferences and circles, also of the person's own people.
    Source: design.md §5, decision 5. Our own.
    """
    if question.form not in _FAMILY_OR_COMMUNITY:
        return
    last = max(_honour_incidents(facts), _honour_orders(facts))
    if last and not _supported_after(facts, last, by=Specialist.HBS):
        yield HONOUR


def counter_allegation_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """ROLE. Whether a specialist looked at "I am harmed too"; refuses joint forms until then.

    Source: design.md §2 and §5, decision 2. Our own.
    """
    last = last_number(facts.every(CounterAllegation))
    if last and _concerns(facts, question) and not _supported_after(facts, last):
        yield BOTH_SAY_SO


def worrying_screens(facts: FactsView) -> int:
    """The place of the last screen that worries us, 0 when there is none."""
    return last_number(
        [each for each in facts.every(CoercionScreen) if each.fact.result is ScreenResult.CONCERN],
    )


def _concerns(facts: FactsView, question: Question) -> bool:
    return question.form in JOINT and abuse_applies(facts, question.day)


def _last_finding(facts: FactsView) -> int:
    return max(_last_done(facts, by_under_18=_ADULT_OR_UNKNOWN), worrying_screens(facts))


def _last_done(facts: FactsView, *, by_under_18: frozenset[Answer]) -> int:
    """The place of the last sign of continuing harm by someone whose age is among these answers."""
    return max(
        last_number([each for each in facts.every(OngoingAbuse) if each.fact.by_under_18 in by_under_18]),
        last_number([each for each in facts.every(Pressure) if each.fact.by_under_18 in by_under_18]),
        last_number([each for each in _after_parting(facts) if each.fact.by_under_18 in by_under_18]),
    )


def _after_parting(facts: FactsView) -> list[Found[Incident]]:
    parted = [each for each in facts.every(Separation) if each.fact.state is SeparationState.HAPPENED]
    return [each for each in facts.every(Incident) if any(_at_or_after(each, parting) for parting in parted)]


def _at_or_after(incident: Found[Incident], parting: Found[Separation]) -> bool:
    """Hazard: told in one breath, the order of writing is chance, and it must not decide.

    An old event that is written down after the parting is news and counts; only a known day lets one
    that was written on the same day as the parting be from before it.
    """
    if incident.number > parting.number:
        return True
    happened, parted = incident.fact.happened_on, parting.fact.since
    if happened is None or parted is None:
        return incident.day == parting.day
    return happened >= parted


def _screened_clear_after(facts: FactsView, number: int) -> bool:
    return last_number(clear_screens(facts)) > number


def _supported_after(facts: FactsView, number: int, *, by: Specialist | None = None) -> bool:
    view = latest_view_of_person(facts, by=by)
    return view is not None and view.number > number and view.fact.view is View.SUPPORTS


def _honour_incidents(facts: FactsView) -> int:
    return last_number([each for each in facts.every(Incident) if each.fact.form is Harm.HONOUR_BASED])


def _honour_orders(facts: FactsView) -> int:
    kinds = {OrderKind.FORCED_MARRIAGE, OrderKind.FGM}
    return last_number([each for each in facts.every(Order) if each.fact.kind_of_order in kinds])
