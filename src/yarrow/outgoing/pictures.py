"""A stopped paper as pictures of its pages: for who must look at it with their own eyes."""

from .content import Why
from .extracting import PDF, Unreadable
from .extracting.apart import draw_apart
from .queries import Opened

_SEEN = frozenset({"image/png", "image/jpeg"})


def count_of_pages(opened: Opened) -> int:
    """How many pages can be shown; none unless there are pictures in it that nobody has read."""
    artefact = opened.artefact
    if artefact is None or Why.BLIND not in opened.why or artefact.media_type not in _SEEN | {PDF}:
        return 0
    if artefact.media_type in _SEEN:
        return 1
    try:
        return draw_apart(PDF, artefact.body)[0]
    except Unreadable:
        return 0


def picture_of(opened: Opened, number: int) -> bytes:
    """One page as a JPEG, drawn in a process of its own; raises ``Unreadable``."""
    artefact = opened.artefact
    if artefact is None:
        raise Unreadable
    return draw_apart(artefact.media_type, artefact.body, number)[1]
