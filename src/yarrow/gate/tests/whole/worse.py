"""What can become worse in a whole question: something goes, grows old, is not known, or is said."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from yarrow.gate.facts.after import FollowUpMade, Step
from yarrow.gate.facts.agreement import Happened, NotKeptAsked
from yarrow.gate.facts.base import Fact, Unreadable
from yarrow.gate.facts.carried import CarriedGiven, GivenValue
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
    ReleaseState,
    Separation,
    SeparationState,
    SuicideRisk,
    Warned,
    WarningState,
)
from yarrow.gate.facts.children import AgreementReported, ContactArrangement, TimeLevel
from yarrow.gate.facts.choice import CoercionScreen, ConsentValue
from yarrow.gate.facts.course import Course, CourseReview, Going, Which
from yarrow.gate.facts.freedom import (
    Dependence,
    DependsOn,
    MaracDecision,
    MaracStep,
    NotKnown,
    NotKnownTo,
    TakingPartTied,
    TiedState,
    TiedTo,
)
from yarrow.gate.facts.harm import (
    AgencyConcern,
    CounterAllegation,
    Harm,
    HarmAfter,
    Incident,
    OngoingAbuse,
    Part,
    Pressure,
    Retraction,
)
from yarrow.gate.facts.justice import Footing, PathwayNow, Proceedings, WhoBegins
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.readiness import Capacity, Extent, Supporter, Vulnerability
from yarrow.gate.facts.risk import AbuseScreen, Level, ScreenResult, View
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    FlagBasis,
    ProposalNotice,
    Proposer,
    SharedAccount,
    TriggerNotice,
    WholeView,
)
from yarrow.gate.facts.who import AddressSecret, Death, Identity, ReachUnsafe, RoleInHarm
from yarrow.gate.plan import PlanFacts
from yarrow.gate.recorded import Recorded
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, REVIEW, SOME, UNKNOWN, YES
from yarrow.gate.words import Answer

from .questions import TEAM, Whole
from .unsure import may_be_unknown, unknown_in


def order(*bars: Bar, state: OrderState = OrderState.MADE, kind: OrderKind = OrderKind.BAIL) -> Order:
    return Order(reference="an order", kind_of_order=kind, state=state, bars=bars)


SAID_IN_A_ROOM: tuple[Fact, ...] = (
    *(Incident(part=part, form=form) for part in Part for form in (Harm.STRANGULATION, Harm.THREAT)),
    *(Incident(part=Part.WAS_HARMED, form=form) for form in (Harm.THREAT_TO_KILL, Harm.PHYSICAL)),
    Incident(part=Part.WAS_HARMED, form=Harm.HONOUR_BASED),
    OngoingAbuse(),
    OngoingAbuse(by_under_18=YES),
    Pressure(),
    Pressure(by_under_18=YES),
    HarmAfter(),
    Escalation(),
    *(Separation(state=state) for state in SeparationState),
    *(Pregnancy(known_to_other=known) for known in Answer),
    *(CourtEvent(event=event) for event in CourtEventKind),
    Release(),
    *(Release(release=kind, state=state) for kind in ReleaseKind for state in ReleaseState),
    CourtEvent(event=CourtEventKind.HEARING, known_to_all=YES),
    Release(release=ReleaseKind.LICENCE, state=ReleaseState.DUE, known_to_all=YES),
    LookAgain(),
    NewPartner(),
    Marac(),
    GoneQuiet(),
    LookAgain(),
    SuicideRisk(),
    MentalHealthCrisis(),
    Warned(state=WarningState.IGNORED),
    Course(which=Which.PARTING),
    TakingPartTied(by="A landlord", to=(TiedTo.HOME,), state=TiedState.TIED),
    TakingPartTied(by="A landlord", to=(TiedTo.HOME,)),
    Dependence(on=(DependsOn.MONEY,), in_place=NO),
    Dependence(on=(DependsOn.CARE,)),
    NotKnownTo(what=(NotKnown.WHOM_THEY_LOVE,), by_whom=SOME),
    CounterAllegation(),
    Retraction(),
    AgencyConcern(by="A worker"),
    good.worrying_screen(),
    CoercionScreen(alone=NO, result=ScreenResult.CLEAR),
    AbuseScreen(alone=YES, result=ScreenResult.CONCERN),
    good.consent(ConsentValue.DECLINED),
    good.consent(ConsentValue.WITHDRAWN),
    good.consent(ConsentValue.WITHDRAWN, forms=(), topics=()),
    good.risk(Level.HIGH),
    good.risk(Level.MEDIUM),
    good.risk(Level.UNKNOWN),
    good.risk(review_on=DAY - timedelta(days=1)),
    good.specialist(View.OPPOSES),
    good.specialist(View.CONCERNS),
    good.specialist(View.UNKNOWN),
    Incident(form=Harm.UNKNOWN),
    Warned(state=WarningState.UNKNOWN),
    MaracDecision(step=MaracStep.HEARD, reasons=SOME),
    good.acknowledgement(Extent.NONE),
    good.assessed(stands=NO),
    Capacity(value=NO),
    Vulnerability(words=SOME),
    Supporter(name="A friend", prepared=YES, risk_checked=NO),
    ContactArrangement(level=TimeLevel.UNSUPERVISED),
    ContactArrangement(level=TimeLevel.UNKNOWN),
    AgreementReported(words=SOME, freely_agreed=NO),
    AddressSecret(words=SOME),
    ReachUnsafe(words=SOME),
    Death(),
    order(Bar.DIRECT),
    order(Bar.INDIRECT, kind=OrderKind.NON_MOLESTATION),
    order(Bar.UNKNOWN, state=OrderState.BREACHED),
    replace(order(Bar.DIRECT), starts=DAY + timedelta(days=30)),
    order(Bar.THIRD_PARTY, Bar.DIRECT, kind=OrderKind.RESTRAINING),
    Unreadable(),
)
SAID_IN_THE_TEAM: tuple[Fact, ...] = (
    AbuseFlag(value=UNKNOWN, basis=FlagBasis.SAID),
    AbuseFlag(value=YES, basis=FlagBasis.SAID),
    good.flag_no(review_on=None),
    SharedAccount(value=NO),
    SharedAccount(value=UNKNOWN),
    EveryoneReassessed(everyone=NO, review_on=REVIEW),
    TriggerNotice(abuse_said=YES),
    TriggerNotice(abuse_said=UNKNOWN),
    ProposalNotice(by=Proposer.PERSON_WHO_HARMED),
    ProposalNotice(by=Proposer.UNKNOWN),
    AgencyConcern(by="A worker"),
    good.venue(home_of_participant=YES),
    good.venue(hold_minutes=5),
    WholeView(by=good.specialist().by, view=View.OPPOSES),
    AgreementReported(words=SOME, freely_agreed=NO),
    good.official_case(Footing.NEITHER),
    good.official_case(Footing.UNKNOWN),
    good.official_case(stage=Proceedings.UNKNOWN),
    Unreadable(),
)
BECAUSE_OF_JUSTICE: tuple[Fact, ...] = (
    good.told_of_the_right(NO),
    good.told_of_the_right(UNKNOWN),
    good.own_agenda(WhoBegins.UNKNOWN),
)
"""Said in a room of restorative justice; elsewhere nobody is asked for it."""
SAID_WHEN_ASKED: tuple[Fact, ...] = (
    CourseReview(going=Going.WORSE, review_on=REVIEW),
    FollowUpMade(which=Step.TWO_WEEKS, safe_now=NO),
    FollowUpMade(which=Step.SIX_WEEKS, pressure_since=YES),
    NotKeptAsked(happened=(Happened.AFRAID,)),
    NotKeptAsked(happened=(Happened.CONTACT,)),
    CarriedGiven(value=GivenValue.GIVEN, safe_afterwards=NO),
)
"""Asked, and answered so. Where nobody answered nothing is known to have changed: that is no news by
itself, and what was owed stays open (E35, E37). So these, alone, close nothing once they are not known."""
IN_ANY_ROOM = SAID_IN_A_ROOM + BECAUSE_OF_JUSTICE + SAID_WHEN_ASKED

T = TypeVar("T")

# A part in a harm, an age or an event is no favour: what it asks for differs, it is not worth more.
# Nor is what the case says of its pathway: it is no record, and asks for more on one pathway only.
_NO_FAVOUR = (RoleInHarm, Identity, Incident, PathwayNow)
_AGES = (1, 8, 15, 31, 57, 85, 400)


def rooms_of(whole: Whole) -> list[str]:
    return [*whole.rooms, TEAM]


@st.composite
def a_place(draw: st.DrawFn, whole: Whole) -> tuple[str, Recorded] | None:
    """One favourable record that is as it was at the beginning; None where none is left."""
    room = draw(st.sampled_from(rooms_of(whole)))
    found = [each for each in whole.of_the_beginning(room) if not isinstance(each.fact, _NO_FAVOUR)]
    return (room, draw(st.sampled_from(found))) if found else None


@st.composite
def with_less(draw: st.DrawFn, whole: Whole) -> Whole:
    """Without one favourable record."""
    found = draw(a_place(whole))
    if found is None:
        return whole
    room, gone = found
    return whole.put(room, tuple(each for each in whole.entries(room) if each.number != gone.number))


@st.composite
def aged(draw: st.DrawFn, whole: Whole) -> Whole:
    """One favourable record written, or made to lapse, so many days earlier."""
    found = draw(a_place(whole))
    if found is None:
        return whole
    room, old = found
    before = timedelta(days=draw(st.sampled_from(_AGES)))
    days = {each.name: _day(old.fact, each.name) for each in fields(old.fact)}  # type: ignore[arg-type]  # a dataclass
    earlier = {name: day - before for name, day in days.items() if day is not None}
    aged = replace(old, day=old.day - before, fact=replace(old.fact, **earlier))  # type: ignore[type-var]  # a dataclass
    return whole.put(room, tuple(aged if each is old else each for each in whole.entries(room)))


def _day(fact: Fact, name: str) -> date | None:
    value = getattr(fact, name)
    return value if isinstance(value, date) else None


@st.composite
def with_news(draw: st.DrawFn, whole: Whole) -> Whole:
    """Something adverse is written down last."""
    room = draw(st.sampled_from(rooms_of(whole)))
    return whole.add(room, draw(st.sampled_from(SAID_IN_THE_TEAM if room == TEAM else IN_ANY_ROOM)))


@st.composite
def less_known(draw: st.DrawFn, whole: Whole) -> Whole:
    """One answer of one record, favourable or adverse, or a person's age, becomes "not known"."""
    room = draw(st.sampled_from(rooms_of(whole)))
    said = [each for each in whole.entries(room) if not isinstance(each.fact, CourseReview | FollowUpMade)]
    places = [(entry, name) for entry in said for name in may_be_unknown(entry.fact)]
    if not places:
        return whole
    old, name = draw(st.sampled_from(places))
    return whole.put(
        room, tuple(unknown_in(each, name) if each is old else each for each in whole.entries(room))
    )


@st.composite
def worse_planned(draw: st.DrawFn, whole: Whole) -> Whole:
    """One thing less in the plan, or one thing against it."""
    if whole.plan is None:
        return whole
    return replace(whole, plan=draw(st.sampled_from([None, *worse_plans(whole.plan)])))


def worse_plans(plan: PlanFacts) -> list[PlanFacts]:
    """Every plan that is worse in one thing."""
    found = [replace(plan, open_unease=plan.open_unease + 1)]
    found += [_with(plan, name, value) for name, value in _less_sure(plan)]
    found += [replace(plan, after_care=plan.after_care - {each}) for each in sorted(plan.after_care)]
    found += [replace(plan, vetted_by=plan.vetted_by - {each}) for each in sorted(plan.vetted_by)]
    found += _worse_workers(plan)
    if plan.sign_off is not None:
        signed = plan.sign_off
        older = [replace(signed, signed_on=signed.signed_on - timedelta(days=ago)) for ago in _AGES]
        doubtful = [_with(signed, n, v) for n in ("holds", "signer_apart") for v in (NO, UNKNOWN)]
        found += [replace(plan, sign_off=each) for each in (None, *older, *doubtful)]
    return found


def _with(of: T, name: str, value: Any) -> T:
    """The same with one field changed."""
    changed: T = replace(of, **{name: value})  # type: ignore[type-var]  # a dataclass
    return changed


def _worse_workers(plan: PlanFacts) -> Iterator[PlanFacts]:
    workers = plan.practitioners
    if not workers:
        return
    first, *others = workers
    yield replace(plan, practitioners=tuple(others))
    for ago in _AGES:
        before = timedelta(days=ago)
        if first.supervised_on is not None:
            older = replace(first, supervised_on=first.supervised_on - before)
            yield replace(plan, practitioners=(older, *others))
        if first.dva_competent_until is not None:
            older = replace(first, dva_competent_until=first.dva_competent_until - before)
            yield replace(plan, practitioners=(older, *others))
    yield replace(plan, practitioners=(replace(first, supervised_on=None), *others))


def _less_sure(plan: PlanFacts) -> Iterator[tuple[str, Answer]]:
    """Each answer of the plan that is as it should be, as it should not be."""
    should = good.plan()
    for each in fields(PlanFacts):
        value = getattr(should, each.name)
        if isinstance(value, Answer) and getattr(plan, each.name) is value:
            yield from ((each.name, other) for other in Answer if other is not value)


def anything_worse(whole: Whole) -> st.SearchStrategy[Whole]:
    """One step to the worse, of any kind."""
    kinds = (with_less, aged, with_news, less_known, worse_planned)
    return st.one_of(*(kind(whole) for kind in kinds))


@st.composite
def spoilt(draw: st.DrawFn, whole: Whole) -> Whole:
    """Nothing, or up to three things, are worse: half of all cases stay complete."""
    for _step in range(draw(st.sampled_from([0, 0, 0, 1, 2, 3]))):
        whole = draw(anything_worse(whole))
    return whole
