"""Sealed files. What they are called, and what they are, is said only inside the entry that names them."""

from django.db import models

from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room
from yarrow.staff.models import Worker


class SealedFile(models.Model):
    """A file or a safe copy: which of the two stands in the sealed entry, like all else about it.

    It has no state: file, pieces and entry are written in one transaction, or not at all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="files")
    day = models.DateField()
    author = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    pieces = models.PositiveIntegerField()


class FilePiece(models.Model):
    """64 KiB of a file, sealed under the file's own key (``sealing.stream``)."""

    file = models.ForeignKey(SealedFile, models.PROTECT, related_name="held")
    number = models.PositiveIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="file_piece_once")]


class Ticket(models.Model):
    """An address that works once, for two minutes. What it leads to is sealed to its worker's own keys."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    blob = models.BinaryField()
