"""A passkey as second factor: made, used at sign-in and to prove again, removed (security.md R-21)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession

from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import ComeIn

pytestmark = pytest.mark.story

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PassTime = Callable[..., None]


def plug_in(somebody: Somebody) -> tuple[CDPSession, str]:
    """A security key in this browser, as Chromium imitates one."""
    line = somebody.context.new_cdp_session(somebody.page)
    line.send("WebAuthn.enable")
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return line, made["authenticatorId"]


def touch(somebody: Somebody, button: str) -> None:
    somebody.press(button)


def test_passkey_is_made_used_and_removed(come_in: ComeIn, pass_time: PassTime) -> None:
    hana = come_in("harmed_worker")
    line, key = plug_in(hana)
    hana.go("/account/sign-in/").follow("Add a passkey").is_at("Add a passkey")
    hana.choose("What carries the passkey?", "Security key")
    touch(hana, "Add a passkey")
    hana.is_at("How you sign in").reads("Passkey: Security key")
    assert len(line.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1

    hana.sign_out()
    hana.sign_in("harmed_worker").is_at("Use your passkey")
    hana.go("/").is_at("Sign in")
    hana.sign_in("harmed_worker")
    touch(hana, "Use your passkey")
    hana.is_at("Today").reads("Since you last signed in, something about how you sign in has changed.")

    pass_time(minutes=6)
    hana.go("/account/remove/").is_at("Show again that it is you")
    hana.write("Passphrase", DEMO_PASSPHRASE)
    touch(hana, "Continue with your passkey")
    hana.is_at("Remove a second step").choose("Which one?", "Passkey: Security key").press("Remove")
    hana.is_at("How you sign in").reads("Second factor removed")
    hana.sign_out()
    hana.sign_in("harmed_worker").is_at("Today")


def test_without_the_key_nobody_comes_in(come_in: ComeIn) -> None:
    hana = come_in("harmed_worker")
    line, key = plug_in(hana)
    hana.go("/account/passkey/").choose("What carries the passkey?", "Security key")
    touch(hana, "Add a passkey")
    hana.sign_out()
    line.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    line.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    hana.sign_in("harmed_worker").is_at("Use your passkey")
    hana.main.get_by_role("button", name="Use your passkey").click()
    hana.main.get_by_text("That did not work. Try again, or use a code.").wait_for()

    hana.go("/").is_at("Sign in")


def test_without_script_the_page_says_so(come_in: ComeIn) -> None:
    hana = come_in("harmed_worker", has_script=False)

    hana.go("/account/passkey/").reads("Passkeys need script")
    assert not hana.main.get_by_role("button", name="Add a passkey").is_visible()
