"""Every read of hand-overs: of one browser, of who handed over, of who reads what was kept apart."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import workers_on
from yarrow.cases.terms import Duty
from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.queries.drafts import Typed, typed_of
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker

from .browser import HandedKeys
from .contexts import apart_context, asked_context, is_ours, sent_context, typed_context
from .models import ApartAnswers, Handed, SentAnswers
from .rules import LASTS, readers_of
from .screen import Screen


@dataclass(frozen=True, slots=True)
class Asked:
    """What one hand-over is about: sealed in its row under a key in the browser."""

    sheet: HandedSheet
    room: UUID
    case: UUID
    name: str
    readers: tuple[UUID, ...]

    def to_bytes(self) -> bytes:
        """To be sealed."""
        readers = [str(each) for each in self.readers]
        return json.dumps([self.sheet.value, str(self.room), str(self.case), self.name, readers]).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """What ``to_bytes`` made."""
        sheet, room, case, name, readers = json.loads(raw)
        found = tuple(UUID(each) for each in readers)
        return cls(HandedSheet.of(sheet), UUID(room), UUID(case), name, found)


def handed_here(keys: HandedKeys | None, clock: Clock) -> Handed:
    """The hand-over of this browser, while it lasts; raises NotThere for none."""
    row = Handed.objects.filter(pk=keys.handed, at__gt=clock.now() - LASTS).first() if keys else None
    if row is None:
        raise NotThere
    return row


def asked_of(handed: Handed, keys: HandedKeys) -> Asked:
    """Which sheet, and whose; raises NotThere where it does not open."""
    return Asked.from_bytes(_about(handed, keys))


def screen_of(handed: Handed, keys: HandedKeys) -> Screen | None:
    """The agreed words on a screen that everybody can see; None where a sheet was handed over."""
    return Screen.from_bytes(_about(handed, keys))


def _about(handed: Handed, keys: HandedKeys) -> bytes:
    try:
        return unseal(keys.secret, bytes(handed.asked), asked_context(handed.pk))
    except CannotOpen:
        raise NotThere from None


def typed_so_far(handed: Handed, keys: HandedKeys) -> Typed:
    """What was typed and not sent; nothing where nothing can be opened."""
    try:
        raw = unwrap_with(keys.private, bytes(handed.draft), typed_context(handed.pk))
    except CannotOpen:
        return {}
    return typed_of(raw) or {}


def leads_in(case: Case) -> frozenset[UUID]:
    """Who leads this case."""
    return frozenset(each.pk for each in workers_on(case, Duty.LEAD))


def readers_in(case: Case, by: Worker) -> tuple[UUID, ...]:
    """Who may read what a person writes for somebody other than ``by``."""
    return readers_of((each.pk for each in workers_on(case, Duty.SUPERVISOR)), leads_in(case), by.pk)


def sent_to(row: SentAnswers, keyring: Keyring) -> tuple[UUID, HandedSheet, str] | None:
    """Room, sheet and words of answers that wait; None for what this service did not put in."""
    if not is_ours(row.pk, row.worker_id, bytes(row.blob)):
        return None
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(row.blob), sent_context(row.pk))
    except CannotOpen:
        return None
    room, sheet, words = json.loads(raw)
    return UUID(room), HandedSheet.of(sheet), words


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Answers as their reader sees them. ``is_alarm``: pressure, fear, or not free to say no."""

    id: UUID
    day: date
    case: UUID
    sheet: HandedSheet
    name: str
    is_alarm: bool
    lines: tuple[tuple[str, str], ...]
    looked_at_on: date | None


def apart_for(reader: Worker, keyring: Keyring) -> list[KeptApart]:
    """What this worker may read that was kept apart, what must be seen soon first."""
    rows = ApartAnswers.objects.filter(reader=reader).order_by("-day", "id")
    found = [each for row in rows if (each := _opened(row, keyring)) is not None]
    return sorted(found, key=lambda each: (each.looked_at_on is not None, not each.is_alarm))


def one_apart(reader: Worker, keyring: Keyring, answers_id: UUID) -> tuple[ApartAnswers, KeptApart]:
    """One of them; raises NotThere for another's, and for what does not open."""
    row = ApartAnswers.objects.filter(reader=reader, pk=answers_id).first()
    found = _opened(row, keyring) if row is not None else None
    if row is None or found is None:
        raise NotThere
    return row, found


def _opened(row: ApartAnswers, keyring: Keyring) -> KeptApart | None:
    if not is_ours(row.pk, row.reader_id, bytes(row.blob)):
        return None
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(row.blob), apart_context(row.pk))
    except CannotOpen:
        return None
    case, sheet, name, is_alarm, lines = json.loads(raw)
    pairs = tuple((each.split("\n", 1)[0], each.split("\n", 1)[1]) for each in lines)
    return KeptApart(
        row.pk, row.day, UUID(case), HandedSheet.of(sheet), name, is_alarm, pairs, row.looked_at_on
    )


def apart_waiting(reader: Worker) -> int:
    """How many sheets nobody has looked at yet, for who may read them; what they say is not asked."""
    return ApartAnswers.objects.filter(reader=reader, looked_at_on__isnull=True).count()
