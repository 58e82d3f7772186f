"""One's own account: factors, known browsers, other sessions, what happened (ASVS 6.3.7, 7.4.3, 7.5.2)."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.staff.actions import remove_factor
from yarrow.staff.door.adapters import CHANGED
from yarrow.staff.models import KnownDevice

from .conftest import Member
from .door import is_inside, sign_in, unproved, with_second_factor
from .test_second_factor import make_real


def read(browser: Client) -> str:
    return browser.get("/account/sign-in/").content.decode()


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/passkey/", "/account/remove/"])
def test_stranger_is_asked_to_sign_in(browser: Client, ada: Member, path: str) -> None:
    assert browser.get(path)["Location"] == "/sign-in/"


@pytest.mark.parametrize("path", ["/account/passkey/", "/account/remove/", "/second-factor/"])
def test_factors_are_changed_only_by_who_has_just_proved_themselves(
    browser: Client, ada: Member, path: str
) -> None:
    sign_in(browser, "ada")
    unproved(browser)

    assert browser.get(path)["Location"] == "/prove/"
    assert browser.post(path, {"factor": "1"})["Location"] == "/prove/"


def test_last_factor_cannot_be_removed_in_a_real_service(ada: Member, clock: FixedClock) -> None:
    with_second_factor(ada.worker)
    only = Authenticator.objects.get().pk
    make_real()

    assert isinstance(remove_factor(worker=ada.worker, factor=only, clock=clock), Refused)
    assert Authenticator.objects.count() == 1


def test_factor_of_a_colleague_is_not_there(
    browser: Client, ada: Member, bryn: Member, clock: FixedClock
) -> None:
    with_second_factor(bryn.worker)
    colleagues = Authenticator.objects.get().pk
    sign_in(browser, "ada")

    assert browser.post("/account/remove/", {"factor": colleagues})["Location"] == "/account/remove/again/"
    with pytest.raises(NotThere):
        remove_factor(worker=ada.worker, factor=colleagues, clock=clock)
    assert Authenticator.objects.count() == 1


def test_factor_is_removed_and_told_at_the_next_sign_in(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    with_second_factor(ada.worker)
    assert "Codes from an app" in read(browser)

    browser.post("/account/remove/", {"factor": Authenticator.objects.get().pk})

    assert not Authenticator.objects.exists()
    assert "Second factor removed" in read(browser)
    assert AuditEvent.objects.filter(event=Event.SECOND_FACTOR_REMOVED, actor=ada.worker.pk).count() == 1
    browser.post("/sign-out/")
    sign_in(browser, "ada")
    assert CHANGED.split("\u201c")[0] in read(browser)
    browser.post("/sign-out/")
    sign_in(browser, "ada")
    assert CHANGED.split("\u201c")[0] not in read(browser)


def test_browser_of_a_colleague_is_not_there(browser: Client, ada: Member, bryn: Member) -> None:
    sign_in(Client(), "bryn")
    device = KnownDevice.objects.get()
    sign_in(browser, "ada")

    assert browser.post(f"/account/devices/{device.pk}/forget/").status_code == 404
    assert KnownDevice.objects.filter(pk=device.pk).exists()


def test_browser_is_forgotten(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    device = KnownDevice.objects.get()
    assert f"/account/devices/{device.pk}/forget/" in read(browser)

    browser.post(f"/account/devices/{device.pk}/forget/")

    assert not KnownDevice.objects.exists()
    assert "Known device forgotten" in read(browser)


def test_other_sessions_are_ended_and_a_colleagues_are_not(
    browser: Client, ada: Member, bryn: Member
) -> None:
    other, colleagues = Client(), Client()
    sign_in(other, "ada")
    sign_in(colleagues, "bryn")
    sign_in(browser, "ada")
    assert "Sign out everywhere else" in read(browser)

    browser.post("/account/others/")

    assert [is_inside(each) for each in (browser, other, colleagues)] == [True, False, True]
    assert "You are signed in here only." in read(browser)


def test_what_happened_to_a_colleague_is_not_told(browser: Client, ada: Member, bryn: Member) -> None:
    sign_in(Client(), "bryn", "seven quiet herring")
    sign_in(browser, "ada")
    assert "Sign-in refused" not in read(browser)

    other = Client()
    sign_in(other, "bryn")

    assert "Sign-in refused" in read(other)


def test_page_asks_the_database_the_same_however_much_there_is(
    browser: Client, ada: Member, django_assert_max_num_queries: object
) -> None:
    sign_in(browser, "ada")
    for _ in range(4):
        sign_in(Client(), "ada")
    with_second_factor(ada.worker)

    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture of pytest-django
        read(browser)
