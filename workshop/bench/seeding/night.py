"""Open cases by the hundred thousand, as the night sees them: cases, rooms, standings, the audit record.

What the night never reads is left out, and blobs are short: no key opens them.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max, Model

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Allocation, Case
from yarrow.cases.terms import Duty, Pathway, Setting
from yarrow.design.colours import RoomColour
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room, Standing
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keys import random_bytes
from yarrow.staff.models import Worker

from .copying import Tables, copy_rows

ORIGINALS = 100
_KINDS = (RoomKind.PERSON, RoomKind.PERSON, RoomKind.TEAM)
_COLOURS = tuple(RoomColour)
_DAYS = 60
"""Over so many days rooms were last written in, and over so many to come something in them ends."""


def open_cases(count: int, today: date) -> None:
    """As many more as it takes until there are so many; whole hundreds of them."""
    missing = (count - Case.objects.count()) // ORIGINALS
    if missing < 1:
        return
    holder = Worker.objects.order_by("pk").first()
    if holder is None:
        raise LookupError("a service without workers")
    last = Case.objects.aggregate(last=Max("reference"))["last"] or 1000
    with transaction.atomic():
        made = _written(_rows(range(last + 1, last + 1 + ORIGINALS), holder, today))
        if missing > 1:
            copy_rows(made, missing - 1)


def _written(rows: Iterator[Model]) -> Tables:
    tables: Tables = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for table, found in tables.items():
        table.objects.bulk_create(found)
    return tables


def _rows(numbers: range, holder: Worker, today: date) -> Iterator[Model]:
    for number in numbers:
        case = Case(
            id=new_id(),
            reference=number,
            pathway=Pathway.RESTORATIVE_APPROACHES,
            setting=Setting.FAMILY,
            opened_on=today,
        )
        yield case
        # Where nobody decides on a case, each night asks about it by itself: that is another measure.
        yield Allocation(case=case, worker=holder, duty=Duty.LEAD, from_day=today)
        for place, kind in enumerate(_KINDS, start=1):
            colour = _COLOURS[place % len(_COLOURS)]
            room = Room(id=new_id(), case=case, kind=kind, colour=colour, number=place, opened_on=today)
            yield room
            yield from _attested(room, holder, today, (number * 7 + place) % _DAYS)


def _attested(room: Room, holder: Worker, today: date, days: int) -> Iterator[Model]:
    yield Standing(
        room=room,
        tide=1,
        rules_version=1,
        blob=random_bytes(64),
        holder=holder,
        signature=random_bytes(64),
        look_again_on=today + timedelta(days=days),
    )
    yield AuditEvent(
        chain=room.pk,
        number=1,
        at=datetime.combine(today - timedelta(days=days), time(9), tzinfo=UTC),
        actor=holder.pk,
        event=Event.STANDING_ATTESTED,
        digest=random_bytes(32),
        previous=bytes(32),
        hash=random_bytes(32),
    )
