"""The six room colours (security.md D-09).

Hazard: somebody types one person's words into another person's room. So a colour never speaks
alone: it comes with its name, a pattern of its own, and the first name of the person.
"""

from dataclasses import dataclass
from enum import StrEnum

from yarrow.kernel.words import N_


class RoomColour(StrEnum):
    """What a room's band may look like; the pattern of each is in ``frontend/app.scss``."""

    HEATHER = "heather"
    MOSS = "moss"
    LAKE = "lake"
    OCHRE = "ochre"
    CLAY = "clay"
    SLATE = "slate"


_NAMES = {
    RoomColour.HEATHER: N_("Heather"),
    RoomColour.MOSS: N_("Moss"),
    RoomColour.LAKE: N_("Lake"),
    RoomColour.OCHRE: N_("Ochre"),
    RoomColour.CLAY: N_("Clay"),
    RoomColour.SLATE: N_("Slate"),
}


@dataclass(frozen=True, slots=True)
class RoomShown:
    """The room on screen: ``name`` is a first name (or the name of a team room).

    ``side`` is a short line of whose room it is, already in the language of the page; it may
    be left empty.
    """

    name: str
    colour: RoomColour
    side: str = ""

    @property
    def colour_name(self) -> str:
        """English message id of the colour's name."""
        return _NAMES[self.colour]
