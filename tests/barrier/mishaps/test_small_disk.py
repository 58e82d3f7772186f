"""A disk that is really full, on either database (security.md T12).

SQLite has its whole folder on it, PostgreSQL its tables. Where the log of PostgreSQL is on a full disk the
server stops by itself and starts again with room: that is its own affair, and not tried here.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.barrier.own_database import own_database
from tests.barrier.settled import BEGINNING
from yarrow.audit.models import AuditEvent
from yarrow.kernel.clock import FixedClock
from yarrow.oversight.verifying import verify_everything
from yarrow.record.forms.sheet import KIND
from yarrow.rooms import spare
from yarrow.rooms.models import Entry
from yarrow.staff.demo import DEMO_PASSPHRASE

from .rehearsing import SAID, Served, serve_a_family
from .small_disk import SmallDisk, folder_of_the_server, small_disk, tablespace
from .test_full_disk import WORDS, signed_in

pytestmark = pytest.mark.long

NOT_NOW = "/not-now"
FOR_SQLITE, FOR_POSTGRESQL = 24, 160
"""Megabytes."""
MOST_ENTRIES = 400
"""What is free inside the database's own files is used up first."""


@dataclass(frozen=True, slots=True)
class Small:
    """A service whose database lies on a small disk."""

    served: Served
    disk: SmallDisk


@pytest.fixture(scope="module")
def small(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Small]:
    folder, clock = tmp_path_factory.mktemp("small"), FixedClock(BEGINNING)
    (folder / "memory").mkdir()
    usual, live.YARROW_CLOCK = live.YARROW_CLOCK, lambda: clock
    memory, spare.MEMORY = spare.MEMORY, folder / "memory"
    try:
        with django_db_blocker.unblock(), ExitStack() as stack:
            disk = _database_on_a_small_disk(stack, folder)
            yield Small(serve_a_family(clock), disk)
    finally:
        live.YARROW_CLOCK, spare.MEMORY = usual, memory


def _database_on_a_small_disk(stack: ExitStack, folder: Path) -> SmallDisk:
    if connection.vendor == "sqlite":
        disk = stack.enter_context(small_disk(folder, megabytes=FOR_SQLITE))
        stack.enter_context(own_database(disk.folder))
        return disk
    server = folder_of_the_server()
    disk = stack.enter_context(small_disk(server, megabytes=FOR_POSTGRESQL, owner=server.owner()))
    space = stack.enter_context(tablespace(disk))
    usual = connections["default"]
    stack.enter_context(own_database(folder))
    name = connections["default"].settings_dict["NAME"]
    connections["default"].close()
    with usual._nodb_cursor() as cursor:  # noqa: SLF001  # as Django's own runner does
        cursor.execute(f"ALTER DATABASE {name} SET TABLESPACE {space}")
    return disk


def _sheet(client: Client, small: Small) -> str:
    """Where a worker has begun to write."""
    room = small.served.family.rooms["harmed"].pk
    return client.post(reverse("record:add", args=[room]), {KIND: "hope"})["Location"]


def _sent(client: Client, sheet: str) -> str:
    """Where the press led."""
    return client.post(sheet, {KIND: "hope", "words": WORDS * 300})["Location"]


def _written_until_full(client: Client, small: Small) -> int:
    """Write one hope after another until there is no room; answers how many were acknowledged."""
    for acknowledged in range(MOST_ENTRIES):
        sheet = _sheet(client, small)
        if sheet == NOT_NOW or _sent(client, sheet) == NOT_NOW:
            return acknowledged
    raise AssertionError("the disk was not full")


def test_full_disk_is_said_and_nothing_that_was_acknowledged_is_lost(small: Small) -> None:
    client, before = signed_in(small.served), Entry.objects.count()
    sheet = _sheet(client, small)

    with small.disk.full():
        acknowledged = _written_until_full(client, small)
        led = _sent(client, sheet)
        shown = client.get(led).content.decode()
        page = client.get(reverse("record:room", args=[small.served.family.rooms["harmed"].pk]))
        again = client.get(sheet).content.decode()

    assert led == NOT_NOW
    assert "999" in shown
    assert (page.status_code, SAID in page.content.decode()) == (200, True)
    assert WORDS in again
    assert Entry.objects.count() == before + acknowledged
    assert verify_everything().is_whole


def test_with_room_again_what_was_typed_is_sent(small: Small) -> None:
    client = signed_in(small.served)
    sheet = _sheet(client, small)
    with small.disk.full():
        _written_until_full(client, small)
        assert _sent(client, sheet) == NOT_NOW

    led = _sent(client, sheet)

    assert led == reverse("record:room", args=[small.served.family.rooms["harmed"].pk])
    assert Entry.objects.filter(pk=sheet.split("/")[-2]).count() == 1
    assert verify_everything().is_whole
    _check_the_database_itself()


def test_nobody_is_let_in_unrecorded(small: Small) -> None:
    client, stranger = signed_in(small.served), Client()

    with small.disk.full():
        _written_until_full(client, small)
        events = AuditEvent.objects.count()
        answers = [
            stranger.post("/sign-in/", {"username": "lead", "passphrase": DEMO_PASSPHRASE}) for _ in range(3)
        ]
        inside = stranger.get("/").status_code == 200
        written = AuditEvent.objects.count() - events

    assert {answer.status_code for answer in answers} == {302}
    assert not inside or written, "somebody is inside and nothing tells of it"


def test_nothing_typed_is_spilled_in_plain(small: Small) -> None:
    client = signed_in(small.served)
    sheet = _sheet(client, small)
    with small.disk.full():
        _written_until_full(client, small)
        _sent(client, sheet)
        everything = Path(spare.MEMORY).parent.rglob("*")
        files = [path for path in everything if path.is_file() and path.name != "filler"]
        telling = [path.name for path in files if WORDS.encode() in path.read_bytes()]

    assert files
    assert not telling


def _check_the_database_itself() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
