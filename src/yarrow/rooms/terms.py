"""Words of the rooms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomKind(models.TextChoices):
    """What a room is for. Whose it is, and which side, is said only inside."""

    PERSON = "person", _("A person's room")
    TEAM = "team", _("Team room")
    SHARED = "shared", _("Shared room")
    INTAKE = "intake", _("Intake room")


class Stream(models.TextChoices):
    """How an entry came into the room; its kind is inside the blob."""

    WRITTEN = "written", _("Written in the room")
    DROPPED = "dropped", _("Dropped into the room")
