"""Holds, and how often the ways to reach somebody have changed. Neither says what or why."""

from django.db import models

from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room


class Hold(models.Model):
    """Nothing goes out to the person of this room; without a room, to nobody of the service.

    Set by a press without a key. It ends only by a marked event of the record (``queries.is_held``): the
    day of lifting here is for lists, and by itself lifts nothing. Rows are kept, so that they can be counted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="holds")
    set_on = models.DateField()
    lifted_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["room", "lifted_on"], name="hold_of_room")]


class ReachCount(models.Model):
    """A number that rises when something about reaching the person of a room may have changed.

    What waits to be sent carries it, and is refused under another one. It rises for holds, for proofs and
    for what is no longer safe alike, so it tells only that something changed.
    """

    room = models.OneToOneField(
        Room, models.PROTECT, primary_key=True, related_name="reach_count", editable=False
    )
    number = models.PositiveIntegerField()
