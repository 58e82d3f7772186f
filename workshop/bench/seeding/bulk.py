"""The other cases of a large service: rows of the same shape and size, whose blobs are random bytes.

No key opens them and no page shows them. They are there so that every index and every file is as
large as it would be.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db.models import Max, Model

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Allocation, Case, Harm
from yarrow.cases.terms import Duty, Pathway, Setting
from yarrow.design.colours import RoomColour
from yarrow.door.stored import VERSION
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Entry, Protected, Room, RoomLabel, RoomVersion, Standing, Wrap
from yarrow.rooms.terms import RoomKind, Stream
from yarrow.sealing.keys import random_bytes
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .copying import Tables, copy_rows

KINDS = (RoomKind.PERSON, RoomKind.PERSON, RoomKind.PERSON, RoomKind.TEAM, RoomKind.SHARED)
DUTIES = (Duty.LEAD, Duty.PRACTITIONER, Duty.PRACTITIONER, Duty.SUPERVISOR)
ENTRIES = 10
"""In each case, over its people's rooms and the team's."""
AUDIT_ROWS = 12
"""Of each case, over its rooms."""
WORKERS = 60
ORIGINALS = 100
"""Made one by one; the database copies them."""
_COLOURS = tuple(RoomColour)


def fill_up(count: int, today: date) -> None:
    """So many more cases, none of them any real worker's."""
    staff = _workers()
    last = Case.objects.aggregate(last=Max("reference"))["last"] or 1000
    first, copies = last + 1 + count % ORIGINALS, count // ORIGINALS - 1
    _write(_rows_of_cases(range(last + 1, first), staff, today))
    made = _write(_rows_of_cases(range(first, first + min(count, ORIGINALS)), staff, today))
    if copies > 0:
        copy_rows(made, copies)


def _rows_of_cases(numbers: range, staff: list[Worker], today: date) -> Iterator[Model]:
    for number in numbers:
        yield from _rows_of_a_case(number, staff, today)


def _workers() -> list[Worker]:
    made = [
        Worker(
            id=new_id(),
            username=f"bulk_{number}",
            name=f"Bulk {number}",
            post=Post.PRACTITIONER,
            salt=random_bytes(16),
            sealing_public=random_bytes(32),
            signing_public=random_bytes(32),
            secrets_sealed=random_bytes(287),
        )
        for number in range(WORKERS)
    ]
    return Worker.objects.bulk_create(made)


def _write(rows: Iterable[Model]) -> Tables:
    """Each table in turn, those that others point to first: the order in which rows were made."""
    tables: Tables = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for table, found in tables.items():
        table.objects.bulk_create(found)
    return tables


def _rows_of_a_case(number: int, staff: list[Worker], today: date) -> Iterator[Model]:
    case = Case(
        id=new_id(),
        reference=number,
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        opened_on=today,
    )
    yield case
    yield Harm(case=case, number=1)
    team = [staff[(number + step) % WORKERS] for step in range(len(DUTIES))]
    for worker, duty in zip(team, DUTIES, strict=True):
        yield Allocation(case=case, worker=worker, duty=duty, from_day=today)
    for place, kind in enumerate(KINDS, start=1):
        yield from _rows_of_a_room(case, kind, place, team, today)


def _rows_of_a_room(
    case: Case, kind: RoomKind, place: int, team: list[Worker], today: date
) -> Iterator[Model]:
    colour = _COLOURS[place % len(_COLOURS)]
    room = Room(id=new_id(), case=case, kind=kind, colour=colour, number=place, opened_on=today)
    yield room
    version = RoomVersion(id=new_id(), room=room, number=1, made_on=today)
    version.public, version.private_sealed = random_bytes(32), random_bytes(287)
    version.recovery_wrap = random_bytes(85)
    yield version
    for holder in (team[0], team[1 + place % 2]):
        yield Wrap(version=version, holder=holder, blob=random_bytes(85), ring_blob=random_bytes(287))
    for number in range(1, 1 + (0 if kind == RoomKind.SHARED else ENTRIES // 4 + place % 2)):
        entry = Entry(room=room, number=number, version=1, day=today, author=team[0], stream=Stream.WRITTEN)
        entry.blob = random_bytes(1055)
        yield entry
    if kind == RoomKind.PERSON:
        yield RoomLabel(room=room, version=1, blob=random_bytes(1055))
    if kind != RoomKind.SHARED:
        yield Protected(room=room, version=VERSION, blob=random_bytes(8223))
    yield _standing(room, team[0], today)
    yield from _audit_rows(room.pk, team[0], today)


def _standing(room: Room, holder: Worker, today: date) -> Standing:
    return Standing(
        room=room,
        tide=2,
        rules_version=1,
        blob=random_bytes(1311),
        holder=holder,
        signature=random_bytes(64),
        look_again_on=today,
    )


def _audit_rows(chain: UUID, actor: Worker, today: date) -> Iterator[AuditEvent]:
    at = datetime.combine(today, time(9), tzinfo=UTC)
    for number in range(1, 1 + AUDIT_ROWS // len(KINDS)):
        yield AuditEvent(
            chain=chain,
            number=number,
            at=at,
            actor=actor.pk,
            event=Event.ENTRY_SEALED,
            subject=new_id(),
            digest=random_bytes(32),
            previous=random_bytes(32),
            hash=random_bytes(32),
        )
