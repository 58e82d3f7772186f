"""T03: words lie sealed wherever they lie, and are read only by who holds their room.

Canaries are planted in every sealed column by the service's own pages. Then everything is searched:
all pages as every member of the cast, the raw bytes of the database with its log, the sessions, the
cache, what was logged, what lies in the folders for temporary files and shared memory, addresses and
headers, a backup, sealed and opened, and in the long run every file of a PostgreSQL server with its
write-ahead log. For each of these places a control shows that a plain canary there would be found. There
is no core to search: ``serve`` lets the system write none (tests/long/test_sign_in_at_once.py).
"""

import logging
import os
import re
import tempfile
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as live
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from yarrow.backups.actions import Made, make_backup
from yarrow.backups.opening import opened
from yarrow.cases.actions import raise_care_card
from yarrow.cases.terms import CareCode
from yarrow.design.quiet_log import QuietFormatter
from yarrow.gate.facts import Shape, asked
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.record.views import writing
from yarrow.sealing.age import new_age_identity
from yarrow.staff.models import Worker, WorkerSession

from .answers import Answer, ask
from .crawl import known_addresses, walk
from .own_database import OnDisk, own_database
from .planting import READERS, ROOM_OF_HOME, Garden, kinds_for, plant
from .sampled import addresses_for
from .scanner import found_in, keys_in, sessions, table, ways_to_write
from .sealed import NOT_A_BLOB, Keys, Sealed, all_sealed, sealed_columns
from .sending import messages_wait
from .settled import BEGINNING, Settled, settle

Chosen = Callable[[Settled, str, Sequence[str]], list[str]]
"""Which addresses a member is sent to, besides the links that they find."""
_LARGEST = 20_000_000
_SHORTEST_KEY = 16
HOLDING_WORDS = {
    *("Entry.blob", "Drop.blob", "Draft.blob", "PublicDraft.blob", "Brief.blob"),
    *("RoomLabel.blob", "LoneVisitCopy.blob", "PlannedCopy.blob", "FilePiece.blob"),
    *("Reflection.blob", "ReflectionCopy.blob"),
    *("EmergencyCopy.blob", "EmergencySearch.blob", "OpeningCopy.blob", "LookingCopy.blob"),
    *("StoppedPaper.body", "Release.blob"),
    *("Handed.draft", "SentAnswers.blob", "ApartAnswers.blob"),
    *("ConflictQuestion.blob", "Booking.names", "MatchNote.blob", "MatchValue.blob", "LookUp.words"),
}
"""The sealed columns that hold what somebody typed; what the others hold is searched for itself."""


@dataclass(frozen=True, slots=True, repr=False)
class Planted:
    """The service after planting, where its bytes lie, and what every member saw."""

    settled: Settled
    garden: Garden
    disk: OnDisk
    log: Path
    began: float
    seen: dict[str, list[Answer]]
    sealed: list[Sealed]

    @property
    def word(self) -> list[bytes]:
        """What all canaries of this run begin with."""
        return [self.garden.mark.encode()]

    @property
    def keys(self) -> set[bytes]:
        """What is sealed and is no word: keys, answers, codes."""
        opened = {value.opened() for value in self.sealed if value.column not in HOLDING_WORDS}
        return {plain for plain in opened if len(plain) >= _SHORTEST_KEY}


@pytest.fixture(scope="module")
def planted(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Planted]:
    folder, clock = tmp_path_factory.mktemp("canaries"), FixedClock(BEGINNING)
    began = folder.stat().st_mtime
    usual, live.YARROW_CLOCK = live.YARROW_CLOCK, lambda: clock
    with django_db_blocker.unblock(), own_database(folder) as disk, logged_to(folder / "log") as log:
        yield _planted(disk, log, began, clock)
    live.YARROW_CLOCK = usual


def _planted(disk: OnDisk, log: Path, began: float, clock: FixedClock) -> Planted:
    garden = Garden()
    settled = settle(clock, asked_about=garden.canary("question"))
    plant(settled, garden)
    messages_wait(settled.family, clock)  # what waited was purged by what was planted
    by = settled.cast.worker("child_worker")
    raise_care_card(case=settled.family.case, code=CareCode.SUICIDE_RISK, by=by, clock=clock)
    sealed = all_sealed(Keys(settled.cast, _public_keys(garden)))
    return Planted(settled, garden, disk, log, began, everything_seen(settled, addresses_for, _EYES), sealed)


def _public_keys(garden: Garden) -> dict[object, bytes]:
    from yarrow.intake.draft_cookie import DraftCookie

    class Asked:
        COOKIES = {name: morsel.value for name, morsel in garden.public.cookies.items()}

    kept = DraftCookie.of(Asked())  # type: ignore[arg-type]  # only its cookies are read
    assert kept is not None
    return {kept.draft: kept.key}


_ROOMS = ("harmed", "other")
_EYES = frozenset(
    {
        *("lead", "other_worker", "signing_supervisor", "specialist", "intake", "manager", "duty"),
        *("outsider", "excluded", "ex_worker", "anonymous"),
    }
)
"""Who looks in the short run: one of each kind, and who reads what. The long run asks everybody."""


def everything_seen(settled: Settled, chosen: Chosen, eyes: Container[str]) -> dict[str, list[Answer]]:
    """Every page of the service as these members of the cast; of refusals, what is chosen."""
    rooms = [reverse("record:room", args=[room.pk]) for room in settled.family.rooms.values()]
    return {
        part: walk(settled.browser(part), [*chosen(settled, part, _ROOMS), *rooms])
        for part in (*settled.cast.parts(), "anonymous")
        if part in eyes
    }


@pytest.fixture
def _left_as_it_was(planted: Planted) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class logged_to:  # noqa: N801  # read as a verb: with own_database(), logged_to()
    """Everything that the service logs, as it logs it, in a file."""

    def __init__(self, path: Path) -> None:
        self.path, self.handler = path, logging.FileHandler(path)
        self.handler.setFormatter(QuietFormatter())
        self.loggers = [logging.getLogger(name) for name in ("", "django", "django.server", "yarrow")]

    def __enter__(self) -> Path:
        for logger in self.loggers:
            logger.addHandler(self.handler)
        return self.path

    def __exit__(self, *_problem: object) -> None:
        for logger in self.loggers:
            logger.removeHandler(self.handler)
        self.handler.close()


# --- what was planted ---


def test_every_field_that_holds_words_has_a_canary_that_lies_sealed(planted: Planted) -> None:
    inside = b"\n".join(value.opened() for value in planted.sealed if value.column in HOLDING_WORDS)
    wanted = {
        f"-{kind.kind.replace('_', '')}-{question.name}".encode()
        for home in ROOM_OF_HOME
        for kind in kinds_for(home)
        if kind.kind not in {"specialist_view", "whole_view"}
        for question in asked(kind)
        if question.shape in {Shape.SHORT, Shape.LONG}
    }

    assert not [word for word in wanted if word not in inside]
    assert len(wanted) > 60
    assert planted.garden.places_in(inside) == set(READERS)


def test_every_sealed_column_holds_a_canary_or_is_searched_for_itself(planted: Planted) -> None:
    mark = planted.garden.mark.encode()
    with_words = {value.column for value in planted.sealed if mark in value.opened()}
    itself = {value.column for value in planted.sealed if value.column not in HOLDING_WORDS}

    assert with_words == HOLDING_WORDS
    assert with_words | itself | set(NOT_A_BLOB) == sealed_columns()
    assert len(planted.keys) > 30


# --- where they are searched ---


def _shown(seen: dict[str, list[Answer]], garden: Garden) -> set[tuple[str, str, str]]:
    """Who saw a canary that is not for them, of which place, and where."""
    return {
        (part, place, answer.address)
        for part, answers in seen.items()
        for answer in answers
        for place in garden.places_in(answer.whole())
        if part not in READERS[place]
    }


def test_a_canary_is_shown_only_to_who_holds_its_room(planted: Planted) -> None:
    assert not _shown(planted.seen, planted.garden)


@pytest.mark.long
@pytest.mark.usefixtures("_left_as_it_was")
def test_a_canary_is_shown_to_nobody_else_at_any_address(planted: Planted) -> None:
    everybody = (*planted.settled.cast.parts(), "anonymous")
    seen = everything_seen(
        planted.settled, lambda settled, _part, rooms: known_addresses(settled, rooms), everybody
    )

    assert not _shown(seen, planted.garden)


def test_who_holds_a_room_really_read_it(planted: Planted) -> None:
    read = {
        part: {place for answer in answers for place in planted.garden.places_in(answer.body)}
        for part, answers in planted.seen.items()
    }

    assert read["lead"] >= {"harmed", "other", "child", "team", "shared"}
    assert read["other_worker"] == {"other", "shared", "draftother"}
    assert read["signing_supervisor"] == {"brief"}
    assert read["intake"] >= {"intake", "drafttriage", "list"}
    assert read["outsider"] == {"question"}
    assert read["specialist"] == {"draftview"}
    assert read["anonymous"] == read["manager"] == read["excluded"] == read["ex_worker"] == set()


_FIRST_NAME = re.compile(rb"[\w-]+-identity-known_as")
"""What a list of held rooms calls each of them; all else of two people never stands on one page."""


def test_no_page_of_another_person_holds_a_canary_of_two_people(planted: Planted) -> None:
    together = {
        answer.address
        for answer in planted.seen["lead"]
        if len({"harmed", "other", "child"} & planted.garden.places_in(_FIRST_NAME.sub(b"", answer.body))) > 1
    }

    assert not together


def test_no_post_answers_with_what_was_typed_nor_sends_it_on_in_an_address(planted: Planted) -> None:
    telling = [
        answer.address
        for answer in planted.garden.answers
        if planted.garden.mark in f"{answer.address} {answer.headers}"
        or (answer.method == "POST" and planted.word[0] in answer.body)
    ]

    assert len(planted.garden.answers) > 150
    assert not telling


def test_no_address_and_no_header_holds_a_canary(planted: Planted) -> None:
    for answers in planted.seen.values():
        assert not [a.address for a in answers if planted.garden.mark in f"{a.address} {a.headers}"]


def test_the_raw_database_holds_no_canary(planted: Planted) -> None:
    raw = planted.disk.raw()

    assert sum(map(len, raw.values())) > 500_000
    for name, held in raw.items():
        assert not found_in(held, planted.word), name


def test_the_raw_database_holds_no_key_and_no_code(planted: Planted) -> None:
    for name, held in planted.disk.raw().items():
        assert not keys_in(held, planted.keys), name
        assert CareCode.SUICIDE_RISK.value.encode() not in held, name


def test_sessions_and_cache_hold_no_canary_and_no_key(planted: Planted) -> None:
    held = sessions(WorkerSession) + table("staff_cache")

    assert WorkerSession.objects.count() > 10
    assert not found_in(held, planted.word)
    assert not keys_in(held, planted.keys)


@pytest.mark.usefixtures("_left_as_it_was")
def test_the_log_holds_no_canary_even_of_a_failure(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(**given: object) -> None:
        raise ValueError(planted.garden.mark, given)

    monkeypatch.setattr(writing, "seal_entry", failing)
    browser, room = planted.settled.browser("lead"), planted.settled.room("harmed").pk
    sheet = ask(browser, f"/r/{room}/add/", {"page_kind": "hope"}).goes_to
    failed = ask(browser, sheet, {"page_kind": "hope", "words": planted.garden.canary("gone")})

    assert failed.status == 500
    assert planted.word[0] not in failed.body
    assert b"ValueError" in planted.log.read_bytes()
    assert not found_in(planted.log.read_bytes(), planted.word)


def _below(folder: Path) -> Iterator[Path]:
    """All files; a folder that another program takes away meanwhile is passed over."""
    for inside, _, names in os.walk(folder):
        yield from (Path(inside, name) for name in names)


SPILLS = (Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108  # searched
"""Where programs leave things lying; the last is memory that looks like a folder, where there is one."""


def temporary_files(since: float, *, but: Path) -> Iterator[Path]:
    for path in (path for folder in dict.fromkeys(SPILLS) for path in _below(folder)):
        try:
            is_ours = path.is_file() and not path.is_symlink() and but not in path.parents
            if is_ours and path.stat().st_mtime >= since and path.stat().st_size < _LARGEST:
                yield path
        except OSError:
            continue  # another program's, or gone meanwhile


def _telling(planted: Planted, but: Path) -> list[Path]:
    def holds(path: Path) -> bool:
        try:
            return bool(found_in(path.read_bytes(), planted.word))
        except OSError:
            return False

    return [path for path in temporary_files(planted.began, but=but) if holds(path)]


def test_no_temporary_file_holds_a_canary(planted: Planted) -> None:
    assert not _telling(planted, planted.disk.folder)


def backed_up(planted: Planted, to: Path) -> tuple[bytes, bytes]:
    """A backup as it lies there, and everything in it as its owner could read it."""
    owners = [new_age_identity(), new_age_identity()]
    made = make_backup(
        to=to, recipients=[each.recipient for each in owners], secrets=[], clock=planted.settled.clock
    )
    assert isinstance(made, Made)
    return made.path.read_bytes(), opened(made.path, owners[0].secret).content().read()


def test_a_backup_holds_no_canary_and_no_key_even_opened(planted: Planted, tmp_path: Path) -> None:
    for held in backed_up(planted, tmp_path):
        assert len(held) > 100_000
        assert not found_in(held, planted.word)
        assert not keys_in(held, planted.keys)


@pytest.mark.long
def test_no_file_of_the_database_holds_a_canary_or_a_key(planted: Planted) -> None:
    """On PostgreSQL what a thief of the disk takes: tables, indexes, the write-ahead log, what was logged."""
    searched = 0
    for name, held in planted.disk.files():
        searched += len(held)
        assert not found_in(held, planted.word), name
        assert not keys_in(held, planted.keys), name

    assert searched > 500_000


# --- controls: a plain canary in each of these places is found ---


@pytest.mark.parametrize("way", range(len(ways_to_write(b"word"))))
def test_the_scanner_finds_every_way_of_writing(way: int) -> None:
    word = b"zq0123456789ab-harmed-7"

    assert found_in(b"before " + ways_to_write(word)[way] + b" after", [word])
    assert not found_in(b"before and after", [word])


def test_a_plain_canary_in_the_database_is_found_even_deleted(planted: Planted) -> None:
    with transaction.atomic():
        row = Worker.objects.get(username="researcher")
        Worker.objects.filter(pk=row.pk).update(name=f"{planted.garden.mark}-plain")
    try:
        assert any(found_in(held, planted.word) for held in planted.disk.raw().values())
    finally:
        Worker.objects.filter(pk=row.pk).update(name=row.name)


@contextmanager
def plain_in_a_column() -> Iterator[list[bytes]]:
    """A word of its own, so that what is left of it in a log makes no other test fail."""
    row, word = Worker.objects.get(username="researcher"), f"zq{new_id().hex}"
    with transaction.atomic():
        Worker.objects.filter(pk=row.pk).update(name=word)
    try:
        yield [word.encode()]
    finally:
        Worker.objects.filter(pk=row.pk).update(name=row.name)


def test_a_plain_canary_in_a_backup_is_found(planted: Planted, tmp_path: Path) -> None:
    with plain_in_a_column() as word:
        sealed, inside = backed_up(planted, tmp_path)

    assert found_in(inside, word)
    assert not found_in(sealed, word)


@pytest.mark.long
def test_a_plain_canary_in_a_file_of_the_database_is_found(planted: Planted) -> None:
    with plain_in_a_column() as word:
        names = [name for name, held in planted.disk.files() if found_in(held, word)]

    assert names
    if planted.disk.connection.vendor == "postgresql":
        assert [name for name in names if "/pg_wal/" in name]
        assert [name for name in names if "/base/" in name]


@pytest.mark.in_turn(1)
@pytest.mark.parametrize("folder", SPILLS[1:], ids=str)
def test_a_plain_canary_in_shared_memory_is_found(planted: Planted, folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        pytest.skip(f"{folder} is not there to write to")
    with tempfile.NamedTemporaryFile(dir=folder) as spill:
        spill.write(planted.garden.mark.encode())
        spill.flush()
        assert Path(spill.name) in _telling(planted, planted.disk.folder)


@pytest.mark.usefixtures("_left_as_it_was")
def test_a_plain_canary_in_session_cache_log_and_file_is_found(planted: Planted, tmp_path: Path) -> None:
    browser = planted.settled.browser("researcher")
    session = browser.session
    session["typed"] = planted.garden.mark * 50
    session.save()
    cache.set("typed", planted.garden.mark)
    logging.getLogger("yarrow.somewhere").warning(planted.garden.mark)
    (tmp_path / "spill").write_text(planted.garden.mark)

    assert found_in(sessions(WorkerSession), planted.word)
    assert found_in(table("staff_cache"), planted.word)
    assert found_in(planted.log.read_bytes(), planted.word)
    assert tmp_path / "spill" in _telling(planted, planted.disk.folder)
    planted.log.write_bytes(b"")


def test_a_key_in_the_database_is_found(planted: Planted) -> None:
    key = next(iter(planted.keys))

    assert keys_in(b"row " + key, planted.keys)
    assert keys_in(b"row " + key.hex().encode(), planted.keys)


def test_a_canary_on_a_page_of_the_other_side_is_found(planted: Planted) -> None:
    page = planted.seen["other_worker"][0]
    canary = next(word for word in planted.garden.planted if "-harmed-" in word)

    assert planted.garden.places_in(page.body + canary.encode()) - {"other", "shared"} == {"harmed"}
