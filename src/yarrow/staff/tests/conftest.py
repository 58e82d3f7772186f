"""A service of three: Ada was first, Bryn and Cerys were enrolled by her. All invented."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as codes
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.keyring import Keyring
from yarrow.staff.actions import enrol_worker, set_up_service
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries.roster import line_digest
from yarrow.staff.terms import Kind, Post

PASSPHRASE = "seven quiet herons"


@dataclass
class Member:
    worker: Worker
    keyring: Keyring
    passphrase: str = PASSPHRASE


@pytest.fixture(autouse=True)
def _own_pepper_and_clock(
    settings: Settings, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PEPPER_FILE = tmp_path / "pepper"
    settings.YARROW_CLOCK = lambda: clock
    # allauth asks the machine what time it is; a code must not expire in the middle of a test.
    monkeypatch.setattr(codes, "time", SimpleNamespace(time=lambda: clock.now().timestamp()))


@pytest.fixture
def service(db: None, clock: FixedClock) -> Service:
    made = set_up_service(kind=Kind.TEST, clock=clock)
    assert isinstance(made, Service)
    return made


@pytest.fixture
def ada(service: Service, clock: FixedClock) -> Member:
    return Member(
        *enrol_worker(username="ada", name="Ada", post=Post.MANAGER, passphrase=PASSPHRASE, clock=clock)
    )


def enrolled(
    username: str, post: Post, by: Member, clock: FixedClock, passphrase: str = PASSPHRASE
) -> Member:
    return Member(
        *enrol_worker(
            username=username,
            name=username.title(),
            post=post,
            passphrase=passphrase,
            clock=clock,
            enrolled_by=by.keyring,
        )
    )


@pytest.fixture
def bryn(ada: Member, clock: FixedClock) -> Member:
    return enrolled("bryn", Post.PRACTITIONER, ada, clock)


@pytest.fixture
def cerys(ada: Member, clock: FixedClock) -> Member:
    return enrolled("cerys", Post.SUPERVISOR, ada, clock)


def remember(line: RosterEntry, clock: FixedClock) -> None:
    """Whoever forges a line and can write to the database puts it in the record as well."""
    service = Service.objects.get()
    with transaction.atomic():
        append(
            chain=service.pk,
            event=Event.KEYS_REPLACED,
            actor=None,
            subject=line.worker_id,
            digest=line_digest(line, service),
            clock=clock,
        )


@pytest.fixture
def browser() -> Client:
    return Client()


@pytest.fixture(autouse=True)
def _addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = "yarrow.staff.tests.addresses"
