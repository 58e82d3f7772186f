"""Whoever tries learns nothing about who works here (security.md R-27, T19)."""

import importlib
import re
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from math import exp, sqrt
from random import Random  # noqa: TID251  # the order of tries in a test, no secret

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yarrow.kernel.clock import FixedClock
from yarrow.sealing.passphrase import Argon2Cost
from yarrow.staff.actions import leave_service
from yarrow.staff.models import Freeze

from .conftest import Member
from .door import sign_in

WRONG = "seven quiet herring"
KINDS = {"unknown": "nobody", "wrong": "ada", "frozen": "bryn", "left": "cerys"}
RIGHT = {"frozen": "seven quiet herons", "left": "seven quiet herons"}
"""Who may not come in is tried with the right passphrase: that must look like a wrong one."""


@pytest.fixture
def everybody(ada: Member, bryn: Member, cerys: Member, clock: FixedClock) -> None:
    leave_service(worker=cerys.worker, by=ada.worker, clock=clock)
    # The act itself refuses in a service of three: nobody would be left to lift it.
    Freeze.objects.create(worker=bryn.worker, by=ada.worker, at=clock.now())


def tried(kind: str) -> tuple[int, str, bytes, list[tuple[str, str]]]:
    """Everything a stranger can observe of one try: the answer, and the page after it."""
    cache.clear()
    browser = Client()
    posted = sign_in(browser, KINDS[kind], RIGHT.get(kind, WRONG))
    shown = browser.get(posted["Location"])
    body = re.sub(rb'(csrfmiddlewaretoken"[^>]*value=")[^"]*', rb"\1", shown.content)
    headers = {name: value for name, value in posted.headers.items() if name != "Expires"}  # the time of day
    return posted.status_code, posted["Location"], body, sorted(headers.items())


@pytest.mark.usefixtures("everybody")
def test_sixty_tries_of_every_kind_answer_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    module, seen = importlib.import_module("yarrow.staff.actions.unlock"), list[str]()
    real: Callable[[str, bytes, Argon2Cost], bytes] = module.stretched

    def counted(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
        seen.append(passphrase)
        return real(passphrase, salt, cost)

    monkeypatch.setattr(module, "stretched", counted)

    answers = [tried(kind) for _ in range(15) for kind in KINDS]

    assert all(answer == answers[0] for answer in answers)
    assert answers[0][:2] == (302, "/sign-in/again/")
    assert len(seen) == len(answers) == 60


_VALUE = re.compile(r"('[^']*'|\b[0-9a-f]{6,}\b|\d+|NULL)(::\w+)?")
"""What stands in a query for a value; PostgreSQL names the type of some."""


@pytest.mark.usefixtures("everybody")
def test_every_kind_asks_the_database_the_same_questions() -> None:
    asked = {}
    for kind, name in KINDS.items():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            sign_in(Client(), name, RIGHT.get(kind, WRONG))
        asked[kind] = [_VALUE.sub("~", each["sql"]) for each in queries]

    assert asked["wrong"]
    for kind, each in asked.items():
        assert each == asked["wrong"], kind


@pytest.mark.long
@pytest.mark.once
@pytest.mark.usefixtures("everybody")
def test_two_thousand_tries_of_each_kind_take_as_long() -> None:
    took = measured(2_000)

    found = {(one, other): alike(took[one], took[other]) for one, other in combinations(KINDS, 2)}

    assert min(found.values()) > 0.01, found


@pytest.mark.once
def test_control_a_kind_that_takes_a_little_longer_is_found() -> None:
    chance = Random(1)  # noqa: S311  # no secret
    one = [chance.gauss(10, 1) for _ in range(2_000)]

    assert alike(one, [chance.gauss(10, 1) for _ in range(2_000)]) > 0.01
    assert alike(one, [chance.gauss(10.2, 1) for _ in range(2_000)]) <= 0.01


def measured(each: int) -> dict[str, list[float]]:
    """Seconds of each try, the kinds in a new order every round: the machine's moods meet all alike."""
    chance, took = Random(7), {kind: list[float]() for kind in KINDS}  # noqa: S311  # no secret
    for _ in range(each):
        for kind in chance.sample(list(KINDS), len(KINDS)):
            cache.clear()
            act = partial(sign_in, Client(), KINDS[kind], RIGHT.get(kind, WRONG))
            took[kind].append(seconds(act))
    return took


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def alike(one: list[float], other: list[float]) -> float:
    """The p of Kolmogorov and Smirnov: how likely such a gap is between two samples of the same."""
    merged = sorted([(value, 1 / len(one)) for value in one] + [(value, -1 / len(other)) for value in other])
    gap = level = 0.0
    for _, step in merged:
        level += step
        gap = max(gap, abs(level))
    size = sqrt(len(one) * len(other) / (len(one) + len(other)))
    at = (size + 0.12 + 0.11 / size) * gap
    tail: float = 2 * sum((1 if k % 2 else -1) * exp(-2 * (k * at) ** 2) for k in range(1, 101))
    return min(1.0, tail)
