"""What stood against a meeting, looked up in the plain history of it and not by the rules of the gate."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.children import ChildAssessment
from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.freedom import Dependence, NotKnownTo, TakingPartTied, TiedState
from yarrow.gate.facts.harm import (
    CounterAllegation,
    Harm,
    Incident,
    OngoingAbuse,
    Pressure,
)
from yarrow.gate.facts.justice import (
    Footing,
    JusticeDetails,
    JusticeInformation,
    OwnAgenda,
    Pathway,
    PathwayMoved,
    Proceedings,
    ReferringBody,
    ToldBy,
)
from yarrow.gate.facts.orders import Order, OrdersCheck, OrderState
from yarrow.gate.facts.readiness import Acknowledgement, Extent, TakingPartSafeguards
from yarrow.gate.facts.risk import (
    AbuseScreen,
    Level,
    NoAbuse,
    RiskAssessed,
    ScreenResult,
    Specialist,
    SpecialistView,
    View,
)
from yarrow.gate.facts.team import (
    EveryoneReassessed,
    OwnChoiceNotice,
    ProposalNotice,
    Proposer,
    SharedAccount,
    TriggerNotice,
    VenuePlan,
    WholeView,
)
from yarrow.gate.facts.who import AddressGuarded, AddressSecret, Role, RoleInHarm
from yarrow.gate.forms import DIRECT, Form
from yarrow.gate.recorded import Recorded
from yarrow.gate.tests.favourable import NO, YES

from .questions import Where
from .year import Meeting, reachable

Entries = Sequence[Recorded]
_ORDERS_LOOKED_AT = timedelta(days=28)
_ASKED_ABOUT_ABUSE = timedelta(days=90)
_FORTNIGHT = timedelta(days=14)


def last(entries: Entries, *kinds: type[Fact]) -> Recorded | None:
    found = [each for each in entries if isinstance(each.fact, kinds)]
    return found[-1] if found else None


def place(entries: Entries, *kinds: type[Fact]) -> int:
    found = last(entries, *kinds)
    return found.number if found else 0


def stood_against(meeting: Meeting) -> Iterator[str]:
    """Everything in the history because of which this should not have been."""
    whole, direct = meeting.whole, meeting.whole.question.form in DIRECT
    for name, entries in whole.rooms.items():
        found = [
            *in_everybodys_room(entries, meeting.day, is_direct=direct),
            *of_the_pathway(entries, meeting, is_child=name == "child"),
        ]
        if not is_excluded_here(entries, whole.where, meeting.day):
            found += after_abuse(entries, meeting.day, is_child=name == "child", is_direct=direct)
        yield from (f"{name}: {what}" for what in found)
    yield from in_the_plan(meeting)
    yield from in_the_team(meeting)


def in_everybodys_room(entries: Entries, day: date, *, is_direct: bool) -> Iterator[str]:
    if {"death", "unreadable"} & {each.fact.kind for each in entries}:
        yield "a death, or an entry that nobody can read"
    if not reachable(entries, day):
        yield "no safe way to reach them"
    decided = [each.fact for each in entries if isinstance(each.fact, Consent)]
    if decided and decided[-1].value is not ConsentValue.GIVEN:
        yield "they had decided not to"
    orders = {each.fact.reference: each.fact for each in entries if isinstance(each.fact, Order)}
    in_force = [each for each in orders.values() if each.starts is None or each.starts <= day]
    if any(each.state is not OrderState.ENDED for each in in_force):
        yield "an order stood"
    tied = {each.fact.by: each.fact.state for each in entries if isinstance(each.fact, TakingPartTied)}
    if any(state is not TiedState.TAKEN_BACK for state in tied.values()):
        yield "something hung on their taking part"
    if tied and place(entries, Consent) < place(entries, TakingPartTied):
        yield "their yes is from when something hung on it"
    if place(entries, AddressSecret) > place(entries, AddressGuarded):
        yield "nobody said how their secret is kept"
    if is_direct and place(entries, NotKnownTo) > place(entries, AddressGuarded):
        yield "they might be told on"
    said = last(entries, Acknowledgement)
    if said is not None and isinstance(said.fact, Acknowledgement) and said.fact.extent is Extent.NONE:
        yield "they acknowledged nothing"


def of_the_pathway(entries: Entries, meeting: Meeting, *, is_child: bool) -> Iterator[str]:
    """What the pathway of that day asks, and what was done before the work moved."""
    if meeting.pathway is Pathway.RESTORATIVE_JUSTICE:
        yield from _of_the_right(entries, meeting.day)
        if meeting.whole.question.form in DIRECT:
            yield from _of_their_agenda(entries)
    if meeting.moved_on is not None:
        yield from _since_it_moved(entries, meeting.moved_on, is_child=is_child)


def _of_the_right(entries: Entries, day: date) -> Iterator[str]:
    parts = {each.fact.harm: each.fact.role for each in entries if isinstance(each.fact, RoleInHarm)}
    if Role.HARMED not in parts.values():
        return
    told = last(entries, JusticeInformation)
    if told is None or not isinstance(told.fact, JusticeInformation):
        yield "nobody told them what the law says they are told"
    elif told.fact.told is not YES or told.fact.by is ToldBy.UNKNOWN or told.fact.told_on is None:
        yield "it is not known by whom and when they were told of their right"
    elif told.fact.told_on > day:
        yield "they are still to be told of their right"


def _of_their_agenda(entries: Entries) -> Iterator[str]:
    parts = {each.fact.harm: each.fact.role for each in entries if isinstance(each.fact, RoleInHarm)}
    asked = last(entries, OwnAgenda)
    said = asked is not None and isinstance(asked.fact, OwnAgenda) and asked.fact.is_complete()
    if Role.HARMED in parts.values() and not said:
        yield "nobody knows what they want to speak of"


def _since_it_moved(entries: Entries, moved_on: date, *, is_child: bool) -> Iterator[str]:
    noted = place(entries, PathwayMoved)
    if not noted:
        yield "this room does not know that the work moved"
    for kind in (ChildAssessment, TakingPartSafeguards):
        if 0 < place(entries, kind) < noted:
            yield f"no {kind.kind} since the work moved to the other pathway"
    for said in () if is_child else (InformationGiven, Consent):
        done = last(entries, said)
        if done is None or done.number < noted or done.day < moved_on:
            yield f"no {said.kind} since the work moved to the other pathway"


def is_excluded_here(entries: Entries, where: Where, day: date) -> bool:
    """Whether two said in date that there is no abuse, and nothing in this room speaks against that."""
    is_family = where is Where.FAMILY
    found, since = last(entries, NoAbuse), place(entries, NoAbuse) if is_family else 0
    if found is None or not isinstance(found.fact, NoAbuse) or found.fact.review_on < day:
        return False
    if any(each.fact.speaks_of_abuse() for each in entries if each.number > since):
        return False
    asked = last(entries, AbuseScreen)
    return not is_family or (asked is not None and _is_clear(asked) and day - asked.day <= _ASKED_ABOUT_ABUSE)


def after_abuse(entries: Entries, day: date, *, is_child: bool, is_direct: bool) -> Iterator[str]:
    yield from _of_risk(entries, day)
    yield from _of_freedom(entries, day, is_child=is_child)
    yield from _of_specialists(entries, is_direct=is_direct)
    looked = [each for each in entries if isinstance(each.fact, OrdersCheck | Order)]
    if not is_child and not any(day - each.day <= _ORDERS_LOOKED_AT for each in looked):
        yield "nobody looked for orders in twenty-eight days"
    if (
        is_direct
        and not is_child
        and len({each.fact.kind for each in entries} & {"preparation", "supporter"}) < 2
    ):
        yield "not prepared, or nobody beside them"


def _of_risk(entries: Entries, day: date) -> Iterator[str]:
    assessed = last(entries, RiskAssessed)
    triggers = max((each.number for each in entries if each.fact.is_trigger()), default=0)
    if assessed is None or not isinstance(assessed.fact, RiskAssessed) or assessed.fact.review_on < day:
        yield "risk was not known"
    elif assessed.fact.level in {Level.HIGH, Level.UNKNOWN} or assessed.number < triggers:
        yield "risk was high, not known, or older than what happened"
    high = [e.number for e in entries if isinstance(e.fact, RiskAssessed) and e.fact.level is Level.HIGH]
    if high and not any(each.fact.kind in {"marac", "marac_decision"} for each in entries):
        yield "risk had been high, and nobody decided about Marac"


def _of_freedom(entries: Entries, day: date, *, is_child: bool) -> Iterator[str]:
    if not is_child and not _asked_alone(entries, day):
        yield "not asked alone in fourteen days whether they are free to choose"
    worried = [e.number for e in entries if isinstance(e.fact, Pressure) or _is_worrying(e)]
    if not is_child and worried and place(entries, Consent) < max(worried):
        yield "their yes is older than the worry about their freedom to give it"
    needs = last(entries, Dependence)
    said = needs.fact if needs is not None else None
    if isinstance(said, Dependence) and said.on and said.in_place is not YES:
        yield "they depend on the other one, and nothing is in its place"


def _of_specialists(entries: Entries, *, is_direct: bool) -> Iterator[str]:
    views = [each for each in entries if isinstance(each.fact, SpecialistView)]
    if views and isinstance(views[-1].fact, SpecialistView) and views[-1].fact.view is not View.SUPPORTS:
        yield "the specialist was against it"
    seen = views[-1].number if views else 0
    if place(entries, OngoingAbuse, Pressure) > seen:
        yield "harm that goes on, and no specialist since"
    if place(entries, CounterAllegation) > seen:
        yield "they say they are harmed too, and no specialist since"
    events = [each for each in entries if isinstance(each.fact, Incident)]
    grave = {Harm.STRANGULATION, Harm.THREAT_TO_KILL, Harm.UNKNOWN}
    if any(getattr(each.fact, "form", None) in grave and each.number > seen for each in events):
        yield "it was grave, or may have been, and no specialist since"
    honour = [e.number for e in events if getattr(e.fact, "form", None) is Harm.HONOUR_BASED]
    of_honour = [e.number for e in views if getattr(e.fact, "by", None) is Specialist.HBS]
    if is_direct and honour and max(honour) > max(of_honour, default=0):
        yield "in the name of honour, and nobody said who is safe"


def _asked_alone(entries: Entries, day: date) -> bool:
    found = last(entries, CoercionScreen)
    return found is not None and _is_clear(found) and day - found.day <= _FORTNIGHT


def _is_clear(found: Recorded) -> bool:
    said = found.fact
    if not isinstance(said, CoercionScreen | AbuseScreen):
        return False
    return said.alone is YES and said.result is ScreenResult.CLEAR


def _is_worrying(found: Recorded) -> bool:
    return isinstance(found.fact, CoercionScreen) and found.fact.result is ScreenResult.CONCERN


def in_the_plan(meeting: Meeting) -> Iterator[str]:
    whole, plan = meeting.whole, meeting.whole.plan
    if plan is None or plan.open_unease or plan.stopped is YES:
        yield "no plan, or one that a worker had closed"
    elif whole.where is Where.ABUSE:
        signed = plan.sign_off
        if signed is None or signed.holds is not YES or meeting.day - signed.signed_on > _FORTNIGHT:
            yield "not signed, or not as it was"
    if plan is not None and whole.question.form in {Form.SHUTTLE, Form.LETTER} and len(plan.vetted_by) < 2:
        yield "not read by two"


def in_the_team(meeting: Meeting) -> Iterator[str]:
    """What only the team can see whole, on whichever pathway."""
    entries, direct = meeting.whole.team, meeting.whole.question.form in DIRECT
    if any(each.fact.kind == "unreadable" for each in entries):
        yield "an entry of the team that nobody can read"
    shared = [each.fact for each in entries if isinstance(each.fact, SharedAccount)]
    if shared and shared[-1].value is not YES:
        yield "their accounts did not meet"
    if meeting.pathway is Pathway.RESTORATIVE_JUSTICE:
        yield from _of_the_official_case(entries)
    if meeting.moved_on is not None and not place(entries, PathwayMoved):
        yield "the team does not know that the work moved"
    if meeting.whole.where is Where.ABUSE:
        yield from _of_the_team_after_abuse(entries, is_direct=direct)


def _of_the_official_case(entries: Entries) -> Iterator[str]:
    found = last(entries, JusticeDetails)
    if found is None or not isinstance(found.fact, JusticeDetails):
        yield "restorative justice without an official case"
        return
    papers = found.fact
    if not papers.reference.strip() or papers.referred_by is ReferringBody.UNKNOWN:
        yield "an official case without its reference or office"
    if papers.stage is Proceedings.UNKNOWN:
        yield "it was not known how far the official case has come"
    if papers.footing not in {Footing.ADMITTED, Footing.FOUND}:
        yield "neither admitted nor found by a court"


def _of_the_team_after_abuse(entries: Entries, *, is_direct: bool) -> Iterator[str]:
    if place(entries, TriggerNotice) > place(entries, EveryoneReassessed):
        yield "not everybody's risk was looked at after the last change"
    other_side = {Proposer.PERSON_WHO_HARMED, Proposer.UNKNOWN}
    asked = [e.number for e in entries if isinstance(e.fact, ProposalNotice) and e.fact.by in other_side]
    if not place(entries, OwnChoiceNotice) or max(asked, default=0) > place(entries, OwnChoiceNotice):
        yield "it was not the choice of the person harmed"
    where, view = last(entries, VenuePlan), last(entries, WholeView)
    if is_direct and getattr(where and where.fact, "home_of_participant", YES) is not NO:
        yield "no place for it, or the home of one of them"
    if is_direct and getattr(view and view.fact, "view", None) is not View.SUPPORTS:
        yield "no specialist was for the meeting as a whole"
