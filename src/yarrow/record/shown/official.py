"""What the official papers call somebody, and by when an office is told; on restorative justice only."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts.justice import OfficialName, OfficialRole
from yarrow.gate.recorded import Recorded
from yarrow.rooms.models import Room
from yarrow.rooms.queries import is_in_justice

_NO_WORD = frozenset({OfficialName.NOT_NAMED, OfficialName.OTHER, OfficialName.UNKNOWN})


def official_name(room: Room, recorded: Sequence[Recorded]) -> str:
    """The word of the papers, empty where there is none, or on restorative approaches."""
    found = [each.fact for each in recorded if isinstance(each.fact, OfficialRole)]
    if not found or not is_in_justice(room) or found[-1].called in _NO_WORD:
        return ""
    return gettext(found[-1].called.words)


def said_of_owed(due_on: date | None) -> str:
    """By when an office that asked us is to be told, in words."""
    if due_on is None:
        return gettext("To be told; no day is set")
    return gettext("To be told by %(day)s") % {"day": day(due_on)}
