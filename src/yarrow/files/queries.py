"""What lies in a room, opened with the keys of who asks."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from yarrow.gate.facts.files import Copy, Document, FileType
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import ReadEntry, holds
from yarrow.rooms.queries.many import entries_of_kinds
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.stream import PIECE_BYTES, open_piece, open_stream
from yarrow.staff.models import Worker

from .models import FilePiece, SealedFile
from .places import file_place
from .rules import Kept
from .sealed import without_padding

_PIECES_AT_A_TIME = 16


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """One document of a room: its entry, what the entry says, and where its files lie.

    ``original`` is None when what the entry says of it cannot be read; ``safe_copy`` also when there is none.
    """

    entry: Entry
    said: Document
    original: Kept | None
    safe_copy: Kept | None


def documents_in(room: Room, keyring: Keyring) -> tuple[Found, ...]:
    """The documents of a room, newest first. One that was taken out of the room is not there."""
    return documents_among(entries_of_kinds([room.pk], keyring, (Document,)).get(room.pk, ()))


def documents_among(entries: Sequence[ReadEntry]) -> tuple[Found, ...]:
    """The same, from a room that was read."""
    found = [
        Found(each.entry, each.fact, _kept(each.fact.original), _copy_of(each.fact))
        for each in entries
        if each.counts and isinstance(each.fact, Document)
    ]
    return tuple(reversed(found))


def document_in(room: Room, entry: UUID, keyring: Keyring) -> Found:
    """One document of a room; raises NotThere for any other."""
    return the_document(documents_in(room, keyring), entry)


def the_document(documents: Sequence[Found], entry: UUID) -> Found:
    """The one with this entry; raises NotThere where it is not among them."""
    for found in documents:
        if found.entry.pk == entry:
            return found
    raise NotThere


def safe_copy(*, room: Room, entry: UUID, by: Worker, keyring: Keyring) -> tuple[Kept, Iterator[bytes]]:
    """The one form in which a document may leave the house: what it is, and its bytes.

    Raises NotThere for who is not inside, for a document taken out of the room, and where there is no
    safe copy. The bytes raise CannotOpen where they are not whole: send nothing before all has been read.
    """
    if not holds(by, room):
        raise NotThere
    kept = document_in(room, entry, keyring).safe_copy
    if kept is None:
        raise NotThere
    return kept, content_of(kept, room.pk)


def content_of(kept: Kept, room: UUID) -> Iterator[bytes]:
    """A file, piece by piece; raises CannotOpen where a piece is missing, changed or one too many."""
    place = file_place(file=kept.file, room=room)
    return without_padding(open_stream(kept.key, _pieces(kept.file), place), kept.size)


def part_of(kept: Kept, room: UUID, *, first: int, length: int) -> bytes:
    """Some bytes from the middle of a file; raises CannotOpen, also where the file has lost its end."""
    last = SealedFile.objects.filter(pk=kept.file, room=room).values_list("pieces", flat=True).first()
    if last is None or FilePiece.objects.filter(file=kept.file).count() != last:
        raise CannotOpen
    wanted = range(first // PIECE_BYTES, (first + length - 1) // PIECE_BYTES + 1)
    rows = FilePiece.objects.filter(file=kept.file, number__gte=wanted.start, number__lt=wanted.stop)
    held = {row.number: bytes(row.blob) for row in rows}
    if not held.keys() >= set(wanted):
        raise CannotOpen
    place = file_place(file=kept.file, room=room)
    plain = b"".join(
        open_piece(kept.key, held[number], place, number=number, last=number == last - 1) for number in wanted
    )
    start = first - wanted.start * PIECE_BYTES
    return plain[start : start + length]


def pieces_in(room: Room) -> int:
    """How many pieces the files of a room have."""
    return sum(SealedFile.objects.filter(room=room).values_list("pieces", flat=True))


def _pieces(file: UUID) -> Iterator[bytes]:
    """A few rows at a time, so that a large file is never whole in memory."""
    start = 0
    while rows := list(
        FilePiece.objects.filter(file=file, number__gte=start).order_by("number")[:_PIECES_AT_A_TIME]
    ):
        for row in rows:
            if row.number != start:
                return  # one is missing: what comes is not its end, and the stream will say so
            start += 1
            yield bytes(row.blob)


def _copy_of(said: Document) -> Kept | None:
    return _kept(said.safe_copy) if said.copy is Copy.MADE else None


def _kept(mark: str) -> Kept | None:
    with suppress(ValueError, KeyError, TypeError):
        return Kept.from_mark(mark)
    return None


def shown_on_pages(kept: Kept | None) -> int:
    """How many pictures show this safe copy; none where it is a text or a table."""
    if kept is None:
        return 0
    if kept.type is FileType.PDF:
        return len(kept.pages)
    return 1 if kept.type in {FileType.JPEG, FileType.PNG} else 0


def can_be_shown(kept: Kept) -> bool:
    """Whether this safe copy is looked at inside a page, so that nobody need save it to read it."""
    return kept.type is FileType.TEXT or shown_on_pages(kept) > 0
