"""What each change closes, what it tells, and what it asks for (design.md §4, "Triggers" and "Stops").

A change closes by being written: the standing of its room falls, and a note falls into the team room,
in that moment. The note says that something changed and, where that is so, that it speaks of abuse;
never what, nor in which room. What is asked is asked inside the room only. Nothing here stops support.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yarrow.gate.facts.after import FollowUpMade
from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import (
    CourtEvent,
    CourtEventKind,
    Escalation,
    GoneQuiet,
    LookAgain,
    Marac,
    MentalHealthCrisis,
    NewPartner,
    Pregnancy,
    Release,
    ReleaseKind,
    Separation,
    SeparationState,
    SuicideRisk,
    Warned,
    WarningState,
)
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.course import Course, CourseReview, Going, Which
from yarrow.gate.facts.harm import GRAVE, Harm, HarmAfter, Incident, OngoingAbuse, Pressure
from yarrow.gate.facts.orders import Order, OrderState
from yarrow.gate.facts.who import Death
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_


class Line(Choice):
    """When the other workers read the one constant line that joint work is not going ahead for now."""

    AT_ONCE = "at_once", N_("At once")
    AT_CONFIRMATION = "at_confirmation", N_("Only at the next routine confirmation, so that it tells nothing")


class Asked(Choice):
    """What a change asks of who is inside the room."""

    RISK = "risk", N_("Look at risk again with them, alone.")
    EVERYONE = "everyone", N_("The team asks every room to look at risk, and records that all have.")
    FREE = "free", N_("Ask again, alone, whether they are free to choose.")
    SPECIALIST = "specialist", N_("Ask the specialist to look at it, and to send their own view.")
    SAFETY_PLAN = "safety_plan", N_("Go through the safety plan with them.")
    WHO_MUST_KNOW = "who_must_know", N_("Tell the police, the court or whoever watches over the order.")
    MARAC = "marac", N_("Decide whether it goes to Marac, and record why.")
    THE_HOUR = (
        "the_hour",
        N_("Agree with the person harmed what is said, when and by whom."),
    )
    FIND_OUT = "find_out", N_("Ask the court, the prison or probation what has happened, and record it here.")
    ANOTHER_WAY = "another_way", N_("Try another safe way, then whom they named, then a welfare check.")
    CARE_CARD = (
        "care_card",
        N_("Raise a care card if a colleague could be in danger, or must take care."),
    )
    KEEP_ALL = "keep_all", N_("Keep everything as it is: nothing is put right, taken out or destroyed.")
    THOSE_WHO_STAY = "those_who_stay", N_("Speak with the supervisor about those who stay behind.")
    PARTNERS_SAFETY = (
        "partners_safety",
        N_("Ask for a specialist who sees to the safety of a partner or former partner."),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table. ``is_public``: both sides may learn of it from elsewhere, as from a court.

    Only then are the other rooms asked to look again, and not always: see ``asks_every_room``.
    ``freezes``: nothing joint, ever, and everything is kept.
    """

    code: str
    title: str
    when: Callable[[Fact], bool]
    line: Line
    asks: tuple[Asked, ...]
    is_public: bool = False
    freezes: bool = False


_ALWAYS = (Asked.RISK, Asked.EVERYONE)
_NOT_SPOKEN_OF = frozenset({SeparationState.PLANNED, SeparationState.RAISED, SeparationState.UNKNOWN})
_IN_PUBLIC = frozenset(
    {
        CourtEventKind.HEARING,
        CourtEventKind.TRIAL_PENDING,
        CourtEventKind.GUILTY_PLEA,
        CourtEventKind.CONVICTION,
        CourtEventKind.FAMILY_PROCEEDINGS,
    }
)
"""A report to the police, a charge or a divorce asked for may be known to one side only."""


def _is(kind: type[Fact]) -> Callable[[Fact], bool]:
    return lambda fact: isinstance(fact, kind)


def _is_incident(fact: Fact, *forms: Harm) -> bool:
    return isinstance(fact, Incident) and fact.form in forms


def _is_parting(fact: Fact, *, spoken_of: bool) -> bool:
    if isinstance(fact, Course):
        return fact.which is Which.PARTING and not spoken_of
    return isinstance(fact, Separation) and (fact.state in _NOT_SPOKEN_OF) is not spoken_of


def _is_pregnancy(fact: Fact, *, known: bool) -> bool:
    return isinstance(fact, Pregnancy) and (fact.known_to_other is Answer.YES) is known


def _is_public_court_event(fact: Fact) -> bool:
    return isinstance(fact, CourtEvent) and fact.event in _IN_PUBLIC


def _is_other_court_event(fact: Fact) -> bool:
    return isinstance(fact, CourtEvent) and fact.event not in _IN_PUBLIC


def _is_release(fact: Fact, *, licence_ends: bool) -> bool:
    return isinstance(fact, Release) and (fact.release is ReleaseKind.LICENCE_END) is licence_ends


_ONCE, _LATER = Line.AT_ONCE, Line.AT_CONFIRMATION
CHANGES: tuple[Change, ...] = (
    Change(
        "grave_harm",
        N_("Hands on the neck, or a threat to kill"),
        lambda fact: _is_incident(fact, *GRAVE),
        _ONCE,
        (*_ALWAYS, Asked.SPECIALIST, Asked.MARAC, Asked.SAFETY_PLAN, Asked.CARE_CARD),
    ),
    Change(
        "threat",
        N_("A threat"),
        lambda fact: _is_incident(fact, Harm.THREAT),
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN, Asked.CARE_CARD),
    ),
    Change("incident", N_("Something that happened"), _is(Incident), _ONCE, (*_ALWAYS, Asked.SAFETY_PLAN)),
    Change(
        "ongoing_abuse",
        N_("It is still going on"),
        _is(OngoingAbuse),
        _ONCE,
        (*_ALWAYS, Asked.FREE, Asked.SPECIALIST, Asked.SAFETY_PLAN),
    ),
    Change(
        "harm_after",
        N_("Serious harm afterwards"),
        _is(HarmAfter),
        _ONCE,
        (*_ALWAYS, Asked.SPECIALIST, Asked.MARAC, Asked.SAFETY_PLAN),
    ),
    Change("escalation", N_("It is getting worse"), _is(Escalation), _ONCE, (*_ALWAYS, Asked.MARAC)),
    Change(
        "breach",
        N_("An order was breached"),
        lambda fact: isinstance(fact, Order) and fact.state is OrderState.BREACHED,
        _ONCE,
        (*_ALWAYS, Asked.WHO_MUST_KNOW, Asked.SAFETY_PLAN),
    ),
    Change(
        "parting_confided",
        N_("Parting is planned or spoken of, or wished for"),
        lambda fact: _is_parting(fact, spoken_of=False),
        _LATER,
        (*_ALWAYS, Asked.SAFETY_PLAN, Asked.THE_HOUR),
    ),
    Change(
        "parted",
        N_("They have parted, or are together again"),
        lambda fact: _is_parting(fact, spoken_of=True),
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN),
    ),
    Change(
        "pregnancy_confided",
        N_("A pregnancy that the other person does not know of"),
        lambda fact: _is_pregnancy(fact, known=False),
        _LATER,
        (*_ALWAYS, Asked.SAFETY_PLAN, Asked.THE_HOUR),
    ),
    Change(
        "pregnancy",
        N_("A pregnancy"),
        lambda fact: _is_pregnancy(fact, known=True),
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN),
    ),
    Change(
        "court_in_public",
        N_("A hearing, a plea, a trial, or the family court"),
        _is_public_court_event,
        _ONCE,
        _ALWAYS,
        is_public=True,
    ),
    Change("court", N_("Something else at police or court"), _is_other_court_event, _ONCE, _ALWAYS),
    Change(
        "licence_end",
        N_("The end of a licence"),
        lambda fact: _is_release(fact, licence_ends=True),
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN),
        is_public=True,
    ),
    Change(
        "release",
        N_("A release"),
        lambda fact: _is_release(fact, licence_ends=False),
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN),
        is_public=True,
    ),
    Change("look_again", N_("Word of something public"), _is(LookAgain), _ONCE, (*_ALWAYS, Asked.FIND_OUT)),
    Change("new_partner", N_("A new partner"), _is(NewPartner), _ONCE, _ALWAYS),
    Change("marac", N_("Marac"), _is(Marac), _ONCE, (*_ALWAYS, Asked.SPECIALIST, Asked.SAFETY_PLAN)),
    Change(
        "withdrawal",
        N_("Somebody has stopped taking part"),
        lambda fact: isinstance(fact, Consent) and fact.value is ConsentValue.WITHDRAWN,
        _ONCE,
        (*_ALWAYS, Asked.FREE, Asked.THE_HOUR),
    ),
    Change(
        "ignored_warning",
        N_("A warning was ignored, or it is not known what became of it"),
        lambda fact: isinstance(fact, Warned) and fact.state is not WarningState.GIVEN,
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN),
    ),
    Change("gone_quiet", N_("Gone quiet"), _is(GoneQuiet), _ONCE, (*_ALWAYS, Asked.ANOTHER_WAY)),
    Change(
        "suicide_risk",
        N_("Risk of suicide"),
        _is(SuicideRisk),
        _ONCE,
        (*_ALWAYS, Asked.SAFETY_PLAN, Asked.CARE_CARD),
    ),
    Change("crisis", N_("Mental health crisis"), _is(MentalHealthCrisis), _ONCE, (*_ALWAYS, Asked.FREE)),
    Change(
        "death",
        N_("Somebody has died"),
        _is(Death),
        _ONCE,
        (Asked.EVERYONE, Asked.KEEP_ALL, Asked.THOSE_WHO_STAY, Asked.THE_HOUR),
        freezes=True,
    ),
    Change(
        "worse",
        N_("It goes worse than before"),
        lambda fact: isinstance(fact, CourseReview) and fact.going is Going.WORSE,
        _ONCE,
        _ALWAYS,
    ),
    Change(
        "not_safe_since",
        N_("Not safe, or pressed, when they were asked afterwards"),
        lambda fact: isinstance(fact, FollowUpMade) and fact.is_trigger(),
        _ONCE,
        (*_ALWAYS, Asked.FREE, Asked.SAFETY_PLAN),
    ),
    Change("pressure", N_("Pressure"), _is(Pressure), _ONCE, (Asked.FREE, Asked.EVERYONE)),
)
"""The first row that fits counts. Every kind of trigger has a row (a test holds them together)."""


def change_of(fact: Fact) -> Change | None:
    """The row of the table for this record, or None for what changes nothing."""
    return next((row for row in CHANGES if row.when(fact)), None)


def asks_every_room(fact: Fact) -> bool:
    """Whether the other people's rooms are asked to look again (design.md §4, "Triggers").

    Only where it is public by its kind and, as its worker says, known to all from the public source.
    Hazard: of a hearing without notice one side alone knows, and asking would tell. Not known is no.
    """
    row = change_of(fact)
    return row is not None and row.is_public and getattr(fact, "known_to_all", None) is Answer.YES
