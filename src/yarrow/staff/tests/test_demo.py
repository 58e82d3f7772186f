import pytest
from django.test import Client

from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import enrol_worker, leave_service
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Service, Worker
from yarrow.staff.terms import Kind, Post

from .conftest import Member, enrolled
from .door import code_at, is_inside, sign_in, with_second_factor


@pytest.fixture
def demo_worker(service: Service, clock: FixedClock) -> Worker:
    Service.objects.update(kind=Kind.DEMO)
    worker, _keyring = enrol_worker(
        username="eirlys", name="Eirlys", post=Post.INTAKE, passphrase=DEMO_PASSPHRASE, clock=clock
    )
    return worker


def make(kind: Kind) -> None:
    Service.objects.update(kind=kind, recovery_sealed=b"")


@pytest.mark.parametrize("kind", [Kind.TEST, Kind.REAL])
def test_demo_way_in_is_not_there_elsewhere(browser: Client, demo_worker: Worker, kind: Kind) -> None:
    assert browser.get("/demo/").status_code == 200
    make(kind)

    listed, entered = browser.get("/demo/"), browser.post(f"/demo/{demo_worker.pk}/")

    unknown = browser.get("/nothing/here/")
    assert (listed.status_code, entered.status_code) == (404, 404)
    assert listed.content == entered.content == unknown.content
    assert not is_inside(browser)


@pytest.mark.parametrize("kind", [Kind.TEST, Kind.REAL])
def test_sign_in_page_does_not_speak_of_a_demo_elsewhere(
    browser: Client, demo_worker: Worker, kind: Kind
) -> None:
    assert b"/demo/" in browser.get("/sign-in/").content
    make(kind)

    assert b"/demo/" not in browser.get("/sign-in/").content


def test_demo_way_in_before_set_up_is_not_there(browser: Client, db: None) -> None:
    assert browser.get("/demo/").status_code == 404
    assert browser.get("/sign-in/").status_code == 200


def test_demo_way_in_by_following_a_link_is_refused(browser: Client, demo_worker: Worker) -> None:
    assert browser.get(f"/demo/{demo_worker.pk}/").status_code == 405


def test_demo_way_in_as_somebody_with_another_passphrase_is_refused(
    browser: Client, demo_worker: Worker, clock: FixedClock
) -> None:
    """A passphrase of one's own holds in the demonstration too: the real unlock is used."""
    Worker.objects.filter(pk=demo_worker.pk).update(password="verifier$8192$1$1$" + "00" * 32)

    assert browser.post(f"/demo/{demo_worker.pk}/")["Location"] == "/sign-in/again/"


def test_demo_way_in_asks_for_the_second_factor(
    browser: Client, demo_worker: Worker, clock: FixedClock
) -> None:
    seed = with_second_factor(demo_worker)

    assert browser.post(f"/demo/{demo_worker.pk}/")["Location"] == "/sign-in/code/"
    assert not is_inside(browser)
    browser.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})
    assert is_inside(browser)


def test_demo_way_in_as_a_colleague_whose_code_is_missing_leaves_nobody_signed_in(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    other = enrolled("ffion", Post.DUTY, ada, clock, passphrase=DEMO_PASSPHRASE)
    with_second_factor(other.worker)
    make(Kind.DEMO)
    sign_in(browser, "ada")

    browser.post(f"/demo/{other.worker.pk}/")

    assert browser.get("/")["Location"] == "/sign-in/"


def test_demo_way_in_lists_those_who_work_here_and_signs_in(
    browser: Client, demo_worker: Worker, clock: FixedClock
) -> None:
    page = browser.get("/demo/").content.decode()
    assert "Eirlys" in page
    assert "Intake worker" in page

    assert browser.post(f"/demo/{demo_worker.pk}/")["Location"] == "/"
    assert browser.get("/").json()["worker"] == str(demo_worker.pk)


def test_demo_way_in_as_somebody_else_leaves_the_first(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    other = enrolled("ffion", Post.DUTY, ada, clock, passphrase=DEMO_PASSPHRASE)
    gone = enrolled("gwen", Post.DUTY, ada, clock, passphrase=DEMO_PASSPHRASE)
    leave_service(worker=gone.worker, by=ada.worker, clock=clock)
    make(Kind.DEMO)
    sign_in(browser, "ada")

    browser.post(f"/demo/{other.worker.pk}/")

    assert browser.get("/").json()["worker"] == str(other.worker.pk)
    assert not ada.worker.sessions.exists()
    assert "Gwen" not in browser.get("/demo/").content.decode()
    assert browser.post(f"/demo/{gone.worker.pk}/")["Location"] == "/sign-in/again/"
