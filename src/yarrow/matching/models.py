"""Keyed values by which intake sees that somebody may be known. No row says who, where or how many."""

from django.db import models

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Sitting, Why


class MatchKey(models.Model):
    """One generation of the key: its public half, and the private half sealed under the key itself.

    The key is on the server only as ``MatchKeyWrap``: one for each intake worker. A retired one has
    nothing left that opens anything.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    public = models.BinaryField()
    private_sealed = models.BinaryField()
    made_on = models.DateField()
    retired_on = models.DateField(null=True)


class MatchKeyWrap(models.Model):
    """The key, wrapped to one intake worker."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(MatchKey, models.CASCADE, related_name="wraps")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "worker"], name="match_key_wrap_once")]


class MatchNote(models.Model):
    """What one room now says of its person that can be compared, sealed; intake's next session reads it.

    Every write in a person's room leaves one, and most say nothing: a row that came only with a name
    or a number would tell what was written (design.md §3).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(MatchKey, models.CASCADE, related_name="notes")
    blob = models.BinaryField()


class MatchValue(models.Model):
    """One value under the key. ``source`` is which room it is of, under the key as well."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(MatchKey, models.CASCADE, related_name="values")
    value = models.BinaryField(db_index=True)
    source = models.BinaryField(db_index=True)
    blob = models.BinaryField()


class LookUp(models.Model):
    """Somebody looked: who, on which day, how many, and why. Never whom, and never what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    day = models.DateField()
    sitting = models.CharField(max_length=16, choices=Sitting.choices)
    why = models.CharField(max_length=16, choices=Why.choices)
    persons = models.PositiveSmallIntegerField()
    words = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["worker", "day"], name="look_up_of_a_day")]


class MatchNotice(models.Model):
    """For every person looked up, one sealed notice to one supervisor: of a match, or of nothing.

    So neither the rows nor the time they take tell whether there was a match (T19).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    blob = models.BinaryField()
