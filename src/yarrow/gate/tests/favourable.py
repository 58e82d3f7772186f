"""Complete favourable rooms and plans; each test takes something away or adds something."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.children import ChildAssessment, ChildPart, ChildView, ContactChecks
from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.freedom import (
    InterpreterFound,
    MaracDecision,
    MaracStep,
    SafeguardingDecision,
    SafeguardingStep,
    StandIn,
)
from yarrow.gate.facts.justice import (
    Footing,
    JusticeDetails,
    JusticeInformation,
    OwnAgenda,
    Proceedings,
    ReferringBody,
    ToldBy,
    WhoBegins,
)
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    Extent,
    Preparation,
    Programme,
    ProgrammeState,
    Supporter,
    TakingPartSafeguards,
    WhoAgrees,
)
from yarrow.gate.facts.risk import (
    Level,
    NoAbuse,
    NoAbuseBasis,
    NoAbuseState,
    Relation,
    RiskAssessed,
    SafetyPlan,
    ScreenResult,
    Specialist,
    SpecialistView,
    View,
    ViewOf,
)
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    FlagBasis,
    OwnChoiceNotice,
    SharedAccount,
    TimePlanOutline,
    VenuePlan,
    WholeView,
)
from yarrow.gate.facts.ways import FamilyAlone, FamilyConferencePlan, GoBetween, RecordingKept
from yarrow.gate.facts.who import AgeBand, Identity, Reach, Role, RoleInHarm
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import AfterCare, PlanFacts, PlanPractitioner, SignOff
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.team import reasons_for_team
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText

DAY = date(2031, 5, 1)
REVIEW = DAY + timedelta(days=60)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SOME = LongText("Some words.")


def written(facts: Iterable[Fact], day: date = DAY) -> tuple[Recorded, ...]:
    """Facts in the order of writing; who is named as second worker has agreed by an act of their own."""
    return tuple(
        Recorded(
            fact=fact,
            number=number,
            day=day,
            entry=UUID(int=number),
            seconded=bool(getattr(fact, "second_worker", "").strip()),
        )
        for number, fact in enumerate(facts, start=1)
    )


def asks(
    form: Form = Form.CONFERENCE,
    *topics: Topic,
    day: date = DAY,
) -> Question:
    return Question(form, frozenset(topics or {Topic.HARM}), day)


def of_person(facts: Iterable[Fact], question: Question | None = None) -> tuple[GateReason, ...]:
    return reasons_for_person(written(facts), question or asks())


def of_team(facts: Iterable[Fact], question: Question | None = None) -> tuple[GateReason, ...]:
    return reasons_for_team(written(facts), question or asks())


def codes(reasons: Iterable[GateReason]) -> set[str]:
    return {reason.code for reason in reasons}


def without(facts: Iterable[Fact], *kinds: type[Fact]) -> list[Fact]:
    return [fact for fact in facts if not isinstance(fact, kinds)]


def identity(age: AgeBand = AgeBand.ADULT) -> Identity:
    return Identity(known_as="Sam", age_band=age)


def role(part: Role, harm: str = "harm-1") -> RoleInHarm:
    return RoleInHarm(harm=harm, role=part)


def reach(confirmed_on: date = DAY) -> Reach:
    return Reach(phone="01", when_safe=SOME, who_may_answer=SOME, confirmed_on=confirmed_on)


def risk(level: Level = Level.LOW, review_on: date = REVIEW) -> RiskAssessed:
    return RiskAssessed(level=level, own_view=SOME, reasons=SOME, review_on=review_on)


def informed(**changes: Answer) -> InformationGiven:
    told = dict.fromkeys(("ways", "looked_after", "stopping", "limits", "own_language"), YES)
    return InformationGiven(words=SOME, **(told | changes))


def authority_told(step: SafeguardingStep = SafeguardingStep.TOLD) -> SafeguardingDecision:
    return SafeguardingDecision(step=step, reasons=SOME, with_whom="Lead")


def marac_decided(step: MaracStep = MaracStep.REFERRED) -> MaracDecision:
    return MaracDecision(step=step, reasons=SOME)


def interpreter() -> InterpreterFound:
    return InterpreterFound(who="A service", no_relation=YES, knows_nobody=YES, prepared=YES)


def stand_in() -> StandIn:
    return StandIn(who="Another service", of_no_one_here=YES, prepared=YES, knows_it=YES)


def conference_plan(alone: FamilyAlone = FamilyAlone.HELD) -> FamilyConferencePlan:
    return FamilyConferencePlan(
        agencies_asked=YES,
        centre=YES,
        alone=alone,
        within_call="Second",
        how_it_ends=SOME,
        second_worker="Second",
    )


def go_between() -> GoBetween:
    return GoBetween(who="A neighbour", is_child=NO, prepared=YES, risk_checked=YES, both_chose=YES)


def recording_kept() -> RecordingKept:
    return RecordingKept(shown_only=YES, nothing_seen=YES, may_end_it=YES)


def clear_screen() -> CoercionScreen:
    return CoercionScreen(alone=YES, result=ScreenResult.CLEAR)


def worrying_screen() -> CoercionScreen:
    return CoercionScreen(alone=YES, result=ScreenResult.CONCERN)


def specialist(view: View = View.SUPPORTS, by: Specialist = Specialist.IDVA) -> SpecialistView:
    return SpecialistView(by=by, view=view, about=ViewOf.THIS_PERSON)


def consent(
    value: ConsentValue = ConsentValue.GIVEN,
    forms: Iterable[Form] = sorted(JOINT),
    topics: Iterable[Topic] = tuple(Topic),
    review_on: date | None = None,
) -> Consent:
    return Consent(value=value, forms=tuple(forms), topics=tuple(topics), review_on=review_on)


def orders_check(review_on: date = REVIEW) -> OrdersCheck:
    return OrdersCheck(
        result=OrdersFound.NONE_IN_FORCE,
        checked_on=DAY - timedelta(days=1),
        where="court",
        review_on=review_on,
    )


def supporter() -> Supporter:
    return Supporter(name="A friend", prepared=YES, risk_checked=YES)


def contact_checks() -> ContactChecks:
    return ContactChecks(
        risk_of_each=YES,
        orders_and_court=YES,
        child_heard=YES,
        secrets_kept=YES,
        motive_looked_at=YES,
        free_to_talk=YES,
        specialist_asked=YES,
    )


def no_abuse(
    *,
    state: NoAbuseState = NoAbuseState.SAID,
    basis: NoAbuseBasis = NoAbuseBasis.RELATION,
    relation: Relation = Relation.STRANGERS,
    review_on: date = REVIEW,
) -> NoAbuse:
    return NoAbuse(state=state, basis=basis, relation=relation, second_worker="Second", review_on=review_on)


def harmed() -> list[Fact]:
    """The room of a person harmed, an adult, with everything in place for meeting in an abuse case."""
    return [
        identity(),
        role(Role.HARMED),
        reach(),
        risk(),
        informed(),
        clear_screen(),
        consent(),
        orders_check(),
        contact_checks(),
        SafetyPlan(words=SOME),
        Preparation(sessions=2),
        supporter(),
    ]


def acknowledgement(extent: Extent = Extent.FULL, second_worker: str = "Second") -> Acknowledgement:
    return Acknowledgement(extent=extent, second_worker=second_worker)


def caused_harm() -> list[Fact]:
    """The room of a person who caused harm, an adult, with everything in place."""
    return [
        *without(harmed(), RoleInHarm, SafetyPlan, ContactChecks),
        role(Role.CAUSED_HARM),
        acknowledgement(),
        Programme(state=ProgrammeState.ATTENDING),
    ]


def safeguards(who: WhoAgrees = WhoAgrees.GUARDIAN) -> TakingPartSafeguards:
    return TakingPartSafeguards(independent_supporter=YES, who_agrees=who, adaptations=SOME)


def assessed(stands: Answer = YES, part: ChildPart = ChildPart.AFFECTED) -> ChildAssessment:
    return ChildAssessment(stands=stands, part=part, reasons=SOME)


def child() -> list[Fact]:
    """The room of a child who lived with it and does not take part."""
    return [
        identity(AgeBand.CHILD),
        role(Role.CHILD_EXPOSED),
        reach(),
        risk(),
        ChildView(heard=YES, apart=YES),
        assessed(),
        authority_told(),
        contact_checks(),
        SafetyPlan(words=SOME),
    ]


def young_who_harmed() -> list[Fact]:
    """The room of someone under 18 who caused harm, with everything in place."""
    return [
        *without(caused_harm(), Identity),
        identity(AgeBand.YOUNG_PERSON),
        ChildView(heard=YES, apart=YES),
        safeguards(),
        assessed(part=ChildPart.TAKES_PART),
        authority_told(),
        SafetyPlan(words=SOME),
        contact_checks(),
    ]


def venue(home_of_participant: Answer = NO, hold_minutes: int = 15) -> VenuePlan:
    return VenuePlan(
        place=SOME,
        home_of_participant=home_of_participant,
        staggered=YES,
        harmed_leaves_first=YES,
        hold_minutes=hold_minutes,
        separate_waiting=YES,
        exit_plan=YES,
        breaks=YES,
        signals=YES,
        watcher="Second",
        police_plan=YES,
    )


def outline() -> TimePlanOutline:
    return TimePlanOutline(
        handover=YES,
        one_channel=YES,
        schedule_ends=YES,
        if_not_kept=YES,
        orders_compared=YES,
        not_an_order=YES,
    )


def team() -> list[Fact]:
    """The team room of an abuse case with everything in place."""
    return [
        AbuseFlag(value=YES, basis=FlagBasis.SAID),
        OwnChoiceNotice(),
        SharedAccount(value=YES),
        EveryoneReassessed(everyone=YES, review_on=REVIEW),
        venue(),
        WholeView(by=Specialist.IDVA, view=View.SUPPORTS),
        outline(),
        conference_plan(),
        go_between(),
        recording_kept(),
    ]


def official_case(
    footing: Footing = Footing.FOUND, stage: Proceedings = Proceedings.IN_CUSTODY
) -> JusticeDetails:
    """What the team of a case of restorative justice records besides."""
    return JusticeDetails(reference="T-1", referred_by=ReferringBody.COURT, stage=stage, footing=footing)


def told_of_the_right(told: Answer = YES) -> JusticeInformation:
    return JusticeInformation(told=told, by=ToldBy.POLICE, told_on=DAY)


def own_agenda(begins: WhoBegins = WhoBegins.THEY) -> OwnAgenda:
    """What who was harmed wants to speak of in a meeting of restorative justice."""
    return OwnAgenda(to_speak_of=SOME, begins=begins)


def flag_no(review_on: date | None = REVIEW) -> AbuseFlag:
    return AbuseFlag(value=NO, basis=FlagBasis.RELATION, second_worker="Second", review_on=review_on)


def plan() -> PlanFacts:
    """A plan of an abuse case with everything in place, for meeting and for carried messages."""
    worker = PlanPractitioner(dva_competent_until=REVIEW, supervised_on=DAY - timedelta(weeks=2))
    return PlanFacts(
        abuse=YES,
        answered_for=YES,
        practitioners=(worker, worker),
        sign_off=SignOff(signed_on=DAY, holds=YES, signer_apart=YES),
        has_preparation=YES,
        has_joint_step=YES,
        has_after_care=YES,
        after_care=frozenset(AfterCare),
        vetted_by=frozenset({UUID(int=1), UUID(int=2)}),
        vetted_as_it_is=YES,
        open_unease=0,
        stopped=NO,
    )
