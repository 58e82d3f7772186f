"""The only writer of hand-overs: handed over, typed, sent, given back, taken in, looked at."""

import json
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.facts.own_hand import ByOwnHand, HandedSheet
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.queries import room_for
from yarrow.rooms.queries.drafts import Typed
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public, worker

from .browser import HandedKeys, fresh_keys
from .contexts import apart_context, asked_context, marked, sent_context, typed_context
from .models import ApartAnswers, Handed, SentAnswers
from .queries import Asked, asked_of, readers_in, sent_to
from .rules import LASTS, Parted, answers_in, has_apart, parted
from .screen import Screen
from .sheets import SHEETS

_ROOM_PADDED, _APART_PADDED, _TYPED_PADDED = 64 * 1024, 64 * 1024, 1024
"""One size for every sheet: how much somebody wrote, and for whom, is not told by it."""
NOBODY_ELSE = N_(
    "Nobody but you could read what they write for somebody else. It needs a supervisor of this case "
    "who does not lead it. Until then use the paper, or another sheet."
)


@transaction.atomic
def hand_over(
    *, room_id: UUID, sheet: HandedSheet, name: str, by: Worker, clock: Clock
) -> HandedKeys | Refused:
    """Begin a hand-over of one sheet to the person of this room; returns what its browser must hold.

    ``name`` is the first name that the reader of what is kept apart is told. Refused where answers are
    for somebody else and nobody else may read them. Raises NotThere for who is not inside.
    """
    room = room_for(by, room_id)
    if room.case is None or room.kind != RoomKind.PERSON:
        raise NotThere
    readers = readers_in(room.case, by)
    if has_apart(SHEETS[sheet]) and not readers:
        return refused("APART", NOBODY_ELSE)
    Handed.objects.filter(at__lt=clock.now() - LASTS).delete()
    row = Handed(id=new_id(), worker=by, at=clock.now())
    keys, row.public = fresh_keys(row.pk)
    about = Asked(sheet=sheet, room=room.pk, case=room.case.pk, name=name, readers=readers)
    row.asked = seal(keys.secret, about.to_bytes(), asked_context(row.pk), pad_to=1024)
    row.save(force_insert=True)
    _note(Event.DEVICE_HANDED, by, row.pk, clock)
    return keys


@transaction.atomic
def put_on_screen(*, screen: Screen, by: Worker, clock: Clock) -> HandedKeys:
    """Begin to show agreed words to everybody in the room; returns what the browser must hold."""
    Handed.objects.filter(at__lt=clock.now() - LASTS).delete()
    row = Handed(id=new_id(), worker=by, at=clock.now())
    keys, row.public = fresh_keys(row.pk)
    row.asked = seal(keys.secret, screen.to_bytes(), asked_context(row.pk), pad_to=1024)
    row.save(force_insert=True)
    _note(Event.SCREEN_SHOWN, by, row.pk, clock)
    return keys


def _note(event: Event, by: Worker, subject: UUID, clock: Clock) -> None:
    """In the chain of the service: in that of a room it would tell who was asked what."""
    audit.append(chain=the_service().pk, event=event, actor=by.pk, subject=subject, clock=clock)


@transaction.atomic
def keep_words(*, handed: Handed, typed: Typed) -> None:
    """Seal what was typed to the key in the browser; nobody here can open it again."""
    content = json.dumps({"typed": typed, "problems": {}}, ensure_ascii=False).encode()
    blob = wrap_to(bytes(handed.public), content, typed_context(handed.pk), pad_to=_TYPED_PADDED)
    keep_sealed_words(handed=handed, blob=blob)


@transaction.atomic
def keep_sealed_words(*, handed: Handed, blob: bytes) -> None:
    """Keep what the browser has sealed for itself; only the newest counts."""
    Handed.objects.filter(pk=handed.pk).update(draft=blob)


@transaction.atomic
def send_answers(*, handed: Handed, keys: HandedKeys, typed: Typed, clock: Clock) -> None:
    """Seal what was answered: for the room to who handed over, for the others to those who may read it.

    It needs nobody's open keys. Sent twice it is kept once: with the first the hand-over's row is gone.
    Raises NotThere for a row that is gone or too old.
    """
    row = Handed.objects.select_for_update().filter(pk=handed.pk, at__gt=clock.now() - LASTS).first()
    if row is None:
        raise NotThere
    about = asked_of(row, keys)
    said = parted(SHEETS[about.sheet], answers_in(SHEETS[about.sheet], typed), gettext)
    _leave_for_room(row.worker, about, said, clock)
    for reader in about.readers:
        _leave_apart(row.worker, worker(reader), about, said, clock)
    row.delete()


def _leave_for_room(by: Worker, about: Asked, said: Parted, clock: Clock) -> None:
    row = SentAnswers(id=new_id(), worker=by, day=clock.today())
    content = json.dumps([str(about.room), about.sheet.value, "\n\n".join(said.room)]).encode()
    row.blob = wrap_to(trusted_sealing_public(by), content, sent_context(row.pk), pad_to=_ROOM_PADDED)
    row.save(force_insert=True)
    _mark(row.pk, by, by, row.blob, clock)


def _leave_apart(by: Worker, reader: Worker, about: Asked, said: Parted, clock: Clock) -> None:
    try:
        public = trusted_sealing_public(reader)
    except UntrustedKey:
        return  # somebody else may still read it; a key that nobody vouches for must not
    row = ApartAnswers(id=new_id(), reader=reader, day=clock.today())
    content = json.dumps([str(about.case), about.sheet.value, about.name, said.is_alarm, list(said.apart)])
    row.blob = wrap_to(public, content.encode(), apart_context(row.pk), pad_to=_APART_PADDED)
    row.save(force_insert=True)
    _mark(row.pk, by, reader, row.blob, clock)


def _mark(row: UUID, by: Worker, to: Worker, blob: bytes, clock: Clock) -> None:
    audit.append(
        chain=the_service().pk,
        event=Event.ANSWERS_SEALED,
        actor=by.pk,
        subject=row,
        digest=marked(row, to.pk, blob),
        clock=clock,
    )


@transaction.atomic
def give_back(*, handed: UUID, by: Worker, clock: Clock) -> None:
    """The device is in its worker's hands again; what was typed and not sent is gone."""
    Handed.objects.filter(pk=handed, worker=by).delete()
    _note(Event.DEVICE_BACK, by, handed, clock)


@transaction.atomic
def take_in(*, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Put what was sent into the rooms it is for, as a record of its worker; returns how many sheets.

    A row that this service did not put in stays where it is, and so does one for a room its worker has
    left: it is opened when they are let in again.
    """
    done = 0
    for row in SentAnswers.objects.select_for_update().filter(worker=by).order_by("day", "id"):
        if (found := sent_to(row, keyring)) is None or not _is_written(row, found, by, keyring, clock):
            continue
        _note(Event.ANSWERS_TAKEN_IN, by, row.pk, clock)
        row.delete()
        done += 1
    return done


def _is_written(
    row: SentAnswers, found: tuple[UUID, HandedSheet, str], by: Worker, keyring: Keyring, clock: Clock
) -> bool:
    room_id, sheet, words = found
    if not words:
        return True
    fact = ByOwnHand(sheet=sheet, happened_on=row.day, words=LongText(words), handed=Mark(row.pk.hex))
    try:
        with transaction.atomic():
            room = room_for(by, room_id)
            said = seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock, entry_id=row.pk)
    except (NotThere, ValueError):  # hazard: an error here would keep its worker from unlocking at all
        return False
    return not isinstance(said, Refused)


@transaction.atomic
def look_at(*, answers: ApartAnswers, by: Worker, clock: Clock) -> None:
    """Say that what was kept apart was read and seen to. Raises NotThere for another's copy."""
    if answers.reader_id != by.pk:
        raise NotThere
    if answers.looked_at_on is None:
        ApartAnswers.objects.filter(pk=answers.pk).update(looked_at_on=clock.today())
        _note(Event.ANSWERS_LOOKED_AT, by, answers.pk, clock)
