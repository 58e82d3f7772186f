"""The process without the people: no name, no word, no room content stands in these tables."""

from django.db import models
from django.db.models import Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Asked, Closeness, Duty, ForTwo, Pathway, ReferralSource, Setting, Stage, WhyMoved


class Case(models.Model):
    """One process: its pathway, setting and stage.

    ``joint_event_at`` is the next joint event arranged, which every worker of the case sees: what is
    confided shows no line before its own routine confirmation (design.md §4, "Stops").
    ``pathway_moved_on`` is the day of the last move to the other pathway: rooms with older records
    must have been told of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.PositiveIntegerField(unique=True)
    pathway = models.CharField(max_length=32, choices=Pathway.choices)
    setting = models.CharField(max_length=16, choices=Setting.choices)
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.FIRST_CALLS)
    referral_source = models.CharField(
        max_length=24, choices=ReferralSource.choices, default=ReferralSource.NOT_KNOWN
    )
    opened_on = models.DateField()
    joint_event_at = models.DateTimeField(null=True)
    closeness = models.CharField(max_length=16, choices=Closeness.choices, default=Closeness.ORDINARY)
    pathway_moved_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closeness__in=Closeness.values), name="case_closeness_known"),
            models.CheckConstraint(condition=Q(pathway__in=Pathway.values), name="case_pathway_known"),
            models.CheckConstraint(condition=Q(setting__in=Setting.values), name="case_setting_known"),
        ]


class Harm(models.Model):
    """One harm, as a random id; who did what to whom is said only inside the rooms."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="harms")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="harm_number_once_per_case")]


class Allocation(models.Model):
    """A worker's duty on a case, from a day until another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="allocations")
    duty = models.CharField(max_length=16, choices=Duty.choices)
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "worker", "duty"],
                condition=Q(until_day__isnull=True),
                name="allocation_once_while_it_lasts",
            ),
        ]


class Exclusion(models.Model):
    """A worker who may never come near a case (security.md §5.8); nobody barred can see the row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="exclusions")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    set_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker"], name="exclusion_once")]


class ConflictQuestion(models.Model):
    """Does this worker know somebody of this case? Asked with the name alone, before anything else.

    ``blob`` holds the names, sealed to the worker, and is emptied by the answer. Without a row that
    says ``clear`` the case is not there for the worker (security.md R-35).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="questions")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField(default=b"", blank=True)
    state = models.CharField(max_length=16, choices=Asked.choices, default=Asked.ASKED)
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "worker"], name="conflict_question_once"),
            models.CheckConstraint(
                condition=Q(state__in=[Asked.ASKED, Asked.CLEAR, Asked.UNSURE]),
                name="conflict_question_state_kept",
            ),
        ]


class NamedWorker(models.Model):
    """Somebody who may come near a case that only named people may (security.md R-15)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="named")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker"], name="named_worker_once")]


class AskedOfTwo(models.Model):
    """An act that the case supervisor asked for and another supervisor agrees to, or does not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ForTwo.choices)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    agreed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=models.F("asked_of")), name="asked_of_two_people"),
            models.CheckConstraint(
                condition=Q(kind=ForTwo.OPEN_AGAIN, worker__isnull=True)
                | Q(kind__in=[ForTwo.LIFT_BAR, ForTwo.NAME_WORKER], worker__isnull=False),
                name="asked_of_two_about_whom",
            ),
        ]


class PathwayMove(models.Model):
    """Somebody who decides on the case asked to move it; a supervisor agrees, and with that it is moved.

    What was said about it lies in the team room. ``why`` is a code about the process.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="pathway_moves")
    to = models.CharField(max_length=32, choices=Pathway.choices)
    why = models.CharField(max_length=16, choices=WhyMoved.choices)
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    agreed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("asked_of")), name="pathway_move_by_two_people"
            ),
            models.CheckConstraint(condition=Q(to__in=Pathway.values), name="pathway_move_to_known"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(agreed_on__isnull=True), name="pathway_move_asked_once"
            ),
        ]


class CareCard(models.Model):
    """A coded warning that crosses every wall; its code is sealed, its raiser is on no page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="care_cards")
    raised_on = models.DateField()


class CareCardCopy(models.Model):
    """The card sealed to one worker; ``withheld`` copies are kept from their worker with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(CareCard, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "worker"], name="care_card_once_per_worker")]


class CareCardWithheld(models.Model):
    """A supervisor's decision that one worker does not see one card."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(CareCard, models.CASCADE, related_name="withheld")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    set_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "worker"], name="care_card_withheld_once")]


class Stop(models.Model):
    """Joint work on a case was stopped. It says that, never why, nor from which room.

    Workers see one constant line from ``line_from`` on, or none at all where it is empty;
    nothing may be said to a participant before ``say_nothing_before`` (design.md §4, "Stops").
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="stops")
    at = models.DateTimeField()
    line_from = models.DateTimeField(null=True)
    say_nothing_before = models.DateTimeField()


class LoneVisit(models.Model):
    """A worker is out alone: since when, and back by when. Where is said only in the sealed copies.

    Being overdue is read from these times alone, so that the alarm needs no key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="lone_visits")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField()
    back_by = models.DateTimeField(db_index=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(back_at__isnull=True), name="lone_visit_one_at_a_time"
            ),
        ]


class LoneVisitCopy(models.Model):
    """Where they went and whom to ring, sealed to one worker on call; deleted when they are back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(LoneVisit, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "worker"], name="lone_visit_copy_once")]
