"""Pages of the door: the list, one stopped paper, the print log, and what today says."""

import re

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.outgoing.actions import Passed
from yarrow.outgoing.models import LetOut, Release
from yarrow.outgoing.rules import STOPS_A_DAY

from .test_door import STREET, bring, moved
from .test_releasing import WORDS, stopped_at

__all__ = ["moved"]

_MARKS = re.compile(r'<input type="hidden"[^>]*>')
LIST, TODAY = "/door/", "/"


@pytest.fixture(autouse=True)
def _clock_of_the_test(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


def page_of(browser: Browser, part: str, address: str) -> str:
    """A page without what differs from one look to the next: the marks of its forms."""
    return _MARKS.sub("", browser(part).get(address).content.decode())


@pytest.mark.parametrize(
    "part", ["other_worker", "child_worker", "supervisor", "manager", "excluded", "outsider"]
)
def test_who_is_not_asked_finds_no_page(
    browser: Browser, moved: Family, clock: FixedClock, part: str
) -> None:
    address = reverse("outgoing:look", args=[stopped_at(moved, clock)])

    assert browser(part).get(address).status_code == 404
    assert browser(part).post(address, {"reason": "Because."}).status_code == 404
    assert not Release.objects.exists()


def test_the_senders_pages_say_nothing_of_it(browser: Browser, moved: Family, clock: FixedClock) -> None:
    before = [page_of(browser, "other_worker", address) for address in (LIST, TODAY)]

    stopped_at(moved, clock)

    assert [page_of(browser, "other_worker", address) for address in (LIST, TODAY)] == before


def test_the_supervisor_sees_that_somebody_inside_must_look(
    browser: Browser, moved: Family, clock: FixedClock
) -> None:
    stopped = stopped_at(moved, clock)

    page = page_of(browser, "supervisor", LIST)

    assert "Somebody inside the room that is asked must look." in page
    assert "Owen Oakes" in page
    assert str(stopped) not in page
    for word in ("Rosewood", "Anwen", "Bryn"):
        assert word not in page


def test_who_is_inside_reads_their_own_words_and_lets_it_out(
    browser: Browser, moved: Family, clock: FixedClock
) -> None:
    stopped = stopped_at(moved, clock, f"{WORDS} Bring the red folder.")
    address = reverse("outgoing:look", args=[stopped])

    page = page_of(browser, "harmed_worker", address)
    assert "Rosewood" in page
    assert "red folder" not in page  # the paper is his
    answer = browser("harmed_worker").post(address, {"reason": "She told him herself."})

    assert answer.headers["Location"] == LIST
    assert isinstance(bring(moved, clock, f"{WORDS} Bring the red folder."), Passed)


def test_who_is_inside_both_rooms_reads_the_paper(browser: Browser, moved: Family, clock: FixedClock) -> None:
    stopped = stopped_at(moved, clock, f"{WORDS} Bring the red folder.")

    assert "red folder" in page_of(browser, "lead", reverse("outgoing:look", args=[stopped]))


def test_without_a_reason_it_is_offered_again(browser: Browser, moved: Family, clock: FixedClock) -> None:
    address = reverse("outgoing:look", args=[stopped_at(moved, clock)])

    answer = browser("harmed_worker").post(address, {"reason": ""})

    assert answer.headers["Location"] == address
    assert not Release.objects.exists()


def test_today_tells_who_is_asked_and_alarms_who_oversees(
    browser: Browser, moved: Family, clock: FixedClock
) -> None:
    for number in range(STOPS_A_DAY):
        stopped_at(moved, clock, f"{WORDS} {number}")

    assert "papers were stopped at the door" in page_of(browser, "harmed_worker", TODAY)
    for part in ("supervisor", "manager"):
        assert "brought more to the door within a day" in page_of(browser, part, TODAY)
    for part in ("other_worker", "outsider"):
        assert "the door" not in page_of(browser, part, TODAY)


def test_the_print_log_is_for_who_is_inside(browser: Browser, moved: Family, clock: FixedClock) -> None:
    bring(moved, clock, "See you on Monday.")
    address = reverse("outgoing:printed", args=[moved.rooms["other"].pk])

    page = page_of(browser, "other_worker", address)

    assert "Text message" in page
    assert bytes(LetOut.objects.get().digest).hex()[:8] in page
    assert "Monday" not in page
    for part in ("harmed_worker", "supervisor", "manager", "excluded"):
        assert browser(part).get(address).status_code == 404
    assert STREET not in page
