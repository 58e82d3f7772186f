"""Cookies stay far below what a browser keeps, and a passphrase never lapses (docs/asvs.md 3.3.5, 6.2.10)."""

from datetime import timedelta

from django.test import Client

from yarrow.kernel.clock import FixedClock
from yarrow.staff.tests.conftest import PASSPHRASE, Member
from yarrow.staff.tests.door import is_inside, sign_in

BROWSERS_KEEP = 4096
"""RFC 6265 §6.1: name, value and attributes of one cookie together."""
OURS = 512


def test_every_cookie_is_far_shorter_than_what_a_browser_keeps(browser: Client, ada: Member) -> None:
    """Also what somebody typed at sign-in, and in the form for the public, goes into no cookie."""
    long = "x" * 5000
    answers = [
        browser.get("/start/"),
        browser.post("/start/", {"about_harmed": long}),
        browser.post("/sign-in/", {"username": long[:150], "passphrase": long[:1000]}),
        browser.post("/language/", {"language": "cy"}),
        sign_in(browser, "ada"),
        browser.get("/"),
        browser.post("/sign-out/"),
    ]

    set_here = [cookie for each in answers for cookie in each.cookies.values()]

    assert len({cookie.key for cookie in set_here}) > 3
    assert max(len(cookie.OutputString()) for cookie in set_here) < OURS < BROWSERS_KEEP


def test_passphrase_of_ten_years_ago_opens_and_nobody_is_asked_to_change_it(
    browser: Client, ada: Member, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(days=3653))

    answer = sign_in(browser, "ada", PASSPHRASE)

    assert answer["Location"] == "/"
    assert is_inside(browser)
