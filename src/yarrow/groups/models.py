from django.db import models
from django.db.models import F, Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Kind, Standing


class Cohort(models.Model):
    """A group that meets for a while. It knows nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    size = models.PositiveSmallIntegerField()
    first = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    second = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="cohort_kind_known"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="cohort_has_two"),
        ]


class Session(models.Model):
    """One day on which a group meets. No two groups of different kinds meet on one day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="sessions")
    on = models.DateField()

    class Meta:
        ordering = ("on", "id")
        constraints = [models.UniqueConstraint(fields=["cohort", "on"], name="session_once_a_day")]


class Place(models.Model):
    """One place in the list or in the group. Whose it is stands only in sealed copies and in their room.

    ``apart`` is a fingerprint of the case for this one group, under the pepper: two of one case are
    never taken into one group, and nobody can read from it which case it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="places")
    apart = models.BinaryField(max_length=32)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.WAITING)
    asked_on = models.DateField()

    class Meta:
        ordering = ("asked_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="place_standing_known")
        ]


class PlaceCopy(models.Model):
    """What one worker must know of a place, sealed to them alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "worker"], name="place_copy_once")]


class Sheet(models.Model):
    """Who came to a session, sealed to one of the two who lead the group."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="sheets")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "worker"], name="sheet_once")]


class Told(models.Model):
    """A line from a group, sealed to a worker outside it: their own person's, or for the case supervisor."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    on = models.DateField()
    blob = models.BinaryField()

    class Meta:
        ordering = ("-on", "id")
