"""From a closed browser to the card: how many times somebody presses, and how many answers they wait for.

With the second factor on, as in a real service. The counts stand in docs/threat-model.md; a page more on
this way is a decision, and not something that happens (design.md §4, "within a minute").
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as codes
from django.test import Client

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.tests.door import code_at, unproved, with_second_factor

from .reading import words_of
from .steps import SECRET, typed
from .test_pages import press_of

APART = timedelta(minutes=1)
"""So that no code is given twice."""
PROOF = {"username": "duty", "passphrase": DEMO_PASSPHRASE}


class Caller:
    """Somebody at a browser, counted: every press, and every answer that is waited for."""

    def __init__(self, seed: str, clock: FixedClock) -> None:
        self.browser, self.seed, self.clock = Client(), seed, clock
        self.presses = self.answers = 0
        self.shown: Any = None

    def see(self, answer: Any) -> "Caller":
        self.answers += 1
        while answer.status_code == 302:
            self.answers += 1
            answer = self.browser.get(answer["Location"])
        assert answer.status_code == 200, answer
        self.shown = answer
        return self

    def press(self, path: str, **typed_in: str) -> "Caller":
        self.presses += 1
        return self.see(self.browser.post(path, typed_in))

    def follow(self, path: str) -> "Caller":
        self.presses += 1
        assert f'href="{path}"' in self.shown.content.decode()
        return self.see(self.browser.get(path))

    def code(self) -> str:
        self.clock.move_to(self.clock.now().replace(second=0) + APART)
        return code_at(self.clock.now(), self.seed)


@pytest.fixture
def caller(on_duty: Family, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.setattr(codes, "time", SimpleNamespace(time=lambda: clock.now().timestamp()))
    return Caller(with_second_factor(on_duty.cast.worker("duty")), clock)


def to_the_card(caller: Caller) -> None:
    """From the page of emergency opening: why, which, the card."""
    caller.press("/emergency/", **typed())
    caller.press(caller.shown.request["PATH_INFO"], page_card=press_of(caller.shown.content.decode()))
    assert SECRET in words_of(caller.shown)


def test_from_a_closed_browser_the_card_is_five_presses_away(caller: Caller) -> None:
    caller.see(caller.browser.get("/"))
    caller.press("/sign-in/", **PROOF).press("/sign-in/code/", code=caller.code())
    caller.follow("/emergency/")

    to_the_card(caller)

    assert (caller.presses, caller.answers) == (5, 11)


def test_from_a_page_left_open_who_proves_again_needs_four(caller: Caller) -> None:
    caller.press("/sign-in/", **PROOF).press("/sign-in/code/", code=caller.code())
    unproved(caller.browser)
    caller.presses = caller.answers = 0
    caller.follow("/emergency/")

    caller.press("/prove/", passphrase=DEMO_PASSPHRASE, code=caller.code())
    to_the_card(caller)

    assert (caller.presses, caller.answers) == (4, 8)
