"""A paper that passed the door and was not yet handed out. No paper is kept: it is made again, the same."""

from django.db import models

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker


class PaperTicket(models.Model):
    """An address that works once, for two minutes. What it leads to is sealed to its worker's own keys."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    blob = models.BinaryField()
