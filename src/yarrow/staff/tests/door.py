"""Short words for what is done at the door again and again."""

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as codes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.door import seeds
from yarrow.staff.models import Worker
from yarrow.staff.session import key_cookie_name

from .conftest import PASSPHRASE


def sign_in(browser: Client, username: str, passphrase: str = PASSPHRASE) -> Any:
    return browser.post("/sign-in/", {"username": username, "passphrase": passphrase})


def is_inside(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def key_cookie(browser: Client) -> str:
    return browser.cookies[key_cookie_name()].value


def code_at(moment: datetime, seed: str) -> str:
    return str(format_hotp_value(hotp_value(seed, int(moment.timestamp()) // 30)))


def with_second_factor(worker: Worker) -> str:
    """Give the worker a second factor without spending a code; answers the seed."""
    seed = seeds.new_seed()
    Authenticator.objects.create(
        user=worker, type=Authenticator.Type.TOTP, data={"secret": seeds.sealed(worker, seed)}
    )
    return seed


def prove(browser: Client, worker: Worker, passphrase: str = DEMO_PASSPHRASE) -> None:
    """Give passphrase and, where there is one, code again: for five minutes ``proved_view`` is open."""
    given = {"passphrase": passphrase}
    factor = Authenticator.objects.filter(user=worker, type=Authenticator.Type.TOTP).first()
    if factor is not None:
        moment = datetime.fromtimestamp(codes.time.time(), tz=UTC)
        given["code"] = code_at(moment, seeds.opened(factor.data["secret"]))
    unproved(browser)
    answer = browser.post("/prove/", given)
    assert (answer.status_code, answer["Location"] != "/prove/again/") == (302, True)


def unproved(browser: Client) -> None:
    """As five minutes later, without moving the clock: what was given at sign-in counts no longer."""
    session = browser.session
    session.pop("proved", None)
    session.save()
