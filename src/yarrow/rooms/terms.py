"""Words of the rooms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoomKind(models.TextChoices):
    """What a room is for. Whose it is, and which side, is said only inside."""

    PERSON = "person", _("A person's room")
    TEAM = "team", _("Team room")
    SHARED = "shared", _("Shared room")
    INTAKE = "intake", _("Intake room")


class Colour(models.IntegerChoices):
    """The band by the save button, with its name in words for those who cannot see it."""

    HEATHER = 1, _("Heather")
    MOSS = 2, _("Moss")
    SLATE = 3, _("Slate")
    AMBER = 4, _("Amber")
    ROSE = 5, _("Rose")
    SKY = 6, _("Sky")


class Stream(models.TextChoices):
    """How an entry came into the room; its kind is inside the blob."""

    WRITTEN = "written", _("Written in the room")
    DROPPED = "dropped", _("Dropped into the room")
