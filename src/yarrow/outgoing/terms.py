"""Words of the door."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArtefactKind(models.TextChoices):
    """What leaves: about the paper, never about a person."""

    LETTER = "letter", _("Letter")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    CALENDAR = "calendar", _("Calendar entry")
    AGREEMENT = "agreement", _("Agreement")
    PRINT = "print", _("Print")
    EXPORT = "export", _("Export")
    REFERRAL = "referral", _("Referral to a partner")
    REPORT = "report", _("Report")
    LEAFLET = "leaflet", _("Leaflet")
    CALL_NOTE = "call_note", _("Words for a call")


SERVICE = UUID(int=0)
"""Stands for the service's own places among the rooms that are asked: the case supervisor speaks for it."""
