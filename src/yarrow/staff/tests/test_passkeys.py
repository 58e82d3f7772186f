"""A passkey proves a second factor and nothing else; what is not ours or not fresh proves nothing (R-21)."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.test import Client
from fido2.cose import CoseKey
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.staff.actions import add_passkey
from yarrow.staff.actions.second_factor import MOST_PASSKEYS
from yarrow.staff.door import passkeys
from yarrow.staff.queries import has_second_factor
from yarrow.staff.terms import PasskeyKind

from .conftest import Member
from .door import is_inside, sign_in
from .test_second_factor import make_real

CREDENTIAL: dict[str, Any] = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}


def with_passkey(member: Member, clock: FixedClock) -> Authenticator:
    add_passkey(worker=member.worker, credential=CREDENTIAL, kind=PasskeyKind.KEY, clock=clock)
    return Authenticator.objects.get(user=member.worker)


def accept_whatever(monkeypatch: pytest.MonkeyPatch, factor: Authenticator) -> None:
    """As if the authenticator had answered rightly: what is left is our own check of the row."""
    monkeypatch.setattr(auth, "parse_authentication_response", lambda answer: answer)
    monkeypatch.setattr(auth, "clear_state", lambda: None)
    monkeypatch.setattr(auth, "complete_authentication", lambda _worker, _answer: factor)


def test_row_written_into_the_database_is_no_factor(
    ada: Member, bryn: Member, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who can write to the database puts in a passkey of their own, or a colleague's."""
    own = with_passkey(ada, clock)
    accept_whatever(monkeypatch, own)
    assert passkeys.proved_by(ada.worker, "{}") == own
    assert passkeys.proved_by(bryn.worker, "{}") is None

    own.data["credential"] = CREDENTIAL | {"id": "BBBB"}

    assert passkeys.proved_by(ada.worker, "{}") is None


@pytest.mark.parametrize(
    "answer", ["", "no json", "[]", "{}", '{"id": 3}', "[" * 9_000, json.dumps(CREDENTIAL)]
)
def test_answer_that_is_none_signs_nobody_in(
    browser: Client, ada: Member, clock: FixedClock, answer: str
) -> None:
    sign_in(browser, "ada")
    with_passkey_of_a_browser(ada, clock)
    browser.post("/sign-out/")
    assert sign_in(browser, "ada")["Location"] == "/sign-in/code/"

    assert browser.post("/sign-in/code/", {"credential": answer})["Location"] == "/sign-in/code/again/"
    assert not is_inside(browser)


@pytest.mark.parametrize("answer", ["", "no json", "{}", json.dumps(CREDENTIAL)])
def test_answer_that_is_none_registers_nothing(browser: Client, ada: Member, answer: str) -> None:
    sign_in(browser, "ada")
    browser.get("/account/passkey/")

    posted = browser.post("/account/passkey/", {"credential": answer, "kind": "key"})

    assert posted["Location"] == "/account/passkey/again/"
    assert not Authenticator.objects.exists()


def test_sixth_passkey_is_refused(ada: Member, clock: FixedClock) -> None:
    for _ in range(MOST_PASSKEYS):
        add_passkey(worker=ada.worker, credential=CREDENTIAL, kind=PasskeyKind.KEY, clock=clock)

    added = add_passkey(worker=ada.worker, credential=CREDENTIAL, kind=PasskeyKind.KEY, clock=clock)

    assert isinstance(added, Refused)
    assert Authenticator.objects.count() == MOST_PASSKEYS


def test_passkey_is_enough_in_a_real_service(browser: Client, ada: Member, clock: FixedClock) -> None:
    make_real()
    sign_in(browser, "ada")
    assert browser.get("/")["Location"] == "/second-factor/"
    assert browser.get("/account/passkey/").status_code == 200

    with_passkey(ada, clock)

    assert has_second_factor(ada.worker)
    assert is_inside(browser)


def test_no_address_signs_in_by_passkey_alone(browser: Client, ada: Member) -> None:
    for path in ("/accounts/2fa/webauthn/login/", "/2fa/webauthn/login/", "/webauthn/login/"):
        assert browser.get(path).status_code == 404


def with_passkey_of_a_browser(member: Member, clock: FixedClock) -> None:
    """A well-formed credential, as an authenticator makes it; nobody has its private half."""
    key = CoseKey.parse({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    made = AttestedCredentialData.create(Aaguid(bytes(16)), b"credential", key)
    data = AuthenticatorData.create(sha256(b"testserver").digest(), AuthenticatorData.FLAG(0x45), 0, made)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    response = {
        "clientDataJSON": as_text(client),
        "attestationObject": as_text(AttestationObject.create("none", data, {})),
    }
    credential = CREDENTIAL | {"response": response, "clientExtensionResults": {}}
    add_passkey(worker=member.worker, credential=credential, kind=PasskeyKind.KEY, clock=clock)


def as_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
