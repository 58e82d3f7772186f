"""Plans. A plan says which form, which rooms and which days: no name, no word (design.md §1)."""

from django.db import models

from yarrow.cases.models import Case
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room
from yarrow.staff.models import Worker

from .terms import PlanState, StepKind


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
