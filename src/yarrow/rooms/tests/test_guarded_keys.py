"""The database itself refuses a key to who may not have one, also from raw SQL (R-05, §5.8)."""

from datetime import date
from importlib import import_module
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yarrow.cases.models import Exclusion
from yarrow.config.families import Family
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import keep_away, reseal_some, shut_out
from yarrow.rooms.models import Room, RoomVersion, Wrap
from yarrow.staff.actions import leave_service
from yarrow.staff.models import Worker

_GUARD = import_module("yarrow.rooms.migrations.0004_nobody_barred_holds_a_key")


def _id(value: UUID) -> str:
    return str(value) if connection.vendor == "postgresql" else value.hex


def _refused(sql: str, *params: str | bytes | date) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def _wrap_by_hand(version: RoomVersion, worker: Worker) -> None:
    _refused(
        "INSERT INTO rooms_wrap (id, version_id, holder_id, blob) VALUES (%s, %s, %s, %s)",
        _id(new_id()),
        _id(version.pk),
        _id(worker.pk),
        b"x",
    )


@pytest.fixture
def version(family: Family) -> RoomVersion:
    return family.rooms["harmed"].versions.get()


def test_no_wrap_for_who_is_barred_from_the_case(family: Family, version: RoomVersion) -> None:
    barred = family.cast.worker("excluded")

    _wrap_by_hand(version, barred)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wrap.objects.bulk_create([Wrap(version=version, holder=barred, blob=b"x")])

    assert not Wrap.objects.filter(holder=barred).exists()


def test_no_wrap_for_who_has_left(family: Family, version: RoomVersion) -> None:
    _wrap_by_hand(version, family.cast.worker("ex_worker"))


def test_no_wrap_is_passed_on_to_them_by_changing_a_row(family: Family, version: RoomVersion) -> None:
    mine = version.wraps.get(holder=family.cast.worker("harmed_worker"))

    for part in ("excluded", "ex_worker"):
        _refused(
            "UPDATE rooms_wrap SET holder_id = %s WHERE id = %s",
            _id(family.cast.worker(part).pk),
            _id(mine.pk),
        )

    assert Wrap.objects.get(pk=mine.pk).holder == family.cast.worker("harmed_worker")


def test_a_wrap_for_anybody_else_is_let_through(family: Family, version: RoomVersion) -> None:
    outsider = family.cast.worker("outsider")

    Wrap.objects.create(version=version, holder=outsider, blob=b"x")

    assert Wrap.objects.filter(holder=outsider).exists()


def test_a_bar_takes_the_wraps_it_forbids_however_it_is_set(family: Family) -> None:
    specialist, case = family.cast.worker("outsider"), family.case
    elsewhere = Room.objects.create(kind="intake", number=1, colour="lake", opened_on=family.clock.today())
    other = RoomVersion.objects.create(
        room=elsewhere,
        number=1,
        public=b"x",
        private_sealed=b"x",
        recovery_wrap=b"x",
        made_on=family.clock.today(),
    )
    for version in (*RoomVersion.objects.filter(room__case=case), other):
        Wrap.objects.create(version=version, holder=specialist, blob=b"x")

    Exclusion.objects.create(case=case, worker=specialist, set_on=family.clock.today())

    assert list(Wrap.objects.filter(holder=specialist)) == list(other.wraps.all())


def test_no_wrap_for_a_version_that_is_retired(family: Family) -> None:
    room, holder = family.rooms["harmed"], family.holder("harmed")
    shut_out(
        worker=family.cast.worker("lead"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        room=room,
    )
    reseal_some(room=room, keyring=holder.keyring, clock=family.clock)

    _wrap_by_hand(room.versions.get(number=1), family.cast.worker("outsider"))


_EMPTY_ONE_HALF = [
    "UPDATE rooms_roomversion SET recovery_wrap = %s WHERE id = %s",
    "UPDATE rooms_roomversion SET private_sealed = %s WHERE id = %s",
]


@pytest.mark.parametrize("sql", _EMPTY_ONE_HALF)
def test_no_version_that_opens_anything_is_without_its_recovery_wrap(
    family: Family, version: RoomVersion, sql: str
) -> None:
    _refused(sql, b"", _id(version.pk))


def test_nothing_is_retired_that_could_still_be_opened(family: Family, version: RoomVersion) -> None:
    _refused(
        "UPDATE rooms_roomversion SET retired_on = %s WHERE id = %s", family.clock.today(), _id(version.pk)
    )


def test_with_the_guard_gone_the_same_row_is_taken(family: Family, version: RoomVersion) -> None:
    """The control: it is the guard that refuses, nothing else."""
    with connection.cursor() as cursor:
        for statement in _GUARD.lifting(connection.vendor):
            cursor.execute(statement)

    Wrap.objects.create(version=version, holder=family.cast.worker("excluded"), blob=b"x")

    Wrap.objects.filter(holder=family.cast.worker("excluded")).delete()
    with connection.cursor() as cursor:
        for statement in _GUARD.guarding(connection.vendor):
            cursor.execute(statement)
    _wrap_by_hand(version, family.cast.worker("excluded"))


def test_keeping_away_and_leaving_still_work_under_the_guard(family: Family) -> None:
    supervisor = family.cast.worker("supervisor")
    keep_away(case=family.case, worker=family.cast.worker("other_worker"), by=supervisor, clock=family.clock)
    leave_service(
        worker=family.cast.worker("child_worker"), by=family.cast.worker("manager"), clock=family.clock
    )
    shut_out(worker=family.cast.worker("child_worker"), by=supervisor, clock=family.clock)

    gone = [family.cast.worker(part) for part in ("other_worker", "child_worker")]
    assert not Wrap.objects.filter(holder__in=gone).exists()
