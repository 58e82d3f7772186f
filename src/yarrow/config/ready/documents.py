"""A document in a room, without the second that looking at it takes."""

from yarrow.config.families import Family, InventionRefused
from yarrow.files.actions import keep_document
from yarrow.files.looking import LookedAt
from yarrow.files.sealed import InPieces
from yarrow.gate.facts.files import Copy, FileType
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Entry


def keep_in(family: Family, part: str, name: str, words: str, caption: str = "") -> Entry:
    """A plain text with its safe copy; raises InventionRefused."""
    files = [in_pieces(family, part, words.encode()) for _ in range(2)]
    return keep_looked_at(
        family,
        part,
        (name, caption),
        files[0],
        LookedAt(FileType.TEXT, Copy.MADE, copy_type=FileType.TEXT, copy_pieces=files[1]),
    )


def keep_looked_at(
    family: Family, part: str, named: tuple[str, str], upload: InPieces, looked: LookedAt
) -> Entry:
    """Any document, kept by who holds the room; ``named`` are its name and caption."""
    member, (name, caption) = family.holder(part), named
    entry = keep_document(
        room=family.rooms[part],
        entry_id=new_id(),
        name=name,
        caption=caption,
        upload=upload,
        looked=looked,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    if isinstance(entry, Refused):
        raise InventionRefused(entry)
    return entry


def in_pieces(family: Family, part: str, content: bytes) -> InPieces:
    """A file sealed for a room, as if it had arrived."""
    made = InPieces(family.rooms[part].pk)
    made.add(content)
    made.end()
    return made
