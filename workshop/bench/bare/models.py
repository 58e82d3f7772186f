from typing import ClassVar

from django.db import models


class Row(models.Model):
    """One row of the list, with a name that is encrypted; made by the bench, without a migration."""

    number = models.PositiveIntegerField(unique=True)
    name = models.BinaryField()
    state = models.CharField(max_length=16)
    day = models.DateField()
    objects: ClassVar[models.Manager["Row"]] = models.Manager()

    class Meta:
        app_label = "bare"


class Note(models.Model):
    """What a plain insert writes: the words as they are, and nothing else."""

    words = models.TextField()
    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    class Meta:
        app_label = "bare"
