from django.db import models

from yarrow.cases.models import Case, LoneVisit
from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Did, Reached, Why


class AgreedWords(models.Model):
    """A worker's two words, as fingerprints that only the running service can make: safe, and danger."""

    worker = models.OneToOneField(Worker, models.PROTECT, primary_key=True, related_name="visit_words")
    safe = models.BinaryField(max_length=32)
    danger = models.BinaryField(max_length=32)
    set_at = models.DateTimeField()


class PlannedVisit(models.Model):
    """A visit still to come. Its id becomes that of the visit, so that what is sealed fits both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="planned_visits")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("on", "id")


class PlannedCopy(models.Model):
    """Where it will be, sealed to one colleague: it is only handed on when the worker leaves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(PlannedVisit, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "worker"], name="planned_copy_once")]


class Alarm(models.Model):
    """Colleagues are told now, whatever hour was said. Being late needs no row: the clock tells it."""

    visit = models.OneToOneField(LoneVisit, models.PROTECT, primary_key=True, related_name="alarm")
    why = models.CharField(max_length=8, choices=Why.choices)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(why__in=Why.values), name="visit_alarm_why_known")
        ]


class Closed(models.Model):
    """Somebody reached them: who says so, and how it is known."""

    visit = models.OneToOneField(LoneVisit, models.PROTECT, primary_key=True, related_name="closed")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=Reached.choices)


class Rung(models.Model):
    """One thing done about a late colleague, so that two do not do the same and leave out the next."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(LoneVisit, models.PROTECT, related_name="rungs")
    did = models.CharField(max_length=16, choices=Did.choices)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")


class WrongWord(models.Model):
    """A word that was neither of the two. Counted, and cleared by a right one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(LoneVisit, models.PROTECT, related_name="wrong_words")
    at = models.DateTimeField()
