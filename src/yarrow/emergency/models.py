"""Who is on duty, the sealed copies of cards that they hold, and every opening until it was reviewed."""

from django.db import models
from django.db.models import F, Q

from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Entry, Room
from yarrow.staff.models import Worker

from .terms import About, LookingOutcome, Outcome


class DutyPerson(models.Model):
    """A worker who was named for duty: cards are sealed to them. Nobody names themselves."""

    worker = models.OneToOneField(Worker, models.PROTECT, primary_key=True, related_name="+")
    named_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    named_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(worker=F("named_by")), name="duty_is_named_by_another"),
        ]


class KeptCard(models.Model):
    """Which entry of a room is its emergency card, and when somebody inside last looked at it."""

    room = models.OneToOneField(Room, models.PROTECT, primary_key=True, related_name="emergency_card")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    looked_at_on = models.DateField()


class EmergencyCopy(models.Model):
    """One card sealed to one worker on duty. The database refuses it for who is barred (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(KeptCard, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "worker"], name="emergency_copy_once")]


class EmergencySearch(models.Model):
    """Somebody on duty looked for a card. What they typed is sealed to themselves, and kept for a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    blob = models.BinaryField()


class EmergencyOpening(models.Model):
    """A card was opened. The row is never taken away and never changed but by its one review."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="emergency_openings")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="emergency_openings")
    at = models.DateTimeField(db_index=True)
    closes_at = models.DateTimeField()
    review_due = models.DateField()
    reviewed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, outcome="")
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, outcome__in=Outcome.values),
                name="opening_is_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("worker")),
                name="opening_is_reviewed_by_another",
            ),
        ]


class OpeningCopy(models.Model):
    """Why a card was opened, or what the review found, sealed to one who must know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opening = models.ForeignKey(EmergencyOpening, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    about = models.CharField(max_length=8, choices=About.choices)
    blob = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "worker", "about"], name="opening_copy_once"),
        ]


class Looking(models.Model):
    """That somebody on duty looked for a card. It has the id of its search, and outlives what was typed.

    Where nothing was opened a colleague looks at it, as at an opening; ``opening`` says that something
    was, and then that is what is reviewed. Whom they looked for is in the sealed copies alone.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    review_due = models.DateField()
    opening = models.ForeignKey(EmergencyOpening, models.PROTECT, null=True, related_name="+")
    reviewed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=LookingOutcome.choices, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, outcome="")
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, outcome__in=LookingOutcome.values),
                name="looking_is_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("worker")),
                name="looking_is_reviewed_by_another",
            ),
        ]


class LookingCopy(models.Model):
    """Whom somebody looked for and why, or what the review found, sealed to one who reviews it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    looking = models.ForeignKey(Looking, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    about = models.CharField(max_length=8, choices=About.choices)
    blob = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["looking", "worker", "about"], name="looking_copy_once"),
        ]
