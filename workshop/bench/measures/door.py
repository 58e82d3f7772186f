"""Row 7: signing in and unlocking, beside one Argon2id of the same library and cost."""

import time
from datetime import timedelta

from django.conf import settings

from workshop.bench.caller import Caller, signed_in
from workshop.bench.lanes import Lane, WrongAnswer
from workshop.bench.seeding.staff import PASSPHRASE, SIGNS_IN, UNLOCKS
from yarrow.kernel.clock import SystemClock
from yarrow.sealing.keys import random_bytes
from yarrow.sealing.passphrase import REAL, derive_root
from yarrow.staff.door.engine import SessionStore
from yarrow.staff.session import IDLE, key_cookie_name

_SEEN = "seen"  # where the session row keeps when somebody was last there (staff.session)


def door_lanes(port: int) -> list[Lane]:
    """Two workers whose passphrase costs what it costs in a real service."""
    at_the_door, inside = Caller(port), signed_in(port, UNLOCKS, PASSPHRASE)
    return [
        Lane("argon2id", [_one_derivation]),
        Lane("sign in", [lambda: _sign_in(at_the_door)], before=at_the_door.call_anew),
        Lane("unlock", [lambda: _unlock(inside)], before=inside.call_anew),
    ]


def _one_derivation() -> float:
    salt = random_bytes(16)
    began = time.perf_counter()
    derive_root(PASSPHRASE, salt, REAL)
    return time.perf_counter() - began


def _sign_in(caller: Caller) -> float:
    """A browser that has never been here; the page with the form is fetched outside the time."""
    caller.cookies.clear()
    caller.get("/sign-in/").must(200)
    answer = caller.post("/sign-in/", {"username": SIGNS_IN, "passphrase": PASSPHRASE})
    answer.must(302, location="/")
    if key_cookie_name() not in caller.cookies:
        raise WrongAnswer("no key came with the sign-in")
    return answer.seconds


def _unlock(caller: Caller) -> float:
    """Sixteen minutes have gone by, says the session row; the page asks for the passphrase again."""
    session = SessionStore(session_key=caller.cookies[settings.SESSION_COOKIE_NAME])
    session[_SEEN] = (SystemClock().now() - IDLE - timedelta(minutes=1)).isoformat()
    session.save()
    caller.get("/").must(302, location="/unlock/")
    caller.get("/unlock/").must(200)
    answer = caller.post("/unlock/", {"passphrase": PASSPHRASE}).must(302, location="/")
    caller.get("/").must(200)
    return answer.seconds
