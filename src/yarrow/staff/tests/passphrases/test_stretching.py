"""Two derivations at once on one machine, and what a passphrase costs (ASVS 15.2.2, R-07, T23)."""

import fcntl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.passphrase import Argon2Cost
from yarrow.staff.actions import (
    change_passphrase,
    enrol_worker,
    make_recovery_code,
    unlock_by_name,
    use_recovery_code,
)
from yarrow.staff.door.hasher import cost_of
from yarrow.staff.models import Freeze, Service, Worker
from yarrow.staff.passphrases import stretching
from yarrow.staff.passphrases.stretching import TooBusy
from yarrow.staff.terms import Post
from yarrow.staff.tests.conftest import PASSPHRASE, Member
from yarrow.staff.tests.door import is_inside, sign_in

FRESH = "nine patient otters swim"
STRETCH = """
import sys, time
from pathlib import Path
from yarrow.staff.passphrases.stretching import turn
with turn(Path(sys.argv[1])):
    begun = time.monotonic()
    print("here", flush=True)
    time.sleep(float(sys.argv[2]))
    print(begun, time.monotonic())
"""


@pytest.fixture(autouse=True)
def _own_bench(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(stretching, "LONGEST_WAIT", 0.1)


@contextmanager
def another_process_stretches(places: int) -> Iterator[None]:
    """So many places are taken: first those at the bench, then those in line from its front."""
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
    line = [sys.executable, "-c", STRETCH, str(tmp_path), "0.3"]
    running = [subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    said = [each.communicate(timeout=60)[0].split()[1:] for each in running]
    spans = [tuple(map(float, each)) for each in said]

    most = max(sum(begun <= moment < ended for begun, ended in spans) for moment, _ in spans)

    assert len(spans) == 5
    assert most <= 2


@pytest.mark.once
def test_process_that_is_killed_gives_its_place_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "yarrow.config.settings", "YARROW_HOME": str(tmp_path)}
    line = [sys.executable, "-c", STRETCH, str(tmp_path), "60"]
    both = [subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == "here\n"
    with pytest.raises(TooBusy), stretching.turn(tmp_path):
        pass

    both[0].kill()
    both[0].communicate()

    with stretching.turn(tmp_path):
        pass
    both[1].kill()
    both[1].communicate()


def _stand_in_line(name: str, order: list[str], home: Path) -> threading.Thread:
    def wait() -> None:
        with stretching.turn(home):
            order.append(name)

    waiting = threading.Thread(target=wait)
    waiting.start()
    return waiting


@pytest.mark.once
def test_who_came_first_is_first_at_the_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretching, "LONGEST_WAIT", 30)
    order: list[str] = []
    names = list("abcdef")
    waiting = []
    with another_process_stretches(1), stretching.turn(tmp_path):
        for ahead, name in enumerate(names):
            waiting.append(_stand_in_line(name, order, tmp_path))
            _until_taken(tmp_path / f"stretching-{stretching.BENCH + ahead}.lock")
        assert not order
    for each in waiting:
        each.join()

    # Two are at the bench side by side, and either may speak first; else nobody is passed by.
    assert sorted(order) == names
    assert all(abs(order.index(name) - place) <= 1 for place, name in enumerate(names))


def _until_taken(place: Path) -> None:
    for _ in range(500):
        with suppress(FileNotFoundError), place.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        time.sleep(0.01)
    raise AssertionError(place)


@pytest.mark.once
def test_full_line_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretching, "LONGEST_WAIT", 30)
    begun = time.monotonic()
    with (
        another_process_stretches(stretching.BENCH + stretching.LINE),
        pytest.raises(TooBusy),
        stretching.turn(tmp_path),
    ):
        pass

    assert time.monotonic() - begun < 5


@pytest.mark.once
def test_who_would_wait_too_long_is_told_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine where one stretching takes four seconds today, the third in line need not wait in vain."""
    monkeypatch.setattr(stretching, "LONGEST_WAIT", 9)
    monkeypatch.setattr(stretching.Pace, "lasted", 4.0)
    begun = time.monotonic()
    with (
        another_process_stretches(stretching.BENCH + 2),
        pytest.raises(TooBusy),
        stretching.turn(tmp_path),
    ):
        pass

    assert time.monotonic() - begun < 5


@pytest.mark.once
def test_some_threads_always_serve_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretching, "LONGEST_WAIT", 30)
    order: list[str] = []
    with another_process_stretches(stretching.BENCH):
        waiting = [_stand_in_line(str(n), order, tmp_path) for n in range(stretching.OF_ONE_PROCESS)]
        _until_taken(tmp_path / f"stretching-{stretching.BENCH + stretching.OF_ONE_PROCESS - 1}.lock")
        with pytest.raises(TooBusy), stretching.turn(tmp_path):
            pass
    for each in waiting:
        each.join()

    assert len(order) == stretching.OF_ONE_PROCESS


# --- nobody holds the database while they wait ---


def test_nothing_is_begun_in_the_database_before_the_passphrase_is_stretched(
    ada: Member, clock: FixedClock
) -> None:
    """Whoever waits for the bench with a transaction open makes every writer wait, for seconds."""
    code = make_recovery_code(worker=ada.worker, keyring=ada.keyring, clock=clock)
    acts: list[Callable[[], object]] = [
        lambda: unlock_by_name(username="ada", passphrase="seven quiet herring", clock=clock),
        lambda: enrol_worker(
            username="new",
            name="New",
            post=Post.DUTY,
            passphrase=PASSPHRASE,
            clock=clock,
            enrolled_by=ada.keyring,
        ),
        lambda: change_passphrase(
            worker=ada.worker, keyring=ada.keyring, passphrase=FRESH, session_key=None, clock=clock
        ),
        lambda: use_recovery_code(
            username="ada", code=code, passphrase=FRESH, also=lambda *_given: None, clock=clock
        ),
    ]
    for act in acts:
        with (
            another_process_stretches(stretching.BENCH),
            CaptureQueriesContext(connection) as asked,
            pytest.raises(TooBusy),
        ):
            act()

        assert not begun_in(asked)
        with CaptureQueriesContext(connection) as asked:
            act()
        assert begun_in(asked), "the control: it does begin something, afterwards"


def begun_in(asked: CaptureQueriesContext) -> list[str]:
    return [each["sql"] for each in asked if "SAVEPOINT" in each["sql"]]


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
