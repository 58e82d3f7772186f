"""The page of managers and supervisors, and what stands on their day."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.custody.actions import hold_drill, let_back_in
from yarrow.custody.models import CustodyEvent, Round
from yarrow.custody.queries import custody_state, events_shown, what_is_off
from yarrow.custody.shown import today_lines
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Wrap
from yarrow.staff.models import Service

from .conftest import THREE, Papers

Browser = Callable[[str], Client]
SEES = {"manager", "supervisor", "signing_supervisor"}


def page(browser: Browser, part: str = "manager", path: str = "/custody/") -> str:
    answer = browser(part).get(path)
    assert answer.status_code == 200, part
    return unescape(answer.content.decode())


def test_for_everybody_else_there_is_no_such_page(cast: Cast, kept: Round, browser: Browser) -> None:
    for part in cast.parts():
        answer = browser(part).get("/custody/")
        if part in SEES:
            assert answer.status_code == 200
        else:
            assert answer.status_code in {302, 404}, part
            assert THREE[0].name not in answer.content.decode()
    assert browser("outside").get("/custody/").status_code == 302


def test_nobody_else_hears_of_it_on_their_day(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(days=31))

    for part in cast.parts():
        assert bool(today_lines(cast.worker(part), clock.today())) == (part in SEES), part


def test_a_demonstration_says_plainly_that_there_is_no_custody(cast: Cast, browser: Browser) -> None:
    Service.objects.update(kind="demo")

    words = page(browser)

    assert "Custody is not set up: a throw-away key stands in" in words
    assert "Recovery keys" in page(browser, path="/")


def test_without_custodians_it_says_so(cast: Cast, browser: Browser) -> None:
    assert "No custodian holds anything yet" in page(browser)


def test_who_they_are_and_what_is_due(cast: Cast, kept: Round, browser: Browser) -> None:
    words = page(browser)

    for who in THREE:
        assert all(each in words for each in (who.name, who.office, who.contact))
    assert "not yet tried out" in words
    assert "9 April 2026" in words
    assert "./run yarrow custody_replace" in words


def test_a_drill_shows_with_its_pair(
    cast: Cast, family: Family, kept: Round, papers: Papers, browser: Browser, clock: FixedClock
) -> None:
    hold_drill(**papers.two("bc"), clock=clock)

    words = page(browser)

    assert "A restore drill passed" in words
    assert "Ben Safe, Cat Data" in words
    assert "8 September 2026" in words
    assert "restore drill" not in page(browser, path="/")


def test_a_failed_drill_shows_on_the_day(
    cast: Cast, kept: Round, papers: Papers, browser: Browser, clock: FixedClock
) -> None:
    hold_drill(first=papers.made[0].codes[0], second=bytes(20), clock=clock)

    assert "The last restore drill failed" in page(browser)
    assert "The last restore drill of the custodians failed." in page(browser, path="/")


def test_whom_custodians_let_in_is_seen_for_thirty_days(
    cast: Cast, family: Family, kept: Round, papers: Papers, browser: Browser, clock: FixedClock
) -> None:
    room, worker = family.rooms["child"], cast.worker("child_worker")
    Wrap.objects.filter(version__room=room).delete()
    given = papers.two("ab")
    let_back_in(**given, worker=worker, rooms=[room.pk], by=cast.worker("manager"), clock=clock)

    line = "Custodians let Carys Child into 1 room on 10 March 2026: Ann Chair, Ben Safe."
    for part in SEES:
        assert line in today_lines(cast.worker(part), clock.today())
    assert line in page(browser, path="/")
    assert "Carys Child" in page(browser)
    clock.move_to(clock.now() + timedelta(days=31))
    assert line not in today_lines(cast.worker("manager"), clock.today())


def test_names_that_cannot_be_opened_hide_nothing_that_happened(
    cast: Cast, kept: Round, browser: Browser
) -> None:
    kept.custodians.update(blob=b"broken")

    words = page(browser)

    assert "Codes were made for three custodians" in words
    assert THREE[0].name not in words


def test_what_stays_off_follows_the_people(cast: Cast, kept: Round, clock: FixedClock) -> None:
    off = {need.what for need in what_is_off(clock.today()) if not need.is_met}

    assert "Holding real data" in off
    assert "Emergency opening at night" in off
    assert "Signing for a joint meeting" not in off


@pytest.mark.parametrize("more", [1, 40])
def test_the_page_asks_as_often_however_much_happened(
    more: int,
    cast: Cast,
    kept: Round,
    clock: FixedClock,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(more):
        CustodyEvent.objects.create(day=clock.today(), happened="drill_failed", round=kept)

    with django_assert_num_queries(23):
        custody_state(clock.today())
        events_shown()
        what_is_off(clock.today())
