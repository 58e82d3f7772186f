"""The sheet on top of a worker's own copies, so that no paper lands in the tray of another room.

It says the colour of the room and a code, as the band on the screen does, and no name and no side: it lies
on desks and in printers (security.md §6.9, D-09). It is never part of what a family gets.
"""

from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.papers.terms import PaperFormat, PaperKind, Token
from yarrow.sealing.keys import digest

from .asked import Asked


def cover_of(paper: Asked, *, room: UUID, colour: RoomColour) -> Asked:
    """The sheet for this paper, in its language. The code is always the same for a room, and says nothing."""
    with override(paper.language.value):
        tokens = {
            Token.COLOUR.value: gettext(RoomShown(name="", colour=colour).colour_name),
            Token.CODE.value: digest(b"papers/cover", room.bytes).hex()[:5].upper(),
            Token.BELOW.value: gettext(paper.kind.words),
            Token.DAY.value: date_format(paper.on, "j F Y"),
        }
    return Asked(PaperKind.COVER, PaperFormat.PDF, paper.language, tokens, paper.on)
