"""Every read of a plan, and what the gate answers to it."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yarrow.cases.guests import cases_signed_as_guest
from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, cases_allocated_to, latest_line, latest_stop
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.errors import NotThere
from yarrow.policy.queries import policy_on
from yarrow.rooms.models import Room
from yarrow.rooms.queries import case_rooms, team_abuse, team_room, trusted_standing
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

from .models import Brief, Plan, Sitting, Unease
from .rules import NO, Answered, answered, is_stopped
from .terms import MomentKind, PlanState


def plans_of(worker: Worker, case: Case) -> QuerySet[Plan]:
    """Plans of a case that a worker is on, newest first."""
    return case_for(worker, case.pk).plans.order_by("-number")


def plan_for(worker: Worker, plan_id: UUID) -> Plan:
    """One plan of a case this worker is on; raises NotThere for anything else."""
    plan = Plan.objects.select_related("case").filter(pk=plan_id, case__in=cases_allocated_to(worker)).first()
    if plan is None:
        raise NotThere
    return plan


def rooms_asked(plan: Plan) -> tuple[Room, ...]:
    """The rooms that the gate asks, by number.

    For joint work every person's room of the case, whoever the lead named: a child or a person
    who harmed must not be left out by leaving a box unticked, and a room opened after signing is
    asked too. Who is not concerned says so in their own room (gate: ``NotConcerned``).
    """
    if is_joint(plan):
        return tuple(case_rooms(plan.case).filter(kind=RoomKind.PERSON))
    return tuple(Room.objects.filter(pk__in=plan.plan_rooms.values("room")).order_by("number"))


def every_room_asked(plan: Plan) -> tuple[Room, ...]:
    """The same rooms, and the team's: all that the gate asks."""
    team = team_room(plan.case)
    return (*rooms_asked(plan), *((team,) if team else ()))


def question_of(plan: Plan, day: date) -> Question:
    """What is asked of every room for this plan, by the numbers that this service asks on that day."""
    topics = frozenset(Topic.of(topic) for topic in plan.topics.split(","))
    return Question(form=Form.of(plan.form), topics=topics, day=day, policy=policy_on(day))


def answers_now(plan: Plan, day: date) -> dict[UUID, Answered]:
    """What each room concerned, and the team's, answers today; unknown is written as no."""
    return answers_to(plan, question_of(plan, day))


def answers_to(plan: Plan, question: Question, *, abuse: Answer | None = None) -> dict[UUID, Answered]:
    """The same, for a question that was put already; ``abuse`` is the team's word, if not asked here."""
    said = team_abuse(plan.case, question.policy) if abuse is None else abuse
    return {
        room.pk: answered(trusted_standing(room, question.policy), question, team_abuse=said)
        for room in every_room_asked(plan)
    }


def answer_of_room(plan: Plan, room: Room, day: date) -> Answered:
    """What one room answers; for the lead, and for who is inside (design.md §4, "Asking")."""
    return answers_now(plan, day).get(room.pk, NO)


def is_joint(plan: Plan) -> bool:
    """Whether the plan brings people, or their words, together."""
    return Form.of(plan.form) in JOINT


def is_held(plan: Plan) -> bool:
    """Whether a stop came after the plan was arranged."""
    stop = latest_stop(plan.case)
    stopped_at = stop.at if stop is not None and is_joint(plan) else None
    return is_stopped(arranged_at=plan.arranged_at, stopped_at=stopped_at)


def constant_line(plan: Plan, now: datetime) -> datetime | None:
    """The hour on the one line that every stop shows, once it shows (design.md §4, "Stops").

    The line is the same whatever the cause; None while there is nothing to show.
    """
    if plan.state != PlanState.ARRANGED or plan.arranged_at is None or not is_joint(plan):
        return None
    stop = latest_line(plan.case, since=plan.arranged_at, now=now)
    return stop.say_nothing_before if stop is not None else None


def briefs_for(supervisor: Worker, plan: Plan, day: date) -> QuerySet[Brief]:
    """Briefs sealed to this supervisor that are in date and not older than the last stop.

    What was written before something happened says nothing of it: nobody signs on that.
    """
    stop = latest_stop(plan.case)
    since = plan.briefs.filter(written_at__gt=stop.at) if stop is not None else plan.briefs.all()
    return (
        since.filter(supervisor=supervisor, expires_on__gte=day)
        .select_related("room", "author")
        .order_by("room__number")
    )


# --- a guest of a partner service ---


def plans_asked_of(guest: Worker) -> QuerySet[Plan]:
    """Plans that wait for a guest's word: a brief was sealed to them, and it has not had its day.

    Also one that is over on which they said that they are not easy: only they can take that back.
    """
    briefed = Brief.objects.filter(plan=OuterRef("pk"), supervisor=guest)
    uneasy = Unease.objects.filter(plan=OuterRef("pk"), worker=guest, lifted_at__isnull=True)
    ahead = ~Q(state=PlanState.SET_ASIDE) & Q(sitting__isnull=True)
    found = Plan.objects.filter(Exists(briefed), case__in=cases_signed_as_guest(guest))
    return found.filter(ahead | Q(Exists(uneasy))).select_related("case").order_by("proposed_on", "pk")


def plan_asked_of(guest: Worker, plan_id: UUID) -> Plan:
    """One of those; raises NotThere for anything else."""
    plan = plans_asked_of(guest).filter(pk=plan_id).first()
    if plan is None:
        raise NotThere
    return plan


# --- the day ---


def day_of(plan: Plan) -> date | None:
    """The day on the wall calendar that was set for a plan; None where none is set."""
    if plan.state != PlanState.ARRANGED or plan.planned_for is None:
        return None
    return plan.planned_for.astimezone(LOCAL).date()


def sitting_of(plan: Plan) -> Sitting | None:
    """What has come of the day of a plan; None while nothing has."""
    return Sitting.objects.select_related("plan__case").filter(plan=plan).first()


def is_paused(sitting: Sitting) -> bool:
    """Whether people are having a break now."""
    kinds = list(sitting.moments.values_list("kind", flat=True))
    return kinds.count(MomentKind.BREAK) > kinds.count(MomentKind.RESUMED)


def is_stopped_since(sitting: Sitting) -> bool:
    """Whether joint work was stopped, with or without a line, since people began; a tie is a stop."""
    stop = latest_stop(sitting.plan.case)
    return is_stopped(arranged_at=sitting.begun_at, stopped_at=stop.at if stop is not None else None)
