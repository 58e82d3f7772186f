"""What the official papers call somebody, quoted beside our own words; on restorative justice only."""

from collections.abc import Sequence

from django.utils.translation import gettext

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
