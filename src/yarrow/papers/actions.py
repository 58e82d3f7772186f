"""The only writer of papers: a paper or a copy is brought to the door, finished, and handed out once."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.files.access import room_with_documents
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.outgoing.actions import Stopped, pass_the_door
from yarrow.outgoing.artefact import Artefact
from yarrow.papers.access import room_with_papers
from yarrow.papers.copies import copy_of, readers_of
from yarrow.papers.making.asked import Asked
from yarrow.papers.models import PaperTicket
from yarrow.papers.rules import BadPaper
from yarrow.papers.terms import GivenTo
from yarrow.rooms.models import Room
from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

LASTS = timedelta(minutes=2)
_DOCUMENT = "document"
_PADDED_TO = 8192
"""A ticket does not say by its size whether a letter is long."""


@transaction.atomic
def make_paper(
    *, room: Room, asked: Asked, session: str, by: Worker, keyring: Keyring, clock: Clock
) -> UUID | Stopped:
    """Make it, bring it to the door as this person's own, and give an address that hands it out once.

    Raises NotThere for who is not inside, and ``rules.BadPaper`` for a paper that cannot be made. What
    passes stands in the print log whether or not it is fetched; what is stopped leaves no address.
    """
    room = room_with_papers(by, room.pk)
    if room.case is None:
        raise NotThere
    artefact = asked.made()
    answer = pass_the_door(
        case=room.case, audience=room, artefact=artefact, by=by, keyring=keyring, clock=clock
    )
    if isinstance(answer, Stopped):
        return answer
    waiting = [str(room.pk), str(answer.pk), _mark(session), _digest(artefact), asked.to_json()]
    return _ticket_for(room, answer.pk, waiting, by, keyring, clock)


@transaction.atomic
def give_copy(
    *, room: Room, document: UUID, to: GivenTo, session: str, by: Worker, keyring: Keyring, clock: Clock
) -> UUID | Stopped:
    """Bring the safe copy of a document to the door, and give an address that hands it out once.

    For the person of the room it is held against every other room; for somebody else against this
    one too. Raises NotThere for who is not inside, where there is no safe copy, and for somebody a room
    of this kind has no copy for. What is stopped leaves no address.
    """
    room = room_with_documents(by, room.pk)
    if room.case is None or to not in readers_of(room):
        raise NotThere
    artefact = copy_of(room, document, by=by, keyring=keyring)
    answer = pass_the_door(
        case=room.case,
        audience=room if to is GivenTo.THEMSELVES else None,
        artefact=artefact,
        by=by,
        keyring=keyring,
        clock=clock,
    )
    if isinstance(answer, Stopped):
        return answer
    of_document = json.dumps({_DOCUMENT: str(document)})
    waiting = [str(room.pk), str(answer.pk), _mark(session), _digest(artefact), of_document]
    return _ticket_for(room, answer.pk, waiting, by, keyring, clock)


def _ticket_for(
    room: Room, line: UUID, waiting: list[str], by: Worker, keyring: Keyring, clock: Clock
) -> UUID:
    ticket = _ticket(waiting, by, keyring, clock)
    audit.append(chain=room.pk, event=Event.FILE_ASKED, actor=by.pk, subject=line, clock=clock)
    return ticket.pk


def _ticket(waiting: list[str], by: Worker, keyring: Keyring, clock: Clock) -> PaperTicket:
    PaperTicket.objects.filter(made_at__lte=clock.now() - LASTS).delete()
    ticket = PaperTicket(id=new_id(), worker=by, made_at=clock.now())
    place = ticket_place(ticket.pk)
    ticket.blob = seal(keyring.ring_key, json.dumps(waiting).encode(), place, pad_to=_PADDED_TO)
    ticket.save(force_insert=True)
    return ticket


@transaction.atomic
def hand_out(*, ticket: UUID, session: str, by: Worker, keyring: Keyring, clock: Clock) -> Artefact:
    """The paper, once: made again, and only if it is to the last byte what passed the door.

    Raises NotThere for an address that was used, is too old, or is another worker's or session's, for who
    is no longer inside, and where it would read differently now.
    """
    row = PaperTicket.objects.select_for_update().filter(pk=ticket, worker=by).first()
    if row is None or not timedelta(0) <= clock.now() - row.made_at < LASTS:
        raise NotThere
    room_id, line, of_session, passed, asked = _opened(row, keyring)
    if of_session != _mark(session) or row.delete()[0] != 1:
        raise NotThere
    room, artefact = _once_more(UUID(room_id), asked, by=by, keyring=keyring)
    if _digest(artefact) != passed:
        raise NotThere
    audit.append(chain=room.pk, event=Event.FILE_READ, actor=by.pk, subject=UUID(line), clock=clock)
    return artefact


def _opened(row: PaperTicket, keyring: Keyring) -> list[str]:
    try:
        opened = unseal(keyring.ring_key, bytes(row.blob), ticket_place(row.pk))
    except CannotOpen:
        raise NotThere from None
    said: list[str] = json.loads(opened)
    return said


def _once_more(room_id: UUID, asked: str, *, by: Worker, keyring: Keyring) -> tuple[Room, Artefact]:
    """The room, where they are still inside it, and the same paper made again or copy opened again."""
    said = json.loads(asked)
    if isinstance(said, dict):
        room = room_with_documents(by, room_id)
        return room, copy_of(room, UUID(said[_DOCUMENT]), by=by, keyring=keyring)
    return room_with_papers(by, room_id), _made_again(asked)


def _made_again(asked: str) -> Artefact:
    try:
        return Asked.from_json(asked).made()
    except (BadPaper, ValueError):
        raise NotThere from None


def ticket_place(ticket: UUID) -> Context:
    """What an address leads to, under its worker's keyring."""
    return Context(deployment=the_service().pk, table="paper_ticket", column="blob", row=ticket)


def _digest(artefact: Artefact) -> str:
    return digest(artefact.media_type.encode(), artefact.body).hex()


def _mark(session: str) -> str:
    """Which session it was made in, without its id."""
    return digest(session.encode()).hex()
