"""The words of the library: when a prompt is used, and how forms are gathered."""

from enum import StrEnum

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class When(Choice):
    """When a prompt is used."""

    BEFORE = "before", N_("Before, with each person alone")
    DURING = "during", N_("While it takes place")
    AFTER = "after", N_("Afterwards, with each person alone")


class Group(Choice):
    """What forms have in common; which forms belong to it, the rules say (``gate.forms``)."""

    MEETING = "meeting", N_("People meet")
    CARRIED = "carried", N_("Something is carried between them")
    ALONE = "alone", N_("Work with one person")


class Tongue(StrEnum):
    """The two languages; neither is a translation of lesser weight."""

    ENGLISH = "en"
    WELSH = "cy"
