"""Addresses that work once: a file is shown and saved through these, and through nothing else.

What a page links to stays in the browser's history; such an address leads nowhere afterwards.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.files.access import room_with_documents
from yarrow.files.models import Ticket
from yarrow.files.places import ticket_place
from yarrow.files.queries import Found, document_in
from yarrow.files.rules import TICKET_LASTS, Kept, is_good
from yarrow.gate.words import Choice
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room
from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker


class What(Choice):
    """What of a document is asked for."""

    ORIGINAL = "original"
    COPY = "copy"
    PAGE = "page"


@dataclass(frozen=True, slots=True, repr=False)
class Ticketed:
    """What a ticket led to: the file, the room it lies in, and which page of it (from 1)."""

    room: UUID
    kept: Kept
    what: What
    page: int


@transaction.atomic
def make_ticket(
    *,
    room: Room,
    entry: UUID,
    what: What,
    session: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    page: int = 0,
) -> UUID:
    """An address for one look at one document, in this session alone.

    Raises NotThere for who is not inside, and for a document or a copy that is not there.
    """
    room = room_with_documents(by, room.pk)
    kept = _asked_for(document_in(room, entry, keyring), what)
    Ticket.objects.filter(made_at__lte=clock.now() - TICKET_LASTS).delete()
    ticket = Ticket(id=new_id(), worker=by, made_at=clock.now())
    said = {
        "room": str(room.pk),
        "entry": str(entry),
        "what": what.value,
        "page": page,
        "session": _mark(session),
    }
    ticket.blob = seal(keyring.ring_key, json.dumps(said).encode(), ticket_place(ticket.pk))
    ticket.save(force_insert=True)
    audit.append(chain=room.pk, event=Event.FILE_ASKED, actor=by.pk, subject=kept.file, clock=clock)
    return ticket.pk


@transaction.atomic
def use_ticket(*, ticket: UUID, session: str, by: Worker, keyring: Keyring, clock: Clock) -> Ticketed:
    """What the address leads to, once. The worker must still be inside, and the document still there.

    Raises NotThere for an address that was used, is too old, or is another worker's or session's.
    """
    row = Ticket.objects.select_for_update().filter(pk=ticket, worker=by).first()
    if row is None or not is_good(row.made_at, clock.now()):
        raise NotThere
    said = _opened(row, keyring)
    if said["session"] != _mark(session) or row.delete()[0] != 1:
        raise NotThere
    room, what = room_with_documents(by, UUID(said["room"])), What.of(said["what"])
    kept = _asked_for(document_in(room, UUID(said["entry"]), keyring), what)
    audit.append(chain=room.pk, event=Event.FILE_READ, actor=by.pk, subject=kept.file, clock=clock)
    return Ticketed(room=room.pk, kept=kept, what=what, page=said["page"])


def _asked_for(found: Found, what: What) -> Kept:
    kept = found.original if what is What.ORIGINAL else found.safe_copy
    if kept is None:
        raise NotThere
    return kept


def _opened(row: Ticket, keyring: Keyring) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(unseal(keyring.ring_key, bytes(row.blob), ticket_place(row.pk)))
    except (CannotOpen, ValueError):
        raise NotThere from None
    return said


def _mark(session: str) -> str:
    """Which session it was made in, without its id."""
    return digest(session.encode()).hex()
