"""Plans. A plan says which form, which rooms and which days: no name, no word (design.md §1)."""

from django.db import models

from yarrow.cases.models import Case
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room
from yarrow.staff.models import Worker

from .terms import FollowUpKind, MomentKind, PlanState, SittingEnd, StepKind


class Plan(models.Model):
    """One form of contact that somebody would like to make possible."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=32)
    topics = models.CharField(max_length=120)
    state = models.CharField(max_length=16, choices=PlanState.choices, default=PlanState.PROPOSED)
    proposed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    arranged_at = models.DateTimeField(null=True)
    planned_for = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state=PlanState.ARRANGED)
                | models.Q(arranged_at__isnull=False, planned_for__isnull=False),
                name="plan_arranged_has_its_times",
            ),
        ]


class PlanRoom(models.Model):
    """A room the gate asks for this plan: of who takes part, or of a child affected."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="plan_rooms")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "room"], name="plan_room_once")]


class PlanStep(models.Model):
    """One step of the written series, with its day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=16, choices=StepKind.choices)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "kind"], name="plan_step_once_per_kind")]


class Vetting(models.Model):
    """One worker has read a carried message for coded threat, blame, place and child detail (E27)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="vettings")
    message = models.UUIDField()
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "message", "worker"], name="vetting_once_per_worker")
        ]


class Brief(models.Model):
    """What a room's worker tells the signing supervisor, sealed to that supervisor's own key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="briefs")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    author = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    expires_on = models.DateField()
    blob = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "room", "supervisor"], name="brief_once_per_room")
        ]


class SignOff(models.Model):
    """A supervisor's signature over a plan and what each room answered that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.OneToOneField(Plan, models.CASCADE, related_name="sign_off")
    supervisor = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    answers = models.BinaryField()
    signature = models.BinaryField()


class Unease(models.Model):
    """Somebody said "I am not easy about this": any worker of the case, no reason owed.

    Who raised it lifts it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="uneases")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "worker"],
                condition=models.Q(lifted_at__isnull=True),
                name="unease_once_at_a_time",
            )
        ]


class Sitting(models.Model):
    """The day of a plan: when people began and ended, never who was there or who wanted what.

    Part of the released trace: that it was begun, ended or stopped (decision 0009). Without a
    beginning it was stopped on its day before anybody began.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="sitting")
    begun_at = models.DateTimeField(null=True)
    begun_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=SittingEnd.choices, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, how="")
                | models.Q(ended_at__isnull=False, how__in=SittingEnd.values),
                name="sitting_ended_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(begun_at__isnull=False, begun_by__isnull=False)
                | models.Q(begun_at__isnull=True, how=SittingEnd.STOPPED),
                name="sitting_begun_or_stopped_before",
            ),
        ]


class SittingMoment(models.Model):
    """A break, going on again, people leaving: hours without a room, a person or a worker.

    Hazard: the person harmed leaves first, so a row that named a room would name the person harmed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="moments")
    kind = models.CharField(max_length=12, choices=MomentKind.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "kind"],
                condition=models.Q(kind__in=[MomentKind.FIRST_AWAY, MomentKind.ALL_AWAY]),
                name="sitting_left_once",
            )
        ]


class FollowUp(models.Model):
    """Something owed to one room, or to the workers, after an event or after work with one person.

    The same kinds on the same days for every room, so that a row tells nothing of whose it is. What
    was said, or why one was left out, is a sealed entry of that room: here both are "done".
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="follow_ups")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="follow_ups")
    kind = models.CharField(max_length=16, choices=FollowUpKind.choices)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "room", "kind", "due_on"],
                condition=models.Q(plan__isnull=False, room__isnull=False),
                name="follow_up_once_per_plan_and_room",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "due_on"],
                condition=models.Q(room__isnull=True),
                name="follow_up_of_workers_once_per_plan",
            ),
            models.UniqueConstraint(
                fields=["room", "kind", "due_on"],
                condition=models.Q(plan__isnull=True),
                name="follow_up_once_a_day_without_plan",
            ),
            models.CheckConstraint(
                condition=models.Q(room__isnull=True, plan__isnull=False, kind=FollowUpKind.DEBRIEF)
                | (models.Q(room__isnull=False) & ~models.Q(kind=FollowUpKind.DEBRIEF)),
                name="follow_up_has_a_room_unless_debrief",
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, done_by__isnull=True)
                | models.Q(done_on__isnull=False, done_by__isnull=False),
                name="follow_up_done_by_somebody",
            ),
        ]


class SupportEnd(models.Model):
    """Support of one room has ended; how and why is sealed inside. Taken away when it goes on again.

    ``tide`` is how much the room held then: the end covers what was known, and nothing since.
    """

    room = models.OneToOneField(Room, models.PROTECT, primary_key=True, related_name="support_end")
    ended_on = models.DateField()
    tide = models.PositiveIntegerField()
