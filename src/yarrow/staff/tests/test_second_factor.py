from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.db import connection
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.staff.actions import add_second_factor
from yarrow.staff.door import seeds
from yarrow.staff.models import Service
from yarrow.staff.terms import Kind

from .conftest import Member
from .door import code_at, is_inside, sign_in, with_second_factor


def give_code(browser: Client, code: str) -> str:
    return str(browser.post("/sign-in/code/", {"code": code})["Location"])


def make_real() -> None:
    """As a real service will look; set-up still refuses to make one."""
    Service.objects.update(kind=Kind.REAL, recovery_sealed=b"")


def test_passphrase_alone_opens_nothing_once_a_second_factor_is_set_up(browser: Client, ada: Member) -> None:
    with_second_factor(ada.worker)

    assert sign_in(browser, "ada")["Location"] == "/sign-in/code/"

    assert browser.get("/")["Location"] == "/sign-in/"
    assert browser.get("/unlock/")["Location"] == "/sign-in/"
    assert browser.get("/sign-in/code/").status_code == 200
    assert not AuditEvent.objects.filter(event=Event.SIGNED_IN).exists()


@pytest.mark.parametrize("code", ["", "abcdef", "0000000", "12345"])
def test_code_that_is_none_is_refused(browser: Client, ada: Member, code: str) -> None:
    with_second_factor(ada.worker)
    sign_in(browser, "ada")

    assert give_code(browser, code) == "/sign-in/code/again/"

    assert browser.get("/")["Location"] == "/sign-in/"
    assert AuditEvent.objects.filter(event=Event.SIGN_IN_REFUSED, subject=ada.worker.pk).count() == 1


def test_code_of_half_a_minute_ago_is_refused(browser: Client, ada: Member, clock: FixedClock) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")

    assert give_code(browser, code_at(clock.now() - timedelta(seconds=60), seed)) == "/sign-in/code/again/"


def test_code_used_once_is_refused_in_another_browser(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    code = code_at(clock.now(), seed)
    sign_in(browser, "ada")
    assert give_code(browser, code) == "/"
    assert is_inside(browser)

    other = Client()
    sign_in(other, "ada")

    assert give_code(other, code) == "/sign-in/code/again/"
    assert not is_inside(other)


def test_used_codes_are_remembered_where_every_process_sees_them(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    give_code(browser, code_at(clock.now(), seed))

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM staff_cache")
        keys = [key for (key,) in cursor.fetchall()]

    assert any("totp.used" in key for key in keys)
    assert type(caches["default"]).__name__ == "DatabaseCache"


def test_codes_are_refused_after_five_wrong_ones_for_a_while(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    for _ in range(5):
        give_code(browser, "abcdef")

    assert give_code(browser, code_at(clock.now(), seed)) == "/sign-in/code/again/"
    assert not is_inside(browser)


def test_seed_moved_from_a_colleague_opens_no_door(
    browser: Client, ada: Member, bryn: Member, clock: FixedClock
) -> None:
    """Bryn can write to the database and knows Ada's passphrase: his own codes do not serve."""
    with_second_factor(ada.worker)
    seed = with_second_factor(bryn.worker)
    kept = Authenticator.objects.get(user=bryn.worker).data
    Authenticator.objects.filter(user=ada.worker).update(data=kept)
    sign_in(browser, "ada")

    assert give_code(browser, code_at(clock.now(), seed)) == "/sign-in/code/again/"

    relabelled = {"secret": ada.worker.pk.hex + kept["secret"][32:]}
    Authenticator.objects.filter(user=ada.worker).update(data=relabelled)
    assert give_code(browser, code_at(clock.now(), seed)) == "/sign-in/code/again/"
    assert not is_inside(browser)


def test_seed_is_never_kept_as_it_is(browser: Client, ada: Member, clock: FixedClock) -> None:
    sign_in(browser, "ada")
    shown = browser.get("/second-factor/").content.decode()
    seed = seeds.opened(browser.session["waiting_seed"])
    assert seed in shown

    browser.post("/second-factor/", {"code": code_at(clock.now(), seed)})

    assert seed not in str(Authenticator.objects.get().data)
    assert "waiting_seed" not in browser.session


def test_set_up_with_a_wrong_code_keeps_nothing_and_shows_the_same_seed(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    browser.get("/second-factor/")
    seed = seeds.opened(browser.session["waiting_seed"])

    posted = browser.post("/second-factor/", {"code": "abcdef"})

    assert posted["Location"] == "/second-factor/again/"
    assert not Authenticator.objects.exists()
    assert seed in browser.get("/second-factor/again/").content.decode()


def test_set_up_code_does_not_sign_in_as_well(browser: Client, ada: Member, clock: FixedClock) -> None:
    sign_in(browser, "ada")
    browser.get("/second-factor/")
    seed = seeds.opened(browser.session["waiting_seed"])
    code = code_at(clock.now(), seed)
    assert browser.post("/second-factor/", {"code": code})["Location"] == "/"

    other = Client()
    sign_in(other, "ada")

    assert give_code(other, code) == "/sign-in/code/again/"
    assert AuditEvent.objects.filter(event=Event.SECOND_FACTOR_ADDED, actor=ada.worker.pk).count() == 1


def test_second_seed_beside_a_first_is_refused(ada: Member, clock: FixedClock) -> None:
    with_second_factor(ada.worker)
    seed = seeds.new_seed()

    added = add_second_factor(worker=ada.worker, seed=seed, code=code_at(clock.now(), seed), clock=clock)

    assert isinstance(added, Refused)
    assert Authenticator.objects.count() == 1


def test_real_service_lets_nobody_past_without_a_second_factor(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    make_real()
    sign_in(browser, "ada")

    assert browser.get("/")["Location"] == "/second-factor/"
    assert browser.get("/demo/")["Location"] == "/second-factor/"

    browser.get("/second-factor/")
    seed = seeds.opened(browser.session["waiting_seed"])
    browser.post("/second-factor/", {"code": code_at(clock.now(), seed)})
    assert is_inside(browser)


def test_test_service_lets_a_worker_in_without_a_second_factor(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")

    assert is_inside(browser)


def test_sign_in_with_the_right_code_opens_the_workers_own_keys(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")

    assert give_code(browser, code_at(clock.now(), seed)) == "/"

    assert browser.get("/").json()["ring"] == ada.keyring.ring_key.hex()
    assert AuditEvent.objects.filter(event=Event.SIGNED_IN, actor=ada.worker.pk).count() == 1
