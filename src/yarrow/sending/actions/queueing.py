"""Queueing one message: inside the room, with its key, and past the door."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.gate.facts.messages import MessageQueued
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.outgoing.actions import Stopped, pass_the_door
from yarrow.policy.queries import policy_on
from yarrow.reaching.queries import is_held
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Room
from yarrow.rooms.queries import recorded_in, unopened_drops
from yarrow.sealing.keyring import Keyring
from yarrow.sending.access import room_with_messages
from yarrow.sending.asking import PAST, Wanted, asked, is_in_time
from yarrow.sending.message.content import Content
from yarrow.sending.message.finished import finished_artefact, finished_words
from yarrow.sending.models import MessageOutcome, QueuedMessage
from yarrow.sending.queries import NoSender, around, trusted_sender_public
from yarrow.sending.terms import LASTS
from yarrow.staff.models import Worker

from .sealing_up import seal_up

_NO_SENDER = refused("SENDER", N_("No sender is set up in this service, so no message can be queued."))
_NOTES = refused("NOTES", N_("A note lies here unread. Read it first: it may say that this is not safe."))


@transaction.atomic
def queue_message(
    *, room: Room, message_id: UUID, wanted: Wanted, by: Worker, keyring: Keyring, clock: Clock
) -> QueuedMessage | Refused | Stopped | None:
    """Seal one message of the library to the sender, for one hour; recorded in the room word for word.

    ``message_id`` is the one-time id of the form: posted twice it is queued once, and None comes back
    where it was sent or taken back since. Refused with every reason; ``Stopped`` by the door, which says
    no word. Raises NotThere for who is not inside, and for a room that is not one person's.
    """
    room = _held_fast(room_with_messages(by, room.pk))
    if MessageOutcome.objects.filter(pk=message_id).exists():
        return None
    if (queued := QueuedMessage.objects.filter(pk=message_id, room=room).first()) is not None:
        return queued
    content = content_now(room=room, wanted=wanted, keyring=keyring, clock=clock)
    if isinstance(content, Refused):
        return content
    if not is_in_time(wanted.due_at, clock.now()):
        return Refused((PAST,))
    return _passed(room, message_id, wanted, content, by, keyring, clock)


def _held_fast(room: Room) -> Room:
    """Nothing is written in the room until this is done. The case first, as the door holds it."""
    Case.objects.select_for_update().filter(rooms=room.pk).first()
    return Room.objects.select_for_update(of=("self",)).select_related("case").get(pk=room.pk)


def content_now(*, room: Room, wanted: Wanted, keyring: Keyring, clock: Clock) -> Content | Refused:
    """What this message would be as the room stands now, or why it may not be."""
    try:
        trusted_sender_public()
    except NoSender:
        return _NO_SENDER
    if unopened_drops(room).exists():
        return _NOTES
    return asked(
        wanted,
        recorded_in(room, keyring),
        around(room, clock.now()),
        held=is_held(room.case, room),
        policy=policy_on(clock.today()),
    )


def _passed(
    room: Room,
    message_id: UUID,
    wanted: Wanted,
    content: Content,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> QueuedMessage | Refused | Stopped:
    if room.case is None:
        raise ValueError("a room with messages is of a case")
    passed = pass_the_door(
        case=room.case,
        audience=room,
        artefact=finished_artefact(content),
        by=by,
        keyring=keyring,
        clock=clock,
    )
    if isinstance(passed, Stopped):
        return passed
    fact = _entry(content, wanted.due_at, message_id)
    entry = seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock, entry_id=message_id)
    if isinstance(entry, Refused):
        return entry
    row = QueuedMessage(id=message_id, room=room, due_at=wanted.due_at, expires_at=wanted.due_at + LASTS)
    seal_up(row, content, around(room, clock.now()))
    row.save(force_insert=True)
    audit.append(chain=room.pk, event=Event.MESSAGE_SEALED, actor=by.pk, subject=row.pk, clock=clock)
    return row


def _entry(content: Content, due_at: datetime, message_id: UUID) -> MessageQueued:
    local = due_at.astimezone(LOCAL)
    return MessageQueued(
        wording=content.wording,
        way=content.way,
        value=LongText(content.to),
        words=LongText(finished_words(content).body),
        language=content.language,
        sender_name=content.signed,
        days=content.days,
        due_on=local.date(),
        due_hour=local.strftime("%H:%M"),
        message=Mark(str(message_id)),
    )
