"""Every page on which something leaves, or somebody is reached: with axe, on a phone, in both languages."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.barrier.outgoing import stopped_and_let_out
from tests.barrier.sending import messages_wait
from yarrow.config.demo.door import at_the_door
from yarrow.config.demo.told import reported_and_followed
from yarrow.config.families import Family
from yarrow.config.ready.documents import keep_in
from yarrow.gate.facts.agencies import AgencyShare, RiskReport
from yarrow.kernel.clock import FixedClock
from yarrow.outgoing.models import StoppedPaper
from yarrow.rooms.queries import entries_in

from .browsing import Somebody
from .conftest import ComeIn

pytestmark = pytest.mark.story

WELSH, LATER = "Cymraeg", timedelta(days=3)
OF_A_ROOM = (
    "reaching:ring",
    "reaching:warn",
    "reaching:rang",
    "reaching:prove",
    "sending:messages",
    "agencies:tell_of_room",
    "agencies:told",
    "agencies:share",
    "papers:choose",
    "outgoing:printed",
)
OF_THE_SERVICE = ("reaching:hold_all", "reaching:message", "agencies:tell", "outgoing:stopped")
OVERSEEN = ("sending:service", "agencies:counts", "reaching:lift_all")
SOME = 6
"""The short run looks at every sixth page, and at the first."""
FOR_THE_SCREEN = "This page is for the screen and is not printed."


@pytest.fixture
def at_work(family: Family, clock: FixedClock, settings: Settings, tmp_path: Path) -> Family:
    """Something lies on each of the pages."""
    settings.SENDER_KEY_FILE = tmp_path / "sender"
    later = clock.now() + LATER
    reported_and_followed(family, clock, later)
    at_the_door(family, clock, later)
    stopped_and_let_out(family)
    messages_wait(family, clock)
    clock.move_to(later)
    return family


def of_hers(family: Family) -> Iterator[str]:
    """What her worker comes to."""
    room = family.rooms["harmed"]
    yield from (reverse(name, args=[room.pk]) for name in OF_A_ROOM)
    yield from (reverse(name) for name in OF_THE_SERVICE)
    yield reverse("agencies:tell_of_case", args=[family.case.pk])
    entries = entries_in(room, family.holder("harmed").keyring)
    report, share = (
        next(each.entry.pk for each in entries if isinstance(each.fact, kind))
        for kind in (RiskReport, AgencyShare)
    )
    yield from (reverse(f"agencies:{name}", args=[room.pk, report]) for name in ("report", "paper"))
    yield reverse("agencies:carry", args=[room.pk, report, room.number])
    yield from (reverse(f"agencies:{name}", args=[room.pk, share]) for name in ("paper", "share_step"))
    yield from (reverse("outgoing:look", args=[each.pk]) for each in StoppedPaper.objects.order_by("at"))
    document = keep_in(family, "harmed", "a letter.txt", "What she kept.")
    yield from (reverse(name, args=[room.pk, document.pk]) for name in ("files:document", "papers:give"))


def look_through(somebody: Somebody, pages: list[str]) -> None:
    somebody.look.seen = set()  # the same shape in another language is another page
    broken = [problem for path in pages if (problem := _problem_of(somebody, path))]
    assert not broken, "\n".join(broken)


def _problem_of(somebody: Somebody, path: str) -> str:
    """What is wrong with one page; all of them are told at once."""
    try:
        somebody.go(path)
        assert somebody.place == path, f"{path} leads to {somebody.place}"
        assert somebody.main.get_by_role("heading", level=1).count() == 1, path
    except AssertionError as wrong:
        return str(wrong)
    return ""


def writes_a_letter(somebody: Somebody, room: str) -> None:
    """The two pages of a paper that is being written."""
    somebody.go(room).follow("Write a paper").choose("Which paper?", "Letter in your own words")
    somebody.choose("In which language?", "English").press("Go on").write("Your words", "See you on Monday.")
    somebody.choose("How does it reach them?", "A worker hands it over: no address on it")
    somebody.press("See how it will be read").is_at("This is how it will be read")


def prints_one_line(somebody: Somebody, room: str) -> None:
    """A page about a room says on paper what to do instead, and nothing of the room."""
    somebody.go(room).page.emulate_media(media="print")
    printed = " ".join(somebody.page.locator("body").inner_text().split())
    somebody.page.emulate_media(media="screen")
    assert printed.startswith(FOR_THE_SCREEN)
    assert "Anwen" not in printed


@pytest.mark.parametrize("each", [SOME, pytest.param(1, marks=pytest.mark.long)], ids=["some", "every"])
def test_pages_of_the_door_can_be_used_by_everybody(come_in: ComeIn, at_work: Family, each: int) -> None:
    hana, pages = come_in("harmed_worker"), [*of_hers(at_work)]
    room = reverse("record:room", args=[at_work.rooms["harmed"].pk])

    look_through(hana, pages[::each])
    prints_one_line(hana, room)
    hana.press(WELSH, hana.page.get_by_role("banner"))
    look_through(hana, pages[1::each])
    if each == 1:
        look_through(hana, pages[:1])
        hana.press("English", hana.page.get_by_role("banner"))
        writes_a_letter(hana, room)
        look_through(come_in("manager"), [reverse(name) for name in OVERSEEN])
