"""Two derivations at once on one machine, and what a passphrase costs (ASVS 15.2.2, R-07, T23)."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.passphrase import Argon2Cost
from yarrow.staff import stretching
from yarrow.staff.door.hasher import cost_of
from yarrow.staff.models import Freeze, Service, Worker

from .conftest import PASSPHRASE, Member
from .door import is_inside, sign_in

STRETCH = """
import sys, time
from pathlib import Path
from yarrow.staff.stretching import _place_at_the_bench
with _place_at_the_bench(Path(sys.argv[1])):
    begun = time.monotonic()
    time.sleep(0.3)
    print(begun, time.monotonic())
"""


@pytest.fixture(autouse=True)
def _own_bench(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(stretching, "LONGEST_WAIT", 0.1)


@contextmanager
def another_process_stretches(places: int) -> Iterator[None]:
    files = [(configured.HOME / f"stretching-{n}.lock").open("w") for n in range(places)]
    for file in files:
        fcntl.flock(file, fcntl.LOCK_EX)
    yield
    for file in files:
        file.close()


def test_third_passphrase_at_once_is_told_to_wait_and_is_no_failure(browser: Client, ada: Member) -> None:
    with another_process_stretches(2):
        for _ in range(6):
            posted = sign_in(browser, "ada")
            assert (posted.status_code, posted["Retry-After"]) == (429, "15")
        assert b"herons" not in posted.content
        assert b'value="ada"' not in posted.content

    assert not AuditEvent.objects.filter(event=Event.SIGN_IN_REFUSED).exists()
    assert sign_in(browser, "ada")["Location"] == "/"


@pytest.mark.parametrize("path", ["/unlock/", "/prove/"])
def test_locked_worker_is_told_to_wait_as_well(browser: Client, ada: Member, path: str) -> None:
    sign_in(browser, "ada")
    browser.post("/lock/")
    with another_process_stretches(2):
        assert browser.post(path, {"passphrase": PASSPHRASE}).status_code == 429

    assert browser.post(path, {"passphrase": PASSPHRASE})["Location"] == "/"


def test_unknown_name_waits_at_the_same_bench(browser: Client, ada: Member) -> None:
    with another_process_stretches(2):
        assert sign_in(browser, "nobody").status_code == 429


def test_second_place_is_given(browser: Client, ada: Member) -> None:
    with another_process_stretches(1):
        assert sign_in(browser, "ada")["Location"] == "/"


@pytest.mark.once
def test_processes_share_two_places(tmp_path: Path) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "yarrow.config.settings", "YARROW_HOME": str(tmp_path)}
    line = [sys.executable, "-c", STRETCH, str(tmp_path)]
    running = [subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    spans = [tuple(map(float, each.communicate(timeout=60)[0].split())) for each in running]

    most = max(sum(begun <= moment < ended for begun, ended in spans) for moment, _ in spans)

    assert len(spans) == 5
    assert most <= 2


# --- the cost of one worker's passphrase follows the service's ---


def test_cost_that_the_service_has_raised_is_raised_at_the_next_sign_in(browser: Client, ada: Member) -> None:
    Service.objects.update(argon_passes=2)
    before = Worker.objects.get(pk=ada.worker.pk)

    sign_in(browser, "ada")

    after = Worker.objects.get(pk=ada.worker.pk)
    assert browser.get("/").json()["ring"] == ada.keyring.ring_key.hex()
    assert (cost_of(before.password), cost_of(after.password)) == (
        Argon2Cost(8192, 1, 1),
        Argon2Cost(8192, 2, 1),
    )
    assert bytes(after.salt) != bytes(before.salt)
    assert AuditEvent.objects.filter(event=Event.COST_RAISED, actor=ada.worker.pk).count() == 1
    assert sign_in(Client(), "ada")["Location"] == "/"
    assert Worker.objects.get(pk=ada.worker.pk).password == after.password


def test_cost_is_never_lowered_and_never_raised_by_a_wrong_passphrase(browser: Client, ada: Member) -> None:
    Service.objects.update(argon_passes=2)
    sign_in(browser, "ada", "seven quiet herring")
    assert cost_of(Worker.objects.get().password).passes == 1
    sign_in(browser, "ada")

    Service.objects.update(argon_passes=1)
    sign_in(Client(), "ada")

    assert cost_of(Worker.objects.get().password).passes == 2


# --- a frozen account ---


def test_frozen_worker_is_refused_in_the_same_words_and_loses_every_page(
    browser: Client, ada: Member, bryn: Member, clock: FixedClock
) -> None:
    sign_in(browser, "bryn")
    assert is_inside(browser)
    wrong = sign_in(Client(), "bryn", "seven quiet herring")["Location"]

    Freeze.objects.create(worker=bryn.worker, by=ada.worker, at=clock.now())

    for path in ("/", "/grave/", "/unlock/", "/prove/", "/account/sign-in/"):
        assert browser.get(path)["Location"] == "/sign-in/", path
    for path in ("/unlock/", "/prove/", "/lock/"):
        assert browser.post(path, {"passphrase": PASSPHRASE})["Location"] == "/sign-in/", path
    assert sign_in(Client(), "bryn")["Location"] == wrong == "/sign-in/again/"


def test_account_opened_again_lets_its_worker_in(
    browser: Client, ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    freeze = Freeze.objects.create(worker=bryn.worker, by=ada.worker, at=clock.now())
    assert sign_in(browser, "bryn")["Location"] == "/sign-in/again/"

    Freeze.objects.filter(pk=freeze.pk).update(
        agreed_by=ada.worker, lifted_by=cerys.worker, lifted_at=clock.now()
    )

    assert sign_in(browser, "bryn")["Location"] == "/"
