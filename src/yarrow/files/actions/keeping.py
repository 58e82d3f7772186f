"""Keeping a document: pieces, safe copy and entry together, or nothing."""

from uuid import UUID

from django.db import transaction

from yarrow.files.access import room_with_documents
from yarrow.files.looking import LookedAt, why_not
from yarrow.files.models import FilePiece, SealedFile
from yarrow.files.queries import pieces_in
from yarrow.files.rules import ROOM_QUOTA
from yarrow.files.sealed import InPieces
from yarrow.files.terms import WhyNot
from yarrow.gate.facts.files import Document
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.stream import PIECE_BYTES
from yarrow.staff.models import Worker

_ROWS_AT_A_TIME = 50


class _NotKept(Exception):
    """The entry was refused, so no piece of the file stays."""

    def __init__(self, why: Refused) -> None:
        super().__init__()
        self.why = why


def keep_document(
    *,
    room: Room,
    entry_id: UUID,
    name: str,
    caption: str,
    upload: InPieces,
    looked: LookedAt,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Entry | Refused:
    """Keep a file that was looked at, with its safe copy, and record it in the room.

    ``entry_id`` is the one-time id of the form: sent twice, it is kept once. Raises NotThere for who
    is not inside, and for a file that was sealed for another room. The audit event is that of any entry.
    """
    try:
        with transaction.atomic():
            said = _said(name, caption, upload, looked)
            return _kept(room, entry_id, said, (upload, looked), (by, keyring, clock))
    except _NotKept as refusal:
        return refusal.why


def _kept(
    room: Room,
    entry_id: UUID,
    said: Document,
    files: tuple[InPieces, LookedAt],
    who: tuple[Worker, Keyring, Clock],
) -> Entry | Refused:
    (upload, looked), (by, keyring, clock) = files, who
    room = room_with_documents(by, room.pk)
    Room.objects.select_for_update(of=("self",)).get(pk=room.pk)  # two at once must not fill it twice
    if (written := Entry.objects.filter(pk=entry_id, room=room).first()) is not None:
        return written
    made = [each for each in (upload, looked.copy_pieces) if each is not None]
    if any(each.room != room.pk for each in made):
        raise NotThere
    if (pieces_in(room) + sum(len(each.pieces) for each in made)) * PIECE_BYTES > ROOM_QUOTA:
        return why_not(WhyNot.ROOM_FULL)
    for each in made:
        _write(each, room, by, clock)
    entry = seal_entry(room=room, fact=said, by=by, keyring=keyring, clock=clock, entry_id=entry_id)
    if isinstance(entry, Refused):
        raise _NotKept(entry)
    return entry


def _said(name: str, caption: str, upload: InPieces, looked: LookedAt) -> Document:
    copy = Mark("")
    if looked.copy_pieces is not None and looked.copy_type is not None:
        copy = looked.copy_pieces.kept(looked.copy_type, looked.pages).to_mark()
    return Document(
        name=name,
        caption=LongText(caption),
        type=looked.type,
        copy=looked.copy,
        left_out=looked.left_out,
        original=upload.kept(looked.type).to_mark(),
        safe_copy=copy,
    )


def _write(made: InPieces, room: Room, by: Worker, clock: Clock) -> None:
    file = SealedFile.objects.create(
        id=made.file, room=room, day=clock.today(), author=by, pieces=len(made.pieces)
    )
    rows = (FilePiece(file=file, number=number, blob=blob) for number, blob in enumerate(made.pieces))
    FilePiece.objects.bulk_create(rows, batch_size=_ROWS_AT_A_TIME)
