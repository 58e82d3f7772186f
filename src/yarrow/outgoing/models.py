"""What the door remembers: what it let out, what it stopped, and who let something out all the same."""

from django.db import models

from yarrow.cases.models import Case
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room
from yarrow.staff.models import Worker

from .terms import ArtefactKind


class LetOut(models.Model):
    """One line of the print log: something passed the door. Its words and its name are not kept.

    ``digest`` is keyed, so that nobody who took the database away can try out what a paper said.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    audience = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=ArtefactKind.choices)
    digest = models.BinaryField(max_length=32)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["audience", "at"], name="let_out_by_audience")]


class StoppedPaper(models.Model):
    """Something did not pass. Why, and which rooms are asked, is sealed; its bytes are, and go after a week.

    The row looks the same for every cause (security.md T07): a word, a room that does not answer, and a
    file that cannot be read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="stopped_papers")
    audience = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=ArtefactKind.choices)
    digest = models.BinaryField(max_length=32)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    asked = models.BinaryField()
    body = models.BinaryField(default=b"", blank=True)
    kept_until = models.DateField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="stopped_by_case")]


class StoppedCopy(models.Model):
    """The key of one stopped paper, wrapped to one colleague; or something that looks like it.

    Everybody inside any room of the case gets a row, so that the rows do not tell which rooms protect
    something that was in it. Only who is asked gets one that opens.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stopped = models.ForeignKey(StoppedPaper, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stopped", "worker"], name="stopped_copy_once")]


class Release(models.Model):
    """A second person, inside a room that protects something, let exactly these bytes out, once.

    It counts only with the service's mark in the record. ``blob`` says for which rooms, in what state of
    them, and why; it is sealed to the service's own key of the door.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stopped = models.ForeignKey(StoppedPaper, models.CASCADE, related_name="releases")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    until = models.DateTimeField()
    blob = models.BinaryField()
