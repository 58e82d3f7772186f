"""A device in somebody's hands, what they sent from it, and what they wrote for somebody else."""

from django.db import models

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker


class Handed(models.Model):
    """A device that was handed over. What it is about is sealed to a key that lies in its browser alone.

    ``asked`` says which sheet and whose; ``draft`` is what was typed and not sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
    public = models.BinaryField()
    asked = models.BinaryField()
    draft = models.BinaryField(default=b"")


class SentAnswers(models.Model):
    """Answers for a room, sealed to who handed over until they unlock: then they go into the room.

    Every sheet that is sent leaves one, of one size, also where nothing in it is for the room.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    day = models.DateField()
    blob = models.BinaryField()


class ApartAnswers(models.Model):
    """Answers that who handed over may not read, sealed to one who may.

    Every sheet that is sent leaves one for each reader, of one size: that there is one tells nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reader = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    day = models.DateField()
    blob = models.BinaryField()
    looked_at_on = models.DateField(null=True)
