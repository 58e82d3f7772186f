"""A service with its cast; browsers that were signed in, and proved just now."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.people import actions as people
from yarrow.sealing.keyring import Keyring
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.passphrases.stretching import BENCH, LINE, TooBusy
from yarrow.staff.terms import Post

Browser = Callable[[str], Client]
NEW = "nine patient otters swim"


@pytest.fixture(autouse=True)
def _clock_of_requests(settings: Settings, clock: FixedClock, db: None) -> None:
    settings.YARROW_CLOCK = lambda: clock
    cache.clear()


@pytest.fixture
def browser(cast: Cast) -> Browser:
    """``browser("manager")``: signed in just now; ``browser("outside")`` never."""
    made: dict[str, Client] = {}

    def of(part: str) -> Client:
        if part not in made:
            made[part] = Client()
            if part in cast.parts():
                sign_in(made[part], part)
        return made[part]

    return of


def sign_in(client: Client, username: str, passphrase: str = DEMO_PASSPHRASE) -> str:
    """Where it leads."""
    answer = client.post("/sign-in/", {"username": username, "passphrase": passphrase})
    return str(answer.headers.get("Location", ""))


def invited(cast: Cast, clock: FixedClock, username: str = "newcomer", by: str = "manager") -> str:
    """The code that the inviter passes on."""
    shown = people.invite(
        name=username.title(),
        username=username,
        post=Post.PRACTITIONER,
        by=cast.worker(by),
        keyring=cast.keyring(by),
        clock=clock,
    )
    assert not isinstance(shown, Refused)
    return people.take_shown(shown_id=shown.pk, keyring=cast.keyring(by), clock=clock)[1]


def joined(cast: Cast, clock: FixedClock, username: str = "newcomer") -> Worker:
    """A newcomer who has made their keys; nobody has vouched for them."""
    code = invited(cast, clock, username)
    worker = people.take_code(username=username, code=code, passphrase=NEW, clock=clock)
    assert isinstance(worker, Worker)
    return worker


def coded(cast: Cast, part: str, clock: FixedClock) -> str:
    """The recovery code of one of the cast."""
    return coded_with(cast.worker(part), cast.keyring(part), clock)


def coded_with(worker: Worker, keyring: Keyring, clock: FixedClock) -> str:
    shown = people.make_code(worker=worker, keyring=keyring, clock=clock)
    return people.take_shown(shown_id=shown.pk, keyring=keyring, clock=clock)[1]


def begins_nothing_before_its_turn(act: Callable[[], object], home: Path) -> object:
    """Try it while the line at the bench is full: no transaction may be open by then. Then let it happen."""
    with (home / f"stretching-{BENCH + LINE - 1}.lock").open("w") as last:
        fcntl.flock(last, fcntl.LOCK_EX)
        with CaptureQueriesContext(connection) as asked, pytest.raises(TooBusy):
            act()
    assert not [each["sql"] for each in asked if "SAVEPOINT" in each["sql"]]
    with CaptureQueriesContext(connection) as asked:
        done = act()
    assert [each["sql"] for each in asked if "SAVEPOINT" in each["sql"]], "the control"
    return done
