"""Which fresh, favourable record satisfies which reason. The recipe of VOCABULARY.md takes them from here.

A reason names the kinds of fact that satisfy it; ``FAVOURABLE`` says what such a fact says. What the
plan lacks is no fact: ``ON_THE_PLAN`` says, code by code, what is done about it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from yarrow.cases.queries import workers_on
from yarrow.cases.terms import Duty
from yarrow.config.cast import Member
from yarrow.config.ready.practice import supervised, trained
from yarrow.gate.facts import Fact, choice, freedom, justice, readiness, risk, team, who
from yarrow.gate.facts import children as child
from yarrow.gate.facts.orders import Order, OrdersCheck, OrdersFound, OrderState
from yarrow.gate.reasons import GateReason
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import Clock
from yarrow.meetings.actions import plan_series, vet_message
from yarrow.meetings.models import Plan
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.terms import RoomKind

from .opened import OpenedCase
from .questions import Question
from .staff import ReplayStaff
from .telling.choice import fully_informed
from .telling.readiness import SECOND_WORKER

YES = Answer.YES
WORDS = LongText("as the recipe of the replay says")
IN_DATE = timedelta(days=28)
TRAINED_FOR = timedelta(days=2 * 365)
"""Training recorded in a replay runs so long at the most; a case never does."""


def _reach(day: date) -> Fact:
    return who.Reach(
        other_route=WORDS, when_safe=WORDS, who_may_answer=WORDS, confirmed_on=day, how_confirmed=WORDS
    )


def low_risk(day: date) -> Fact:
    """A fresh assessment, not high."""
    return risk.RiskAssessed(level=risk.Level.LOW, own_view=WORDS, reasons=WORDS, review_on=day + IN_DATE)


def everyone_looked_at(day: date) -> Fact:
    """What the team records once every room has looked at risk again."""
    return team.EveryoneReassessed(everyone=YES, review_on=day + IN_DATE)


def _specialist_view(_day: date) -> risk.SpecialistView:
    return risk.SpecialistView(
        by=risk.Specialist.IDVA, view=risk.View.SUPPORTS, about=risk.ViewOf.THIS_PERSON, words=WORDS
    )


def _venue_plan(_day: date) -> Fact:
    return team.VenuePlan(
        place=WORDS,
        home_of_participant=Answer.NO,
        staggered=YES,
        harmed_leaves_first=YES,
        hold_minutes=team.HOLD_AT_LEAST,
        separate_waiting=YES,
        exit_plan=YES,
        breaks=YES,
        signals=YES,
        watcher="Watcher",
        police_plan=YES,
    )


def _contact_checks(_day: date) -> Fact:
    return child.ContactChecks(
        risk_of_each=YES,
        orders_and_court=YES,
        child_heard=YES,
        secrets_kept=YES,
        motive_looked_at=YES,
        free_to_talk=YES,
        specialist_asked=YES,
    )


def _time_plan_outline(_day: date) -> Fact:
    return team.TimePlanOutline(
        handover=YES,
        one_channel=YES,
        schedule_ends=YES,
        if_not_kept=YES,
        orders_compared=YES,
        not_an_order=YES,
    )


def _safeguards(_day: date) -> Fact:
    return readiness.TakingPartSafeguards(
        independent_supporter=YES, who_agrees=readiness.WhoAgrees.ADVOCATE, adaptations=WORDS
    )


def _orders_check(day: date) -> Fact:
    return OrdersCheck(
        result=OrdersFound.NONE_IN_FORCE, checked_on=day, where="court and police", review_on=day + IN_DATE
    )


FAVOURABLE: Mapping[str, Callable[[date], Fact]] = {
    "reach": _reach,
    "identity": lambda _: who.Identity(known_as="Known", age_band=who.AgeBand.ADULT),
    "address_guarded": lambda _: who.AddressGuarded(how=WORDS, second_worker=SECOND_WORKER),
    "risk_assessed": low_risk,
    "medium_risk_agreement": lambda _: risk.MediumRiskAgreement(second_worker=SECOND_WORKER, reasons=WORDS),
    "safety_plan": lambda _: risk.SafetyPlan(words=WORDS),
    "specialist_view": _specialist_view,
    "coercion_screen": lambda _: choice.CoercionScreen(alone=YES, result=risk.ScreenResult.CLEAR),
    "information_given": lambda _: fully_informed(WORDS),
    "acknowledgement": lambda _: readiness.Acknowledgement(
        extent=readiness.Extent.FULL, words=WORDS, second_worker=SECOND_WORKER
    ),
    "programme": lambda _: readiness.Programme(state=readiness.ProgrammeState.ATTENDING),
    "preparation": lambda _: readiness.Preparation(sessions=2),
    "supporter": lambda _: readiness.Supporter(name="Advocate", prepared=YES, risk_checked=YES),
    "taking_part_safeguards": _safeguards,
    "child_view": lambda _: child.ChildView(heard=YES, apart=YES, words=WORDS),
    "child_assessment": lambda _: child.ChildAssessment(stands=YES, reasons=WORDS),
    "contact_checks": _contact_checks,
    "contact_arrangement": lambda _: child.ContactArrangement(level=child.TimeLevel.SUPERVISED),
    "orders_check": _orders_check,
    "agreement_reported": lambda _: child.AgreementReported(words=WORDS, freely_agreed=YES),
    "abuse_flag": lambda _: team.AbuseFlag(value=YES, basis=team.FlagBasis.SAID),
    "shared_account": lambda _: team.SharedAccount(value=YES),
    "everyone_reassessed": everyone_looked_at,
    "venue_plan": _venue_plan,
    "whole_view": lambda _: team.WholeView(by=risk.Specialist.IDVA, view=risk.View.SUPPORTS),
    "time_plan_outline": _time_plan_outline,
    "safeguarding_decision": lambda _: freedom.SafeguardingDecision(
        step=freedom.SafeguardingStep.TOLD, reasons=WORDS
    ),
    "marac_decision": lambda _: freedom.MaracDecision(step=freedom.MaracStep.SPECIALIST, reasons=WORDS),
    "dependence": lambda _: freedom.Dependence(in_place=YES, words=WORDS),
    "interpreter_found": lambda _: freedom.InterpreterFound(
        who="A service", no_relation=YES, knows_nobody=YES, prepared=YES
    ),
    "stand_in": lambda _: freedom.StandIn(
        who="Another service", of_no_one_here=YES, prepared=YES, knows_it=YES
    ),
    "justice_details": lambda _: justice.JusticeDetails(
        reference="as on the papers",
        referred_by=justice.ReferringBody.COURT,
        stage=justice.Proceedings.SENTENCE_SERVED,
        footing=justice.Footing.FOUND,
    ),
    "justice_information": lambda day: justice.JusticeInformation(
        told=YES, by=justice.ToldBy.POLICE, told_on=day
    ),
    "own_agenda": lambda _: justice.OwnAgenda(to_speak_of=WORDS, begins=justice.WhoBegins.THEY),
    "shares_looked_at": lambda _: freedom.SharesLookedAt(every_one=YES),
}
"""``reach_confirmed`` has none: a new ``reach`` does the same. ``consent`` and ``order`` are made apart,
and an ``own_choice_notice`` comes by itself with the consent of the person harmed."""


def consent_to(question: Question) -> Fact:
    """A yes that names this form and each of these topics."""
    return choice.Consent(
        value=choice.ConsentValue.GIVEN, forms=(question.form,), topics=tuple(question.topics)
    )


def records_for(reason: GateReason, room: str, question: Question, opened: OpenedCase) -> Iterator[Fact]:
    """The facts that satisfy a reason seen in a room."""
    day = opened.clock.today()
    for kind in reason.satisfied_by:
        if kind == "specialist_view":
            yield _view_that_lifts(reason, day)
        elif kind == "consent":
            yield consent_to(question)
        elif kind == "order" and not reason.absent:
            yield from _varied(room, opened)
        elif kind in FAVOURABLE:
            yield FAVOURABLE[kind](day)


def _view_that_lifts(reason: GateReason, day: date) -> Fact:
    by = risk.Specialist.HBS if reason.code == "HONOUR" else risk.Specialist.IDVA
    return replace(_specialist_view(day), by=by)


def _varied(room: str, opened: OpenedCase) -> Iterator[Fact]:
    """Every order of the room as a court would have varied it: nothing of ours is barred any more."""
    found = [each.fact for each in opened.recorded(room) if isinstance(each.fact, Order)]
    last = {order.reference: order for order in found}
    for order in last.values():
        if order.state is not OrderState.ENDED:
            yield replace(order, state=OrderState.VARIED, bars=())


def _write_series(_question: Question, plan: Plan, opened: OpenedCase) -> None:
    today = opened.clock.today()
    plan_series(
        plan=plan,
        preparation_on=today + timedelta(days=3),
        joint_on=today + timedelta(days=10),
        by=opened.staff.lead.worker,
        clock=opened.clock,
    )


def _vet(question: Question, plan: Plan, opened: OpenedCase) -> None:
    """A message in a room that two workers are in, read by both."""
    two = (opened.staff.lead, opened.inside[question.people[0]])
    room = opened.open_room(RoomKind.SHARED, *two)
    message = opened.write(room, SharedWords(words=WORDS), two[0])
    for member in two:
        vet_message(plan=plan, message=message.pk, by=member.worker, clock=opened.clock)


def show_competence(member: Member, until: date, staff: ReplayStaff, clock: Clock) -> None:
    """Record that a worker is competent in domestic abuse practice (E5)."""
    last = min(until, clock.today() + TRAINED_FOR)
    trained(member.worker, until=last, by=staff.supervisor, second=staff.signing, clock=clock)


def _make_competent(_question: Question, _plan: Plan, opened: OpenedCase) -> None:
    until = opened.clock.today() + IN_DATE
    show_competence(opened.staff.lead, until, opened.staff, opened.clock)


def _supervise(_question: Question, _plan: Plan, opened: OpenedCase) -> None:
    for worker in workers_on(opened.case, Duty.LEAD, Duty.PRACTITIONER):
        staff, clock = opened.staff, opened.clock
        supervised(worker, on=clock.today(), by=staff.supervisor, second=staff.signing, clock=clock)


ON_THE_PLAN: Mapping[str, Callable[[Question, Plan, OpenedCase], None]] = {
    "E5": _make_competent,
    "E6": _supervise,
    "E26": _write_series,
    "E35": _write_series,
    "E27": _vet,
}
"""The signature (E22) is not here: it comes last, when every room has attested (``completing.sign``)."""
