"""Harm that goes on, and specialists who look at it (domain.md E11; design.md §5, decisions 2, 3, 5)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.freedom import InterpreterFound
from yarrow.gate.facts.harm import GRAVE, CounterAllegation, Harm, Incident, OngoingAbuse, Pressure
from yarrow.gate.facts.orders import Order, OrderKind
from yarrow.gate.facts.readiness import Supporter
from yarrow.gate.facts.risk import ScreenResult, Specialist, View
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.rules.circumstances import abuse_applies, clear_screens, latest_view_of_person
from yarrow.gate.rules.freedom import WITH_PEOPLE_AROUND
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
    weight=SourceStanding.OURS,
)
SPECIALIST_AGAINST = ground(
    "E22",
    N_("The last word of a specialist about this person is a concern or a no."),
    N_("Talk with the specialist; it takes their later view that supports it."),
    absent=False,
    by=("specialist_view",),
)
SPECIALIST_UNSURE = ground(
    "E22",
    N_("The last word of a specialist about this person does not say whether they support it."),
    N_("Ask the specialist; it takes their later view that supports it."),
    absent=True,
    by=("specialist_view",),
)
HONOUR = ground(
    "HONOUR",
    N_("There may be abuse in the name of honour. Family and community may be the danger."),
    N_("A specialist in honour-based abuse says who is safe."),
    absent=True,
    by=("specialist_view",),
)
HONOUR_PEOPLE = ground(
    "HONOUR",
    N_("Somebody beside this person was recorded after the specialist said who is safe."),
    N_("The specialist in honour-based abuse looks at who supports and who interprets, too."),
    absent=True,
    by=("specialist_view",),
)
GRAVE_HARM = ground(
    "GRAVE",
    N_("There were hands on the neck, or a threat to kill, and no specialist has supported this since."),
    N_("A specialist looks at it; risk looks lower after these than it is."),
    absent=True,
    by=("specialist_view",),
)
KIND_UNKNOWN = ground(
    "GRAVE",
    N_("Something happened and it is not recorded what kind of harm it was. It may have been grave."),
    N_("Put the record right: say what kind it was. Or a specialist looks at it."),
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

_MAY_HAVE_PARTED = frozenset({SeparationState.HAPPENED, SeparationState.UNKNOWN})
_YOUNG = frozenset({Answer.YES})
_ADULT_OR_UNKNOWN = frozenset({Answer.NO, Answer.UNKNOWN})


def no_harm_going_on(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E11. Whether there is any sign of continuing harm, or of being unable to say no.

    Refuses joint forms after continuing abuse, pressure, a screen that worries us, or an incident at or
    after a separation, also one of which the state is not known (the two days decide where both are
    known; else what was written down on the same day or later); until a later clear screen, alone, and a
    later supporting view of a specialist about this person. No sign-off lifts it. Harm by someone under
    18 is answered by E8, E18 and a specialist instead; not knowing the age counts as adult.
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
    Source: domain.md E18 (S10); design.md §5, decision 3. Our own.
    """
    if not _concerns(facts, question):
        return
    last = _last_done(facts, by_under_18=_YOUNG)
    if last and not _supported_after(facts, last):
        yield BY_A_YOUNG_PERSON


def specialist_not_against(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E22. Refuses joint forms while a specialist's last view about this person does not support it.

    "Not known", sent later, lifts no concern and no "no", and is no support itself.
    Source: domain.md E22 (S32). Persuasive.
    """
    latest = latest_view_of_person(facts)
    if latest is None or latest.fact.view is View.SUPPORTS or not _concerns(facts, question):
        return
    known = latest_view_of_person(facts, known=True)
    against = known is not None and known.fact.view is not View.SUPPORTS
    yield SPECIALIST_AGAINST if against else SPECIALIST_UNSURE


def honour_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """HONOUR. Whether a specialist in honour-based abuse has said who is safe.

    Refuses meeting, circles, also of the person's own people, and a go-between: family and community
    may be the danger, and one of them beside somebody is enough. Who supports or interprets is looked
    at too, so a supporter or interpreter who was recorded after that view asks for another.
    Source: design.md §5, decision 5. Our own.
    """
    if question.form not in WITH_PEOPLE_AROUND:
        return
    last = max(_honour_incidents(facts), _honour_orders(facts))
    if not last:
        return
    if not _supported_after(facts, last, by=Specialist.HBS):
        yield HONOUR
    elif not _supported_after(facts, _last_beside_them(facts), by=Specialist.HBS):
        yield HONOUR_PEOPLE


def _last_beside_them(facts: FactsView) -> int:
    return max(last_number(facts.every(Supporter)), last_number(facts.every(InterpreterFound)))


def grave_harm_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """GRAVE. Whether a specialist looked at it after hands on the neck, or a threat to kill.

    Refuses joint forms, where abuse is not excluded, until a later supporting view about this person;
    a low assessment alone is not enough. Source: domain.md §3.3 (S94b), E8. Persuasive.
    """
    if not _concerns(facts, question):
        return
    last = last_number([each for each in facts.every(Incident) if each.fact.form in GRAVE])
    if last and not _supported_after(facts, last):
        yield GRAVE_HARM


def kind_of_harm_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """GRAVE. Whether it is known what kind of harm each incident was.

    Refuses joint forms and a circle of the person's own people after one of which it is not, until the
    record is put right or a specialist supports it since: it may have been hands on the neck, or in the
    name of honour. Where abuse was excluded it ends that. Source: domain.md §3.3 (S94b), E8. Persuasive.
    """
    if question.form not in JOINT | {Form.CIRCLE_OF_OWN_PEOPLE}:
        return
    last = last_number([each for each in facts.every(Incident) if each.fact.form is Harm.UNKNOWN])
    if last and not _supported_after(facts, last):
        yield KIND_UNKNOWN


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
    parted = [each for each in facts.every(Separation) if each.fact.state in _MAY_HAVE_PARTED]
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
