from base64 import b64encode, urlsafe_b64decode
from datetime import timedelta
from typing import cast

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import leave_service
from yarrow.staff.door.engine import SessionStore
from yarrow.staff.models import WorkerSession
from yarrow.staff.queries import pepper
from yarrow.staff.requests import TimedRequest
from yarrow.staff.session import key_cookie_name, keyring_of
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled
from .door import code_at, is_inside, key_cookie, sign_in, with_second_factor

MAY_BE_IN_A_SESSION = {
    "unlocked",
    "pending",
    "begun",
    "seen",
    "proved",
    "_auth_user_id",
    "_auth_user_backend",
    "_auth_user_hash",
}


def wait(clock: FixedClock, **time: int) -> None:
    clock.move_to(clock.now() + timedelta(**time))


def test_session_with_the_key_cookie_lost_is_locked(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    assert is_inside(browser)

    del browser.cookies[key_cookie_name()]

    assert browser.get("/")["Location"] == "/unlock/"


def test_key_cookie_without_the_session_opens_nothing(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    other = Client()

    other.cookies[key_cookie_name()] = key_cookie(browser)

    assert other.get("/")["Location"] == "/sign-in/"


def test_session_with_the_blob_gone_is_locked(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    session = browser.session
    assert session.pop("unlocked")

    session.save()

    assert browser.get("/")["Location"] == "/unlock/"


@pytest.mark.parametrize("cookie", ["", "x", "AAAA", "A" * 44, "é"])
def test_session_with_a_broken_key_cookie_is_locked(browser: Client, ada: Member, cookie: str) -> None:
    sign_in(browser, "ada")

    browser.cookies[key_cookie_name()] = cookie

    assert browser.get("/")["Location"] == "/unlock/"


def test_session_holding_another_workers_blob_and_key_is_locked(
    browser: Client, ada: Member, bryn: Member
) -> None:
    sign_in(browser, "ada")
    other = Client()
    sign_in(other, "bryn")
    session = browser.session
    session["unlocked"] = other.session["unlocked"]

    session.save()
    browser.cookies[key_cookie_name()] = key_cookie(other)

    assert browser.get("/")["Location"] == "/unlock/"


def test_session_holding_the_blob_and_key_of_another_session_is_locked(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    other = Client()
    sign_in(other, "ada")
    session = browser.session
    session["unlocked"] = other.session["unlocked"]

    session.save()
    browser.cookies[key_cookie_name()] = key_cookie(other)

    assert browser.get("/")["Location"] == "/unlock/"


def test_keyring_of_an_idle_or_long_session_is_none_without_any_middleware(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    sign_in(browser, "ada")
    request = cast("TimedRequest", RequestFactory().get("/"))
    request.session, request.clock = browser.session, clock
    request.key_to_set = urlsafe_b64decode(key_cookie(browser))
    AuthenticationMiddleware(lambda _: HttpResponse()).process_request(request)
    assert keyring_of(request) is not None

    wait(clock, minutes=15)
    assert keyring_of(request) is None

    request.session["seen"] = (clock.now() + timedelta(hours=10)).isoformat()
    assert keyring_of(request) is not None
    wait(clock, hours=10)
    assert keyring_of(request) is None


def test_session_made_anothers_by_hand_is_locked(browser: Client, ada: Member, bryn: Member) -> None:
    """Ada writes Bryn's id into her own session row: she is not Bryn."""
    sign_in(browser, "ada")
    session = browser.session
    session[SESSION_KEY] = str(bryn.worker.pk)
    session["_auth_user_hash"] = bryn.worker.get_session_auth_hash()

    session.save()

    assert browser.get("/")["Location"] == "/unlock/"


def test_pending_keys_made_usable_by_hand_stay_closed(browser: Client, ada: Member) -> None:
    """Somebody who can write to the database skips the second factor: the keys do not open."""
    with_second_factor(ada.worker)
    assert sign_in(browser, "ada")["Location"] == "/sign-in/code/"
    session = browser.session
    session["pending"] = False
    session[SESSION_KEY] = str(ada.worker.pk)
    session["_auth_user_backend"] = "yarrow.staff.door.backend.PassphraseBackend"
    session["_auth_user_hash"] = ada.worker.get_session_auth_hash()

    session.save()

    assert browser.get("/")["Location"] == "/unlock/"


def test_session_idle_for_fifteen_minutes_is_locked_and_its_blob_deleted(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    sign_in(browser, "ada")
    wait(clock, minutes=14)
    assert is_inside(browser)

    wait(clock, minutes=15)

    assert browser.get("/")["Location"] == "/unlock/"
    assert "unlocked" not in browser.session
    assert key_cookie(browser) == ""


def test_session_ten_hours_old_is_signed_out_however_busy(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    sign_in(browser, "ada")
    for _ in range(59):
        wait(clock, minutes=10)
        assert is_inside(browser)

    wait(clock, minutes=10)

    assert browser.get("/")["Location"] == "/sign-in/"
    assert not ada.worker.sessions.exists()


def test_session_from_the_future_is_over(browser: Client, ada: Member, clock: FixedClock) -> None:
    sign_in(browser, "ada")

    wait(clock, hours=-1)

    assert browser.get("/")["Location"] == "/sign-in/"


def test_lock_forgets_the_keys_and_unlock_returns_to_the_page(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    assert browser.post("/lock/")["Location"] == "/unlock/"
    assert browser.get("/")["Location"] == "/unlock/"
    before = browser.session.session_key, key_cookie(browser)

    refused = browser.post("/unlock/", {"passphrase": "seven quiet herring"})
    opened = browser.post("/unlock/", {"passphrase": PASSPHRASE})

    assert refused["Location"] == "/unlock/again/"
    assert opened["Location"] == "/"
    assert is_inside(browser)
    assert browser.session.session_key != before[0]
    assert AuditEvent.objects.filter(event=Event.UNLOCKED, actor=ada.worker.pk).count() == 1


def test_unlock_with_a_colleagues_passphrase_refuses(browser: Client, ada: Member, clock: FixedClock) -> None:
    enrolled("dai", Post.DUTY, ada, clock, passphrase="nine loud magpies")
    sign_in(browser, "ada")
    browser.post("/lock/")

    posted = browser.post("/unlock/", {"username": "dai", "passphrase": "nine loud magpies"})

    assert posted["Location"] == "/unlock/again/"
    assert not is_inside(browser)
    assert sign_in(Client(), "dai", "nine loud magpies")["Location"] == "/"


def test_unlock_starts_no_new_ten_hours(browser: Client, ada: Member, clock: FixedClock) -> None:
    sign_in(browser, "ada")
    wait(clock, hours=9)
    assert browser.get("/")["Location"] == "/unlock/"
    browser.post("/unlock/", {"passphrase": PASSPHRASE})
    assert is_inside(browser)

    wait(clock, hours=1)

    assert browser.get("/")["Location"] == "/sign-in/"


def test_leave_service_ends_sessions_at_once(
    browser: Client, ada: Member, bryn: Member, clock: FixedClock
) -> None:
    sign_in(browser, "bryn")
    assert is_inside(browser)

    leave_service(worker=bryn.worker, by=ada.worker, clock=clock)

    assert not WorkerSession.objects.filter(session_key=browser.session.session_key).exists()
    assert browser.get("/")["Location"] == "/sign-in/"
    assert AuditEvent.objects.filter(event=Event.WORKER_LEFT, subject=bryn.worker.pk).count() == 1
    assert leave_service(worker=bryn.worker, by=ada.worker, clock=clock) is None


def test_third_sign_in_ends_the_oldest_session(ada: Member) -> None:
    browsers = [Client(), Client(), Client()]
    for browser in browsers:
        sign_in(browser, "ada")

    assert [is_inside(browser) for browser in browsers] == [False, True, True]


def test_sign_in_changes_session_id_and_key(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    first = browser.session.session_key, key_cookie(browser)
    browser.post("/sign-out/")

    sign_in(browser, "ada")

    assert browser.session.session_key != first[0]
    assert key_cookie(browser) != first[1]


@pytest.mark.parametrize(("is_secure", "name"), [(True, "__Host-k"), (False, "k")])
def test_key_cookie_is_out_of_reach_of_scripts_and_other_sites(
    browser: Client, ada: Member, settings: Settings, name: str, *, is_secure: bool
) -> None:
    settings.COOKIES_SECURE = is_secure

    cookie = sign_in(browser, "ada").cookies[name]

    assert bool(cookie["secure"]) is is_secure

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert (cookie["max-age"], cookie["expires"], cookie["domain"]) == ("", "", "")


def test_session_row_holds_ids_times_and_blobs_only(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")

    row = WorkerSession.objects.get(worker=ada.worker)

    assert set(SessionStore(row.session_key).load()) == MAY_BE_IN_A_SESSION


def test_session_between_the_factors_names_nobody_as_signed_in(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    waiting = dict(browser.session.items())
    assert set(waiting) == {"unlocked", "pending", "begun", "seen", "account_login"}
    assert not ada.worker.sessions.exists()

    browser.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})

    methods = {"account_authentication_methods", "account_authentication_methods_user"}
    assert set(browser.session.keys()) == MAY_BE_IN_A_SESSION | methods
    assert browser.session["unlocked"] != waiting["unlocked"]


def test_database_holds_no_private_key_no_cookie_key_and_no_passphrase(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    """Every byte kept is searched for every secret; the same search finds what may be there."""
    seed = with_second_factor(ada.worker)
    sign_in(Client(), "bryn")
    sign_in(browser, "ada")
    browser.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})
    assert is_inside(browser)

    kept = everything_kept()

    assert ada.worker.sealing_public in kept
    assert ada.worker.username.encode() in kept
    assert not [secret for secret in secrets_of(ada, seed, browser) if secret in kept]


def secrets_of(member: Member, seed: str, browser: Client) -> list[bytes]:
    """Each in every dress in which it could have been kept."""
    keys = (member.keyring.sealing_private, member.keyring.signing_private, member.keyring.ring_key)
    key_of_session = urlsafe_b64decode(key_cookie(browser))
    raw = [*keys, key_of_session, pepper()]
    texts = [secret.hex().encode() for secret in raw] + [b64encode(secret)[:40] for secret in raw]
    return [*raw, *texts, key_cookie(browser).encode(), PASSPHRASE.encode(), seed.encode()]


def everything_kept() -> bytes:
    """Every value of every table, session rows unpacked; on SQLite the raw file as well."""
    kept: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names come from the database itself
            kept += [as_bytes(value) for row in cursor.fetchall() for value in row]
    kept += [str(SessionStore(row.session_key).load()).encode() for row in WorkerSession.objects.all()]
    if connection.vendor == "sqlite":
        kept.append(connection.connection.serialize())
    return b"\n".join(kept)


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
