"""Acts that ask passphrase and second factor again (security.md R-25)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.staff.session import key_cookie_name

from .conftest import PASSPHRASE, Member
from .door import code_at, key_cookie, prove, sign_in, unproved, with_second_factor


def is_open(browser: Client) -> bool:
    return browser.get("/grave/").status_code == 200


def is_asked(browser: Client) -> bool:
    return bool(browser.get("/grave/").headers.get("Location") == "/prove/")


def give(browser: Client, **given: str) -> str:
    return str(browser.post("/prove/", given)["Location"])


def test_stranger_is_asked_to_sign_in(browser: Client, ada: Member) -> None:
    assert browser.get("/grave/")["Location"] == "/sign-in/"
    assert browser.get("/prove/")["Location"] == "/sign-in/"
    assert browser.post("/prove/", {"passphrase": PASSPHRASE})["Location"] == "/sign-in/"


def test_five_minutes_after_sign_in_the_proof_counts_no_longer(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    sign_in(browser, "ada")
    clock.move_to(clock.now() + timedelta(minutes=4, seconds=59))
    assert is_open(browser)

    clock.move_to(clock.now() + timedelta(seconds=1))

    assert is_asked(browser)
    assert browser.get("/").status_code == 200
    assert browser.post("/grave/")["Location"] == "/prove/"


def test_passphrase_alone_does_not_prove_who_has_a_second_factor(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    browser.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})
    unproved(browser)
    clock.move_to(clock.now() + timedelta(seconds=30))

    assert give(browser, passphrase=PASSPHRASE) == "/prove/again/"
    assert give(browser, code=code_at(clock.now(), seed)) == "/prove/again/"
    assert give(browser, passphrase="seven quiet herring", code=code_at(clock.now(), seed)) == "/prove/again/"
    assert is_asked(browser)

    assert give(browser, passphrase=PASSPHRASE, code=code_at(clock.now(), seed)) == "/grave/"
    assert is_open(browser)


def test_code_that_proved_once_does_not_prove_twice(browser: Client, ada: Member, clock: FixedClock) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    code = code_at(clock.now(), seed)
    browser.post("/sign-in/code/", {"code": code})
    unproved(browser)

    assert give(browser, passphrase=PASSPHRASE, code=code) == "/prove/again/"

    assert is_asked(browser)
    assert AuditEvent.objects.filter(event=Event.SIGN_IN_REFUSED, subject=ada.worker.pk).count() == 1


def test_unlocking_by_passphrase_proves_only_who_has_nothing_more_to_give(
    browser: Client, ada: Member, bryn: Member, clock: FixedClock
) -> None:
    seed = with_second_factor(ada.worker)
    sign_in(browser, "ada")
    browser.post("/sign-in/code/", {"code": code_at(clock.now(), seed)})
    browser.post("/lock/")
    browser.post("/unlock/", {"passphrase": PASSPHRASE})
    assert browser.get("/").status_code == 200
    assert is_asked(browser)

    other = Client()
    sign_in(other, "bryn")
    other.post("/lock/")
    other.post("/unlock/", {"passphrase": PASSPHRASE})
    assert is_open(other)


def test_locking_ends_the_proof(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")

    browser.post("/lock/")

    assert "proved" not in browser.session
    assert is_asked(browser)


def test_proof_of_another_session_does_not_count(browser: Client, ada: Member, clock: FixedClock) -> None:
    sign_in(browser, "ada")
    unproved(browser)
    other = Client()
    sign_in(other, "ada")
    assert is_open(other)
    session = browser.session
    session["proved"] = other.session["proved"]

    session.save()

    assert is_asked(browser)


def test_proof_written_by_hand_into_the_database_does_not_count(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    sign_in(browser, "ada")
    session = browser.session
    blob = urlsafe_b64decode(session["proved"])
    for forged in (b"", clock.now().isoformat().encode(), blob[:-1] + bytes([blob[-1] ^ 1])):
        session["proved"] = urlsafe_b64encode(forged).decode()
        session.save()

        assert is_asked(browser)


def test_proof_needs_the_browsers_half(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    assert is_open(browser)

    browser.cookies[key_cookie_name()] = "A" * 44

    assert is_asked(browser)


def test_proving_changes_session_id_and_key_and_is_audited(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    before = browser.session.session_key, key_cookie(browser)

    prove(browser, ada.worker, PASSPHRASE)

    assert browser.session.session_key != before[0]
    assert key_cookie(browser) != before[1]
    assert is_open(browser)
    assert AuditEvent.objects.filter(event=Event.PROVED_AGAIN, actor=ada.worker.pk).count() == 1


def test_proving_as_a_colleague_refuses(browser: Client, ada: Member, bryn: Member) -> None:
    sign_in(browser, "ada")
    unproved(browser)

    assert give(browser, username="bryn", passphrase="seven quiet herring") == "/prove/again/"
    assert is_asked(browser)


def test_press_comes_back_to_the_page_on_which_it_was_pressed(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    unproved(browser)

    browser.post("/grave/", headers={"referer": "http://testserver/account/?x=1"})
    assert browser.session["return_to"] == "/account/"

    for elsewhere in ("http://elsewhere.example/account/", "http://testserver", "no address"):
        browser.post("/grave/", headers={"referer": elsewhere})
        assert browser.session["return_to"] == "/grave/"


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example/x", "/\\evil.example/x", "//"])
def test_press_never_leads_to_another_host_after_proving(browser: Client, ada: Member, path: str) -> None:
    sign_in(browser, "ada")
    unproved(browser)

    browser.post("/grave/", headers={"referer": f"http://testserver{path}"})

    assert browser.session["return_to"] == "/grave/"
    assert give(browser, passphrase=PASSPHRASE) == "/grave/"


def test_five_wrong_tries_refuse_the_right_passphrase_for_a_while(browser: Client, ada: Member) -> None:
    sign_in(browser, "ada")
    unproved(browser)
    for _ in range(5):
        give(browser, passphrase="seven quiet herring")

    assert give(browser, passphrase=PASSPHRASE) == "/prove/again/"
    assert is_asked(browser)
