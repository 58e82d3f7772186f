from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.sealing.pepper import PepperMissing
from yarrow.staff.actions import PassphraseTooWeak, enrol_worker, set_up_service
from yarrow.staff.door.hasher import cost_of
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import (
    NotSetUp,
    active_workers,
    gate_key,
    is_set_up,
    pepper,
    service_signing_pair,
    the_service,
    totp_key,
    worker,
)
from yarrow.staff.rules import passphrase_is_good_enough
from yarrow.staff.terms import Kind, Post

from .conftest import PASSPHRASE, Member


def code(decision: object) -> str:
    assert isinstance(decision, Refused)
    return decision.reasons[0].code


@pytest.mark.django_db
def test_set_up_for_real_data_is_refused_while_there_are_no_custodians(clock: FixedClock) -> None:
    assert code(set_up_service(kind=Kind.REAL, clock=clock)) == "custody_missing"

    assert not is_set_up()
    assert not settings.PEPPER_FILE.exists()


def test_set_up_a_second_time_is_refused(service: Service, clock: FixedClock) -> None:
    assert code(set_up_service(kind=Kind.DEMO, clock=clock)) == "already_set_up"

    assert the_service().kind == Kind.TEST


@pytest.mark.parametrize("only", [1, 2])
def test_second_service_row_is_refused_by_the_database(service: Service, only: int) -> None:
    copy = Service.objects.get()
    copy.pk, copy.only = new_id(), only

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_real_service_with_a_kept_recovery_key_is_refused_by_the_database(service: Service) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.update(kind=Kind.REAL)


@pytest.mark.parametrize("kind", ["", "live"])
def test_unknown_kind_is_refused_by_the_database(service: Service, kind: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.update(kind=kind)


@pytest.mark.django_db
def test_the_service_before_set_up_is_an_error() -> None:
    with pytest.raises(NotSetUp):
        the_service()


def test_keys_without_the_pepper_cannot_be_had(service: Service) -> None:
    settings.PEPPER_FILE.rename(settings.PEPPER_FILE.with_name("elsewhere"))

    for ask in (pepper, gate_key, totp_key, lambda: service_signing_pair(service)):
        with pytest.raises(PepperMissing):
            ask()


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("", "passphrase_short"),
        ("fourteen chars", "passphrase_short"),
        ("a" * 300, "passphrase_long"),
        ("aaaaaaaaaaaaaaaa", "passphrase_plain"),
        ("brynbrynbrynbryn", "passphrase_plain"),
    ],
)
def test_passphrase_that_is_easily_guessed_is_refused(passphrase: str, why: str) -> None:
    assert code(passphrase_is_good_enough(passphrase, username="bryn")) == why


def test_enrol_worker_with_a_short_passphrase_refuses(service: Service, clock: FixedClock) -> None:
    with pytest.raises(PassphraseTooWeak):
        enrol_worker(username="ada", name="Ada", post=Post.DUTY, passphrase="fourteen chars", clock=clock)

    assert not Worker.objects.exists()


def test_enrol_worker_under_a_name_taken_refuses(ada: Member, clock: FixedClock) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enrol_worker(
            username="ada",
            name="Other",
            post=Post.DUTY,
            passphrase=PASSPHRASE,
            clock=clock,
            enrolled_by=ada.keyring,
        )

    assert Worker.objects.count() == 1


def test_worker_who_is_not_there_is_not_there(ada: Member) -> None:
    with pytest.raises(NotThere):
        worker(new_id())


def test_set_up_makes_a_pepper_only_its_owner_can_read(service: Service, clock: FixedClock) -> None:
    assert settings.PEPPER_FILE.stat().st_mode & 0o777 == 0o400
    assert len({pepper(), gate_key(), totp_key()}) == 3
    assert service_signing_pair(service).public == bytes(service.signing_public)
    assert service.created_on == date(2026, 3, 10)
    assert AuditEvent.objects.filter(chain=service.pk, event=Event.SERVICE_SET_UP).count() == 1


def test_enrol_worker_keeps_a_costed_verifier_and_audits(ada: Member, bryn: Member) -> None:
    service = the_service()

    assert cost_of(bryn.worker.password).memory_kib == service.argon_memory_kib
    assert worker(bryn.worker.pk) == bryn.worker
    assert [one.name for one in active_workers()] == ["Ada", "Bryn"]
    row = AuditEvent.objects.get(event=Event.WORKER_ENROLLED, subject=bryn.worker.pk)
    assert (row.actor, len(bytes(row.digest))) == (ada.worker.pk, 32)
