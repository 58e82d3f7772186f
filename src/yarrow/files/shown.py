"""A document as a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts.files import Copy

from .queries import Found, shown_on_pages


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """One document. ``pages``: how many pictures show it here; 0 where it can only be saved."""

    id: UUID
    name: str
    caption: str
    type: str
    size: str
    digest: str
    day: str
    author: str
    has_original: bool
    has_copy: bool
    no_copy: str
    left_out: tuple[str, ...]
    pages: int


def shown(found: Found) -> ShownDocument:
    """What the entry says, in words."""
    said, author = found.said, found.entry.author
    return ShownDocument(
        id=found.entry.pk,
        name=said.name,
        caption=said.caption,
        type=gettext(said.type.words),
        size=_size(found.original.size) if found.original else "",
        digest=found.original.digest.hex() if found.original else "",
        day=day(found.entry.day),
        author=author.name if author else "",
        has_original=found.original is not None,
        has_copy=found.safe_copy is not None,
        no_copy="" if said.copy is Copy.MADE else gettext(said.copy.words),
        left_out=tuple(gettext(each.words) for each in said.left_out),
        pages=shown_on_pages(found.safe_copy),
    )


def all_shown(documents: Sequence[Found]) -> tuple[ShownDocument, ...]:
    """The same for each."""
    return tuple(shown(each) for each in documents)


_STEP = 1000


def _size(size: int) -> str:
    if size < _STEP * _STEP:
        return gettext("%(size)s kB") % {"size": max(1, round(size / _STEP))}
    return gettext("%(size)s MB") % {"size": f"{size / _STEP / _STEP:.1f}"}
