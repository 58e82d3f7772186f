"""What several rules read from a room: whether abuse rules apply, roles, age, part."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.change import Marac
from yarrow.gate.facts.children import ChildAssessment, ChildPart
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.harm import HarmAfter, Incident, OngoingAbuse, Pressure
from yarrow.gate.facts.readiness import NotConcerned, Supporter
from yarrow.gate.facts.risk import (
    AbuseScreen,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    RiskAssessed,
    ScreenResult,
    Specialist,
    SpecialistView,
    View,
    ViewOf,
)
from yarrow.gate.facts.who import AgeBand, Identity, Role, RoleInHarm
from yarrow.gate.view import FactsView, Found
from yarrow.gate.words import Answer

F = TypeVar("F", bound=Fact)

HARMED = frozenset({Role.HARMED, Role.HARMED_BY_CHILD})
OPEN_ROLES = frozenset({Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW})


def abuse_applies(facts: FactsView, day: date) -> bool:
    """Whether the abuse rules bind this room: always, unless it holds its own valid "no abuse".

    Two workers, in date, and nothing abusive said since (design.md §4 and §5, decision 2).
    """
    said = facts.latest(NoAbuse)
    return said is None or not _no_abuse_holds(said, facts, day)


def _no_abuse_holds(said: Found[NoAbuse], facts: FactsView, day: date) -> bool:
    found = said.fact
    if found.state is not NoAbuseState.SAID or found.review_on < day or not said.seconded:
        return False
    if found.basis is NoAbuseBasis.RELATION:
        return _rests_on_relation(found, facts)
    return _rests_on_screens(said, facts, day)


def _rests_on_relation(found: NoAbuse, facts: FactsView) -> bool:
    if found.relation is Relation.UNKNOWN or roles(facts) & {Role.HARMED_BY_CHILD, Role.CHILD_EXPOSED}:
        return False
    return not any(
        each.fact.may_speak_of_abuse() or each.fact.speaks_of_a_shared_life() for each in facts.everything()
    )


def _rests_on_screens(said: Found[NoAbuse], facts: FactsView, day: date) -> bool:
    """Asked alone, clear, and not too long ago: a screen is repeated, not only said to hold (E4)."""
    screen = facts.latest(AbuseScreen)
    if screen is not None and not screen.in_date(day):
        return False
    if screen is None or screen.fact.alone is not Answer.YES or screen.fact.result is not ScreenResult.CLEAR:
        return False
    if any(_no_screen_lifts(each.fact) for each in facts.everything()) or _risk_may_be_high(facts):
        return False
    later = [each for each in facts.everything() if each.number > said.number]
    return not any(each.fact.may_speak_of_abuse() for each in later)


def _no_screen_lifts(fact: Fact) -> bool:
    """What two workers cannot say away by "no abuse": there is no override (design.md §5, decision 3)."""
    if isinstance(fact, Incident):
        return fact.may_speak_of_abuse()
    return isinstance(fact, OngoingAbuse | Pressure | HarmAfter | Marac)


def _risk_may_be_high(facts: FactsView) -> bool:
    latest = facts.latest(RiskAssessed)
    return latest is not None and latest.fact.may_speak_of_abuse()


def roles(facts: FactsView) -> frozenset[Role]:
    """The part of this person in each harm, as last recorded."""
    last = {found.fact.harm: found.fact.role for found in facts.every(RoleInHarm)}
    return frozenset(last.values())


def is_exposed_child(facts: FactsView) -> bool:
    """A child who lived with it, and has no other part in any harm."""
    return roles(facts) - {Role.SUPPORTER} == {Role.CHILD_EXPOSED}


def only_supports(facts: FactsView) -> bool:
    """Somebody who is there for somebody else."""
    return roles(facts) == {Role.SUPPORTER}


def is_under_18(facts: FactsView, day: date) -> Answer:
    """By the date of birth or the recorded age, whichever is the younger; not known is not known."""
    found = facts.latest(Identity)
    if Role.CHILD_EXPOSED in roles(facts):
        return Answer.YES
    if found is None:
        return Answer.UNKNOWN
    if found.fact.age_band in {AgeBand.CHILD, AgeBand.YOUNG_PERSON}:
        return Answer.YES
    return _by_birth(found.fact, day)


def _by_birth(identity: Identity, day: date) -> Answer:
    born = identity.date_of_birth
    if born is None:
        return Answer.NO if identity.age_band is AgeBand.ADULT else Answer.UNKNOWN
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return Answer.NO if years >= 18 else Answer.YES  # noqa: PLR2004  # the age of majority


_NEVER_LEFT_ASIDE = frozenset({Role.CAUSED_HARM, Role.NOT_YET_KNOWN, Role.SPECIALIST_REVIEW})


def is_not_concerned(facts: FactsView, day: date) -> bool:
    """Whether joint work of others leaves this person aside.

    Somebody who only supports is answered for in the room of whom they support. Anybody else only
    while two workers have said so, in date, and nothing has changed in their room since; never
    somebody who harmed, or whose part is not settled. Our own (design.md §4, "Whose rooms").
    """
    if only_supports(facts):
        return True
    said = facts.latest(NotConcerned)
    if said is None or not said.seconded or said.fact.review_on < day:
        return False
    if roles(facts) & _NEVER_LEFT_ASIDE or not roles(facts) or _said_to_take_part(facts):
        return False
    return not any(each.number > said.number and each.fact.is_trigger() for each in facts.everything())


def _said_to_take_part(facts: FactsView) -> bool:
    assessed = facts.latest(ChildAssessment)
    return assessed is not None and assessed.fact.part is not ChildPart.AFFECTED


def takes_part(facts: FactsView) -> bool:
    """Everyone asked takes part, except a child whose worker says that they are only affected."""
    assessed = facts.latest(ChildAssessment)
    only_affected = assessed is not None and assessed.fact.part is ChildPart.AFFECTED
    return not (is_exposed_child(facts) and only_affected)


def clear_screens(facts: FactsView) -> tuple[Found[CoercionScreen], ...]:
    """Screens asked alone with nothing that worries us."""
    return tuple(
        found
        for found in facts.every(CoercionScreen)
        if found.fact.alone is Answer.YES and found.fact.result is ScreenResult.CLEAR
    )


def latest_view_of_person(
    facts: FactsView, *, by: Specialist | None = None, known: bool = False
) -> Found[SpecialistView] | None:
    """The last specialist's view about this person taking part.

    ``by`` asks for one specialist only, ``known`` for the last that says what they think.
    """
    views = [found for found in facts.every(SpecialistView) if found.fact.about is ViewOf.THIS_PERSON]
    of_them = [found for found in views if by in {None, found.fact.by}]
    if known:
        of_them = [found for found in of_them if found.fact.view is not View.UNKNOWN]
    return of_them[-1] if of_them else None


def last_said(found: Sequence[Found[F]], name: str) -> Answer:
    """The last known answer to one question: "not known", said later, takes back nothing."""
    answers: list[Answer] = [getattr(each.fact, name) for each in found]
    said = [each for each in answers if each is not Answer.UNKNOWN]
    return said[-1] if said else Answer.UNKNOWN


def has_ready_supporter(facts: FactsView) -> bool:
    """Whether someone stands beside them who was prepared and brings no danger."""
    last = {found.fact.name.strip().casefold(): found.fact for found in facts.every(Supporter)}
    return any(each.prepared is Answer.YES and each.risk_checked is Answer.YES for each in last.values())
