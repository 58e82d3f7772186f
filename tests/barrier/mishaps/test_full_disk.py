"""A full disk, or one that cannot be written to: said in words, nothing broken, nothing typed lost (T12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as live
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.barrier.own_database import own_database
from tests.barrier.settled import BEGINNING
from yarrow.design.no_room import cannot_write
from yarrow.kernel.clock import FixedClock
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms import spare
from yarrow.rooms.models import Entry
from yarrow.staff.demo import DEMO_PASSPHRASE

from .rehearsing import SAID, Served, serve_a_family

pytestmark = pytest.mark.once

WORDS = "a heron under the bridge"


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Served]:
    """A service in a file of its own, whose memory folder is the test's."""
    folder, clock = tmp_path_factory.mktemp("full"), FixedClock(BEGINNING)
    (folder / "memory").mkdir()
    usual, live.YARROW_CLOCK = live.YARROW_CLOCK, lambda: clock
    memory, spare.MEMORY = spare.MEMORY, folder / "memory"
    with django_db_blocker.unblock(), own_database(folder):
        if connection.vendor != "sqlite":
            pytest.skip("the size of a database is capped in SQLite only")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE filler (bytes BLOB)")
        yield serve_a_family(clock)
    live.YARROW_CLOCK, spare.MEMORY = usual, memory


def signed_in(served: Served) -> Client:
    cache.clear()
    client = Client()
    client.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})
    assert client.get("/").status_code == 200
    return client


@contextmanager
def full() -> Iterator[None]:
    """From here on the database may not grow by a page, and its free pages are taken."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        _fill(cursor)
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
            cursor.execute("DELETE FROM filler")


def _fill(cursor: object) -> None:
    for size in (3000, 900, 200, 50, 10, 1):
        try:
            while True:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(%s))", [size])  # type: ignore[attr-defined]
        except OperationalError:
            continue


@contextmanager
def read_only() -> Iterator[None]:
    """As on a file system that was mounted read-only after an error of the disk."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")


def adding(served: Served) -> str:
    return f"/r/{served.family.rooms['harmed'].pk}/call/"


def typed(client: Client, address: str) -> dict[str, str]:
    """A long call note as the worker types it: too long for what room is left in half-empty pages."""
    page = client.get(address).content.decode()
    names = [part.split('"')[0] for part in page.split('name="')[1:]]
    return {name: WORDS * 300 for name in names if name not in {"csrfmiddlewaretoken", "page_of", "next"}}


@pytest.mark.parametrize("state", [full, read_only])
def test_press_says_so_in_words_and_typed_text_is_offered_again(served: Served, state: object) -> None:
    client, address, before = signed_in(served), adding(served), Entry.objects.count()
    form = typed(client, address)
    with state():  # type: ignore[operator]  # a context manager
        answer = client.post(address, form)
        shown = client.get(answer["Location"])
        again = client.get(address).content.decode()

    assert answer.status_code == 302
    assert "Traceback" not in shown.content.decode()
    assert WORDS in again
    assert Entry.objects.count() == before
    kept = list((spare.MEMORY).rglob("*"))
    assert [path for path in kept if path.is_file()]
    assert not [path for path in kept if path.is_file() and WORDS.encode() in path.read_bytes()]


@pytest.mark.parametrize("state", [full, read_only])
def test_reading_goes_on(served: Served, state: object) -> None:
    client = signed_in(served)

    with state():  # type: ignore[operator]  # a context manager
        page = client.get(f"/r/{served.family.rooms['harmed'].pk}/")

    assert page.status_code == 200
    assert SAID in page.content.decode()


def test_session_that_cannot_be_written_stays_as_it_was(served: Served) -> None:
    """Else whoever had just written would read "bad request" and write it again."""
    session = signed_in(served).session
    session["typed"] = "now"

    with read_only():
        session.save()

    assert "typed" not in type(session)(session.session_key)
    type(session)(session.session_key).delete()
    with pytest.raises(UpdateError):
        session.save()


@pytest.mark.parametrize("state", [full, read_only])
def test_nobody_is_let_in_unrecorded(served: Served, state: object) -> None:
    cache.clear()
    client = Client()

    with state():  # type: ignore[operator]  # a context manager
        answer = client.post("/sign-in/", {"username": "lead", "passphrase": DEMO_PASSPHRASE})
        inside = client.get("/")

    assert answer.status_code == 302
    assert answer["Location"] in {"/not-now", "/sign-in/again/"}
    assert inside.status_code == 302


def test_page_that_must_write_says_so_in_the_language_of_the_worker(served: Served) -> None:
    client = signed_in(served)
    client.post("/language", {"language": "cy", "next": "/"})

    page = client.get("/not-now").content.decode()

    assert 'lang="cy"' in page
    assert "999" in page


def test_nothing_is_broken_and_all_that_was_acknowledged_is_there(served: Served) -> None:
    client, address = signed_in(served), adding(served)
    before = Entry.objects.count()
    with full():
        for _ in range(5):
            client.post(address, typed(client, address))

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert Entry.objects.count() == before
    assert verify_everything().is_whole


def test_nothing_typed_is_spilled_in_plain(served: Served) -> None:
    client, address = signed_in(served), adding(served)
    with full():
        client.post(address, typed(client, address))
        files = [path for path in Path(spare.MEMORY).parent.rglob("*") if path.is_file()]
        assert files
        assert not [path.name for path in files if WORDS.encode() in path.read_bytes()]


@pytest.mark.parametrize("error", [OperationalError("no such table"), ValueError("full"), OSError(2, "none")])
def test_other_failures_are_not_called_a_full_disk(error: Exception) -> None:
    assert not cannot_write(error)
