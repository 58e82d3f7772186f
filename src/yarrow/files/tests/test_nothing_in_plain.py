"""A file that is sent to us is written nowhere in plain: not while it arrives, not afterwards."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.files.models import FilePiece, SealedFile
from yarrow.files.queries import content_of, documents_in
from yarrow.files.rules import MOST_BYTES, padded
from yarrow.rooms.models import Entry
from yarrow.sealing.keys import random_bytes
from yarrow.sealing.stream import PIECE_BYTES

from .making import jpeg, sent, text

CANARY = b"zqcanary" + random_bytes(8).hex().encode()  # another run beside this one has another
LARGE = 6 * 1024 * 1024
_LARGEST = 40 * 1024 * 1024
_WRITES = {"w", "a", "x", "+"}
_SPILLS = ("tempfile.", "os.memfd", "shutil.")


class Watch:
    """Every file that this process opens for writing, and every temporary file that it makes."""

    def __init__(self) -> None:
        self.is_on, self.seen = False, list[str]()
        sys.addaudithook(self.heard)  # it stays for the life of the process, and is silent when off

    def heard(self, event: str, args: tuple[object, ...]) -> None:
        if self.is_on and (event.startswith(_SPILLS) or _is_written_to(event, args)):
            self.seen.append(f"{event} {args}")


def _is_written_to(event: str, args: tuple[object, ...]) -> bool:
    """A file by its name; a number is a pipe that is open already."""
    is_named = event == "open" and isinstance(args[0], str) and isinstance(args[1], str)
    return is_named and bool(_WRITES & set(str(args[1])))


WATCH = Watch()


@pytest.fixture
def watch() -> Iterator[Watch]:
    WATCH.seen, WATCH.is_on = [], True
    yield WATCH
    WATCH.is_on = False


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def large() -> bytes:
    """Words, so that it is taken, and too many to be kept in memory by Django's own handler."""
    line = CANARY + b" in the middle of many words\n"
    return line * (LARGE // len(line))


def send(client: Client, family: Family, content: bytes, name: str = "words.txt", caption: str = "") -> str:
    page = reverse("files:documents", args=[family.rooms["harmed"].pk])
    once = "10000000-0000-4000-8000-000000000001"
    answer = client.post(page, {"caption": caption, "file": sent(content, name), "once": once})
    assert answer.status_code == 302
    return answer.headers["Location"]


def _below(folder: Path) -> Iterator[Path]:
    """All files; a folder that another program takes away meanwhile is passed over."""
    for inside, _, names in os.walk(folder):
        yield from (Path(inside, name) for name in names)


def places_holding(words: bytes, since: float) -> list[Path]:
    """Files of the machine's places for temporary things, and of the service's home, with these words."""
    folders = [Path(tempfile.gettempdir()), Path("/dev/shm"), Path("/var/tmp"), live.HOME]  # noqa: S108  # they are searched
    found = []
    for folder in folders:
        for path in _below(folder):
            try:
                is_new = path.is_file() and not path.is_symlink() and path.stat().st_mtime >= since
                if is_new and path.stat().st_size < _LARGEST and words in path.read_bytes():
                    found.append(path)
            except OSError:
                continue  # another program's, or gone meanwhile
    return found


def database() -> bytes:
    """The whole database as bytes."""
    held = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # our own tables
            held += [_flat(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(held)


def _flat(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_our_handler_is_the_only_way_in() -> None:
    assert live.FILE_UPLOAD_HANDLERS == ["yarrow.files.receiving.SealedOnArrival"]
    assert live.DATA_UPLOAD_MAX_NUMBER_FILES == 1


def test_six_megabytes_are_written_nowhere_but_sealed(
    client: Client, family: Family, watch: Watch, tmp_path: Path
) -> None:
    (tmp_path / "now").write_text("")
    since = (tmp_path / "now").stat().st_mtime - 1
    watch.seen.clear()

    send(client, family, large(), "zqname.txt", "zqcaption")

    assert not watch.seen
    assert not places_holding(CANARY, since)
    assert not [word for word in (CANARY, b"zqname", b"zqcaption") if word in database()]
    member = family.holder("harmed")
    (found,) = documents_in(family.rooms["harmed"], member.keyring)
    assert found.original is not None
    assert b"".join(content_of(found.original, family.rooms["harmed"].pk)) == large()
    assert found.said.name == "zqname.txt"


def test_control_the_usual_handler_is_caught(
    client: Client, family: Family, watch: Watch, settings: Settings
) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    page = reverse("files:documents", args=[family.rooms["harmed"].pk])
    client.post(page, {"caption": "", "file": sent(large(), "words.txt")})

    assert any("tempfile" in each for each in watch.seen)
    assert SealedFile.objects.count() == 0  # and our page does not take what did not come sealed


def test_control_the_search_finds_a_plain_file_and_a_plain_row(tmp_path: Path, family: Family) -> None:
    since = tmp_path.stat().st_mtime - 1
    with tempfile.NamedTemporaryFile() as spilled:
        spilled.write(CANARY)
        spilled.flush()
        assert Path(spilled.name) in places_holding(CANARY, since)
    Entry.objects.filter(room=family.rooms["harmed"]).update(blob=CANARY)
    assert CANARY in database()


def test_a_connection_that_breaks_leaves_nothing(client: Client, family: Family) -> None:
    page = reverse("files:documents", args=[family.rooms["harmed"].pk])
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    client.raise_request_exception = False
    client.generic(
        "POST",
        page,
        head + CANARY * 9000,  # no end: the sender went away
        content_type="multipart/form-data; boundary=x",
    )

    assert SealedFile.objects.count() == FilePiece.objects.count() == 0
    assert CANARY not in database()


def test_pieces_are_sealed_for_their_place_and_tell_little_of_the_size(
    client: Client, family: Family
) -> None:
    for number, content in enumerate((text(), b"a longer text " * 9000)):
        send(client, family, content, f"{number}.txt")
        SealedFile.objects.all().update(day=family.clock.today())

    assert set(SealedFile.objects.values_list("pieces", flat=True)) == {4}
    sizes = {len(bytes(row.blob)) for row in FilePiece.objects.all()}
    assert sizes == {PIECE_BYTES + 8 + 16}
    assert len({padded(number) for number in range(1, MOST_BYTES // PIECE_BYTES + 1)}) < 40
    assert all(number <= padded(number) <= max(4, number * 1.25) for number in range(1, 500))


def test_the_service_never_holds_more_than_a_little_of_a_file_unsealed(family: Family) -> None:
    from yarrow.files.sealed import InPieces

    made, plain = InPieces(family.rooms["harmed"].pk), random_bytes(300_000)
    for start in range(0, len(plain), 1000):
        made.add(plain[start : start + 1000])
        assert made._sealer is not None  # noqa: SLF001  # what is asked is what it holds inside
        assert len(made._sealer._waiting) <= PIECE_BYTES  # noqa: SLF001
    made.end()

    assert b"".join(made.plain()) == plain
    assert len(made.pieces) == padded(5)


def test_a_picture_is_not_left_in_plain_either(client: Client, family: Family, tmp_path: Path) -> None:
    content = jpeg((300, 200))
    send(client, family, content, "zqpicture.jpg")

    held = database()
    assert content[:40] not in held
    for start in range(40, len(content) - 40, 400):  # any three bytes stand in a megabyte by chance
        assert content[start : start + 40] not in held
    assert b"zqpicture" not in held
