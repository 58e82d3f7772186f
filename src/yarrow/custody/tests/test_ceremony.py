"""Setting up a real service: all of it or nothing, and nothing in it that opens it alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django import Settings

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.custody.actions import (
    Ceremony,
    FirstWorker,
    begin_custody,
    hold_drill,
    open_bundle,
    set_up_real,
)
from yarrow.custody.kit import kit_text
from yarrow.custody.models import Custodian, CustodyEvent, Round, SealedBundle
from yarrow.custody.queries import (
    NotKept,
    backup_recipient,
    current_round,
    custodians_of,
    custody_state,
)
from yarrow.custody.terms import Keeping
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import open_room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.passphrase import REAL
from yarrow.sealing.pepper import PepperMissing
from yarrow.staff.actions import set_up_service, unlock
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries import (
    NothingMayBeKept,
    is_set_up,
    may_hold_data,
    pepper,
    recovery_pair,
    the_service,
)
from yarrow.staff.terms import Kind, Post

from .conftest import THREE, Papers

FIRST = FirstWorker("mari", "Mari Manager", Post.MANAGER, "seven quiet herons wading")


@pytest.fixture(autouse=True)
def _own_pepper(settings: Settings, tmp_path: Path) -> None:
    settings.PEPPER_FILE = tmp_path / "pepper"


@pytest.fixture
def real(db: None, papers: Papers, clock: FixedClock) -> Service:
    made = set_up_real(custodians=THREE, first=FIRST, keep=papers.keep, clock=clock)
    assert isinstance(made, Service)
    return made


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.reasons[0].code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"custodians": THREE[:2]}, "three"),
        ({"custodians": (*THREE[:2], THREE[0])}, "different"),
        ({"first": replace(FIRST, post=Post.PRACTITIONER)}, "first_post"),
        ({"first": replace(FIRST, username=" ")}, "first_name"),
        ({"first": replace(FIRST, passphrase="short")}, "passphrase_short"),
    ],
)
def test_a_wrong_beginning_leaves_nothing(
    change: dict[str, object], why: str, papers: Papers, clock: FixedClock
) -> None:
    given: dict[str, object] = {"custodians": THREE, "first": FIRST, "keep": papers.keep, "clock": clock}

    assert code(set_up_real(**given | change)) == why  # type: ignore[arg-type]

    assert not is_set_up()
    assert not papers.made
    with pytest.raises(PepperMissing):
        pepper()


@pytest.mark.django_db
def test_a_crash_while_printing_leaves_nothing_but_the_pepper_and_a_second_run_goes_on(
    papers: Papers, clock: FixedClock
) -> None:
    def jam(ceremony: Ceremony) -> None:
        papers.keep(ceremony)
        raise OSError("the printer is on fire")

    with pytest.raises(OSError, match="fire"):
        set_up_real(custodians=THREE, first=FIRST, keep=jam, clock=clock)

    for model in (Service, Worker, RosterEntry, Round, Custodian, SealedBundle, CustodyEvent, AuditEvent):
        assert not model._default_manager.exists()  # noqa: SLF001  # any model's own rows
    before = pepper()
    assert isinstance(set_up_real(custodians=THREE, first=FIRST, keep=papers.keep, clock=clock), Service)
    assert pepper() == before
    assert code(open_bundle(**papers.two("ab", of=0))) == "codes"
    assert not isinstance(open_bundle(**papers.two("ab")), Refused)


def test_a_second_set_up_is_refused(real: Service, papers: Papers, clock: FixedClock) -> None:
    assert code(set_up_real(custodians=THREE, first=FIRST, keep=papers.keep, clock=clock)) == "already_set_up"
    assert len(papers.made) == 1


def test_a_real_service_has_no_recovery_key_and_the_real_cost(real: Service, papers: Papers) -> None:
    assert bytes(real.recovery_sealed) == b""
    assert (real.argon_memory_kib, real.argon_passes, real.argon_lanes) == (
        REAL.memory_kib,
        REAL.passes,
        REAL.lanes,
    )
    with pytest.raises(CannotOpen):
        recovery_pair()
    opened = open_bundle(**papers.two("ac"))
    assert not isinstance(opened, Refused)
    for secret in (opened[1].recovery_private, opened[1].pepper, opened[1].age_secret.encode()):
        assert not _is_in_database(secret)
    for made in papers.made[0].codes:
        assert not _is_in_database(made)


def _is_in_database(secret: bytes) -> bool:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # our own tables
            for row in cursor.fetchall():
                for value in row:
                    raw = value.encode() if isinstance(value, str) else value
                    if isinstance(raw, bytes | memoryview) and secret in bytes(raw):
                        return True
    return False


def test_the_search_would_find_a_secret(real: Service) -> None:
    assert _is_in_database(bytes(real.recovery_public))


def test_names_and_words_of_custodians_are_sealed(real: Service) -> None:
    for who in THREE:
        assert not _is_in_database(who.name.encode())
        assert not _is_in_database(who.contact.encode())
    assert tuple(custodians_of(current_round()).values()) == THREE


def test_the_first_worker_comes_in_with_their_passphrase(real: Service) -> None:
    worker = Worker.objects.get()

    assert isinstance(unlock(worker=worker, passphrase="seven quiet herons waded"), Refused)
    assert not isinstance(unlock(worker=worker, passphrase=FIRST.passphrase), Refused)


def test_nothing_is_kept_before_a_drill_has_passed(real: Service, papers: Papers, clock: FixedClock) -> None:
    worker = Worker.objects.get()
    given = {"case": None, "kind": RoomKind.INTAKE, "holders": [worker], "by": worker, "clock": clock}
    with pytest.raises(NothingMayBeKept):
        open_room(**given)  # type: ignore[arg-type]
    assert not may_hold_data()

    assert not isinstance(hold_drill(**papers.two("bc"), clock=clock), Refused)

    assert may_hold_data()
    assert the_service().live_on == clock.today()
    open_room(**given)  # type: ignore[arg-type]


def test_a_failed_drill_lets_nothing_be_kept(real: Service, papers: Papers, clock: FixedClock) -> None:
    assert isinstance(hold_drill(first=papers.made[0].codes[0], second=bytes(20), clock=clock), Refused)

    assert not may_hold_data()
    assert custody_state(clock.today()).last_failed


def test_set_up_and_drill_leave_their_rows(real: Service, papers: Papers, clock: FixedClock) -> None:
    hold_drill(**papers.two("ab"), clock=clock)

    events = list(AuditEvent.objects.filter(chain=real.pk).order_by("number").values_list("event", flat=True))
    assert events == [
        Event.SERVICE_SET_UP,
        Event.WORKER_ENROLLED,
        Event.POST_GIVEN,
        Event.CUSTODY_CODES_MADE,
        Event.CUSTODY_DRILL_PASSED,
        Event.SERVICE_LIVE,
    ]
    assert custody_state(clock.today()).keeping == Keeping.DRILLED


def test_backups_have_a_recipient_whose_secret_a_pair_has(real: Service, papers: Papers) -> None:
    recipient = backup_recipient()

    assert recipient is not None
    assert recipient.startswith("age1")
    assert recipient not in kit_text(papers.made[0].kit)


@pytest.mark.django_db
def test_before_set_up_nothing_is_kept_by_anybody(clock: FixedClock) -> None:
    assert backup_recipient() is None
    assert custody_state(clock.today()).keeping == Keeping.NOT_SET_UP
    with pytest.raises(NotKept):
        current_round()


@pytest.mark.django_db
def test_a_demonstration_says_so(clock: FixedClock) -> None:
    set_up_service(kind=Kind.DEMO, clock=clock)

    assert custody_state(clock.today()).keeping == Keeping.DEMONSTRATION
    assert django_settings.PEPPER_FILE.exists()


def test_the_rehearsal_is_refused_in_a_real_service(real: Service, papers: Papers, clock: FixedClock) -> None:
    with pytest.raises(CannotOpen):
        begin_custody(custodians=THREE, keep=papers.keep, clock=clock)
