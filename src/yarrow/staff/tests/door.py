"""Short words for what is done at the door again and again."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

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
