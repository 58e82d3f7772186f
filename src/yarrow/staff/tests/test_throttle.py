"""Nobody can make a colleague wait at the door (security.md R-26, ASVS 6.1.1)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.keys import random_token
from yarrow.staff.models import KnownDevice
from yarrow.staff.queries.devices import known_device

from .conftest import PASSPHRASE, Member
from .door import code_at, is_inside, sign_in, with_second_factor

WRONG = "seven quiet herring"


def device_cookie(browser: Client) -> str:
    return browser.cookies["device"].value if "device" in browser.cookies else ""


def known_browser_of(username: str, passphrase: str = PASSPHRASE) -> Client:
    """A browser in which this worker has signed in once, and left."""
    browser = Client()
    sign_in(browser, username, passphrase)
    assert is_inside(browser)
    browser.post("/sign-out/")
    return browser


def networks() -> Iterator[Client]:
    """Browsers of one attacker, each on a network of its own."""
    for number in range(1, 255):
        yield Client(REMOTE_ADDR=f"198.51.100.{number}")


@pytest.fixture
def locked_out(ada: Member) -> None:
    """Somebody fails against Ada's name until every unknown browser waits."""
    for _, attacker in zip(range(8), networks(), strict=False):
        sign_in(attacker, "ada", WRONG)
    assert sign_in(Client(), "ada")["Location"] == "/sign-in/again/"


def test_stranger_who_fails_makes_the_owners_own_browser_wait_for_nothing(ada: Member) -> None:
    own = known_browser_of("ada")
    for _, attacker in zip(range(30), networks(), strict=False):
        assert sign_in(attacker, "ada", WRONG)["Location"] == "/sign-in/again/"
    assert sign_in(Client(), "ada")["Location"] == "/sign-in/again/"

    assert sign_in(own, "ada")["Location"] == "/"


def test_name_that_waits_waits_for_every_unknown_browser_and_not_for_other_names(
    locked_out: None, bryn: Member
) -> None:
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")

    assert sign_in(elsewhere, "ada")["Location"] == "/sign-in/again/"
    assert sign_in(elsewhere, " ADA ")["Location"] == "/sign-in/again/"
    assert sign_in(elsewhere, "bryn")["Location"] == "/"


@pytest.mark.usefixtures("locked_out")
def test_cookie_of_another_workers_browser_makes_nobody_known(bryn: Member) -> None:
    bryns = known_browser_of("bryn")

    assert sign_in(bryns, "ada")["Location"] == "/sign-in/again/"
    assert sign_in(bryns, "bryn")["Location"] == "/"


@pytest.mark.usefixtures("locked_out")
@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 43, "A" * 4000])
def test_cookie_that_the_service_never_gave_makes_nobody_known(cookie: str) -> None:
    stranger = Client()
    stranger.cookies["device"] = cookie

    assert sign_in(stranger, "ada")["Location"] == "/sign-in/again/"


def test_copy_of_the_cookie_wears_out_at_the_next_sign_in(ada: Member) -> None:
    own = known_browser_of("ada")
    copied = device_cookie(own)
    sign_in(own, "ada")
    assert device_cookie(own) != copied
    for _, attacker in zip(range(8), networks(), strict=False):
        sign_in(attacker, "ada", WRONG)

    thief = Client()
    thief.cookies["device"] = copied

    assert sign_in(thief, "ada")["Location"] == "/sign-in/again/"
    assert KnownDevice.objects.count() == 1


def test_known_browser_that_fails_waits_by_itself_alone(ada: Member) -> None:
    own, other = known_browser_of("ada"), known_browser_of("ada")
    for _ in range(5):
        sign_in(own, "ada", WRONG)

    assert sign_in(own, "ada")["Location"] == "/sign-in/again/"
    assert sign_in(other, "ada")["Location"] == "/"
    assert sign_in(Client(), "ada")["Location"] == "/"


def test_browser_is_forgotten_after_ninety_days(ada: Member, clock: FixedClock) -> None:
    own = known_browser_of("ada")
    cookie = device_cookie(own)
    assert own.cookies["device"]["max-age"] == 90 * 24 * 60 * 60
    assert known_device(ada.worker, cookie, clock.today() + timedelta(days=90))

    assert known_device(ada.worker, cookie, clock.today() + timedelta(days=91)) is None


def test_five_browsers_are_known_and_the_longest_unused_is_forgotten(ada: Member, clock: FixedClock) -> None:
    browsers = []
    for _ in range(6):
        clock.move_to(clock.now() + timedelta(days=1))
        browsers.append(known_browser_of("ada"))

    known = [known_device(ada.worker, device_cookie(each), clock.today()) for each in browsers]

    assert known[0] is None
    assert all(known[1:])


def test_passphrase_without_the_second_factor_makes_no_browser_known(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    browser.post("/sign-in/code/", {"code": "000000"})
    assert device_cookie(browser) == ""
    assert not KnownDevice.objects.exists()

    browser.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})

    assert device_cookie(browser)
    assert KnownDevice.objects.get().worker_id == ada.worker.pk


def test_codes_failed_by_who_knows_the_passphrase_do_not_stop_the_owners_own_browser(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    own = known_browser_of("ada")
    seed = with_second_factor(ada.worker)
    for _ in range(2):
        sign_in(browser, "ada")
        for _ in range(5):
            browser.post("/sign-in/code/", {"code": "abcdef"})
    sign_in(own, "ada")

    assert own.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})["Location"] == "/"


def test_one_network_may_not_try_many_names(ada: Member, bryn: Member) -> None:
    known = known_browser_of("bryn")
    for number in range(20):
        sign_in(Client(), f"name-{number}", WRONG)

    assert sign_in(Client(), "ada")["Location"] == "/sign-in/again/"
    assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), "ada")["Location"] == "/"
    assert sign_in(known, "bryn")["Location"] == "/"


def test_addresses_of_one_household_are_one_network(ada: Member) -> None:
    for number in range(20):
        sign_in(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), f"name-{number}", WRONG)

    assert sign_in(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1"), "ada")["Location"] == "/sign-in/again/"
    assert sign_in(Client(REMOTE_ADDR="2001:db8:1:3::1"), "ada")["Location"] == "/"


def test_right_passphrase_does_not_wipe_the_failures_before_it(ada: Member) -> None:
    for _ in range(4):
        sign_in(Client(), "ada", WRONG)
    assert sign_in(Client(), "ada")["Location"] == "/"
    sign_in(Client(), "ada", WRONG)

    assert sign_in(Client(), "ada")["Location"] == "/sign-in/again/"


def test_counters_hold_no_name_no_address_and_no_cookie(ada: Member) -> None:
    own = known_browser_of("ada")
    sign_in(own, "ada", WRONG)
    sign_in(Client(REMOTE_ADDR="198.51.100.77"), "ada-typed-by-somebody", WRONG)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM staff_cache")
        kept = str(cursor.fetchall())
    assert "tries." in kept
    # "ada" alone stands by chance in one of some hundred digests of this length.
    words = ("ada-typed", "'ada", '"ada', "198.51", "herring", device_cookie(own))
    assert not [word for word in words if word in kept]
    assert device_cookie(own).encode() not in bytes(KnownDevice.objects.get().digest)


@pytest.mark.parametrize(("is_secure", "name"), [(True, "__Host-device"), (False, "device")])
def test_device_cookie_is_out_of_reach_of_scripts_and_other_sites(
    browser: Client, ada: Member, settings: Settings, name: str, *, is_secure: bool
) -> None:
    settings.COOKIES_SECURE, settings.DEVICE_COOKIE_NAME = is_secure, name

    cookie = sign_in(browser, "ada").cookies[name]

    assert (bool(cookie["secure"]), cookie["httponly"], cookie["samesite"]) == (is_secure, True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert len(cookie.value) == len(random_token())


def test_refused_tries_are_counted_once_however_many_come_at_once(ada: Member) -> None:
    """A place is taken before the passphrase is checked: a sixth try in flight is not checked at all."""
    for _ in range(7):
        sign_in(Client(), "ada", WRONG)

    assert AuditEvent.objects.filter(event=Event.SIGN_IN_REFUSED).count() == 5
    cache.clear()
    assert sign_in(Client(), "ada")["Location"] == "/"
