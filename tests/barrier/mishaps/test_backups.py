"""Backups: sealed to two, whole or not there, and put back on a bare machine (security.md §5.13, O-05)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.barrier.own_database import own_database
from tests.barrier.settled import BEGINNING
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.backups.actions import Made, make_backup, restore_backup
from yarrow.backups.archive import NotABackup
from yarrow.backups.opening import opened
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.oversight.queries import backup_overdue, last_backup
from yarrow.rooms.models import Entry
from yarrow.sealing.age import encrypt_stream, new_age_identity
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import digest_of_file
from yarrow.staff.models import Service
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Kind

from .rehearsing import SAID, Served, command, empty_home, identity_file, read_there, serve_a_family


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Served]:
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("served")):
        yield serve_a_family(FixedClock(BEGINNING))


def secrets() -> list[Path]:
    return [settings.PEPPER_FILE, settings.HOME / "secret_key"]


def backed_up(served: Served, to: Path, *, keep_days: int = 0) -> Path:
    made = make_backup(
        to=to, recipients=served.recipients, secrets=secrets(), clock=served.clock, keep_days=keep_days
    )
    assert isinstance(made, Made)
    return made.path


# --- what is refused ---


@pytest.mark.parametrize("recipients", [[], ["age1nobody"], ["", ""]])
def test_nobody_to_open_it_is_refused(served: Served, tmp_path: Path, recipients: list[str]) -> None:
    said = make_backup(to=tmp_path, recipients=recipients, secrets=secrets(), clock=served.clock)

    assert isinstance(said, Refused)
    assert not list(tmp_path.iterdir())


def test_real_service_needs_two_different_recipients(served: Served, tmp_path: Path) -> None:
    alone = served.operations.recipient
    with transaction.atomic():
        Service.objects.update(kind=Kind.REAL, recovery_sealed=b"")
        said = make_backup(to=tmp_path, recipients=[alone, alone], secrets=secrets(), clock=served.clock)
        transaction.set_rollback(True)

    assert isinstance(said, Refused)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["home", "home/backups", "."])
def test_pepper_and_backup_are_kept_apart(served: Served, tmp_path: Path, folder: str) -> None:
    (tmp_path / "home" / "backups").mkdir(parents=True)
    pepper = tmp_path / "home" / "pepper"
    pepper.touch()

    said = make_backup(
        to=tmp_path / folder, recipients=served.recipients, secrets=[pepper], clock=served.clock
    )

    assert isinstance(said, Refused)
    assert not list(tmp_path.rglob("*.age"))


def test_third_person_opens_nothing(served: Served, tmp_path: Path) -> None:
    path = backed_up(served, tmp_path)

    with pytest.raises(CannotOpen):
        opened(path, new_age_identity().secret)


@pytest.mark.parametrize("at", [0.0, 0.001, 0.3, 0.6, 0.999])
def test_changed_file_is_refused(served: Served, tmp_path: Path, at: float) -> None:
    path = backed_up(served, tmp_path)
    whole = path.read_bytes()
    place = int(at * len(whole))
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

    with pytest.raises(CannotOpen):
        opened(path, served.operations.secret)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99, 0.9999])
def test_file_cut_short_is_refused(served: Served, tmp_path: Path, part: float) -> None:
    path = backed_up(served, tmp_path)
    path.write_bytes(path.read_bytes()[: int(part * path.stat().st_size)])

    with pytest.raises((CannotOpen, NotABackup)):
        opened(path, served.operations.secret)


def test_other_file_sealed_to_us_is_refused(served: Served, tmp_path: Path) -> None:
    path, source = tmp_path / "letter.age", tmp_path / "letter"
    source.write_bytes(b"Dear colleague" * 100)
    with source.open("rb") as read, path.open("wb") as write:
        encrypt_stream(served.recipients, read, write)

    with pytest.raises(NotABackup):
        opened(path, served.operations.secret)


def test_nothing_is_put_over_a_database(served: Served, tmp_path: Path) -> None:
    path, before = backed_up(served, tmp_path), Entry.objects.count()

    said = restore_backup(path=path, identity=served.operations.secret, clock=served.clock)

    assert isinstance(said, Refused)
    assert Entry.objects.count() == before > 0


# --- what is kept ---


def test_each_of_the_two_opens_it_alone_and_every_row_is_there(served: Served, tmp_path: Path) -> None:
    path = backed_up(served, tmp_path)

    for who in (served.operations, served.custodians):
        label = opened(path, who.secret).label
        assert label.deployment == str(the_service().pk)
        assert label.rows["rooms_entry"] == Entry.objects.count()


def test_what_lies_there_tells_nothing_and_only_its_owner_may_read_it(served: Served, tmp_path: Path) -> None:
    path = backed_up(served, tmp_path)
    content = path.read_bytes()

    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    assert not [
        word for word in (b"SQLite", b"PGDMP", b"rooms_entry", b"Hana", SAID.encode()) if word in content
    ]


def test_record_remembers_which_file_it_was(served: Served, tmp_path: Path) -> None:
    path = backed_up(served, tmp_path)

    event = latest(the_service().pk, Event.BACKUP_MADE)
    assert event is not None
    assert bytes(event.digest) == digest_of_file(path)
    assert last_backup() == served.clock.now()


def test_managers_are_reminded_after_two_days(served: Served, tmp_path: Path) -> None:
    backed_up(served, tmp_path)
    now = served.clock.now()

    assert not backup_overdue(now + timedelta(days=2))
    assert backup_overdue(now + timedelta(days=2, seconds=1))


def test_only_our_own_old_files_are_removed(served: Served, tmp_path: Path) -> None:
    began = served.clock.now()
    first = backed_up(served, tmp_path)
    others = [tmp_path / "holiday.age", tmp_path / "yarrow-00000000-20200101T000000Z.age"]
    for other in others:
        other.touch()
    served.clock.move_to(began + timedelta(days=36))

    second = backed_up(served, tmp_path, keep_days=35)

    served.clock.move_to(began)
    assert sorted(tmp_path.iterdir()) == sorted([second, *others])
    assert not first.exists()


# --- the rehearsal ---


@pytest.mark.parametrize("who", ["operations", pytest.param("custodians", marks=pytest.mark.long)])
def test_worker_reads_their_room_on_a_bare_machine(served: Served, tmp_path: Path, who: str) -> None:
    (tmp_path / "kept").mkdir()
    path = backed_up(served, tmp_path / "kept")
    there, key = empty_home(tmp_path / "new"), identity_file(tmp_path, getattr(served, who))

    done = command(there, "restore", str(path), "--identity", key)

    assert done.returncode == 0, done.stderr
    assert SAID in read_there(there)
    again = command(there, "restore", str(path), "--identity", key)
    assert again.returncode == 1
    assert "There is a database here already" in again.stderr


def test_broken_file_leaves_the_bare_machine_bare(served: Served, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    path = backed_up(served, tmp_path / "kept")
    path.write_bytes(path.read_bytes()[:-40])
    there, key = empty_home(tmp_path / "new"), identity_file(tmp_path, served.operations)

    done = command(there, "restore", str(path), "--identity", key)

    assert done.returncode == 1
    assert "cut short" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "new").glob("yarrow.sqlite3*"))


def test_check_says_that_it_would_restore_and_changes_nothing(served: Served, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    path = backed_up(served, tmp_path / "kept")
    there, key = empty_home(tmp_path / "new"), identity_file(tmp_path, served.operations)

    done = command(there, "backup_check", str(path), "--identity", key)

    assert done.returncode == 0, done.stderr
    assert "It would restore." in done.stdout
    assert not list((tmp_path / "new").glob("yarrow.sqlite3*"))
