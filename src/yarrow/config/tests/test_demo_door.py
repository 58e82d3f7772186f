"""What a newcomer finds in the demo on the pages of the door, of reaching, of messages and of agencies."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.browsers import Browser
from yarrow.config.cast import Cast
from yarrow.config.demo import alone, on_the_way
from yarrow.config.demo.sending import prepare_sender
from yarrow.config.demo.telling import TOLD_FROM
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.queries import the_service

THERE = {
    "reaching:ring": ("09:30", "The book is back", "look at what was said"),
    "outgoing:printed": ("Referral to a partner",),
    "agencies:told": ("The college", "The duty social worker"),
    "record:room": ("Heol yr Afon",),
}
"""Pages of her room in the family whose rooms keep most from each other."""


@pytest.fixture
def rooms(cast: Cast, clock: FixedClock, settings: Settings, tmp_path: Path) -> dict[str, Room]:
    settings.SENDER_KEY_FILE = tmp_path / "sender"
    settings.YARROW_CLOCK = lambda: clock
    prepare_sender(the_service(), clock)
    found: dict[str, Room] = {}
    for name, story in (("apart", on_the_way.high_risk), ("home", alone.living_together)):
        before = set(Room.objects.values_list("pk", flat=True))
        story(cast, FixedClock(clock.now() - TOLD_FROM), clock.now())
        people = Room.objects.exclude(pk__in=before).filter(kind=RoomKind.PERSON).order_by("number")
        found |= {f"{name} {part}": room for part, room in zip(("hers", "his"), people, strict=True)}
    return found


def test_each_page_of_the_door_has_something_on_it_and_his_workers_nothing(
    rooms: dict[str, Room], browser: Browser
) -> None:
    hana = browser("harmed_worker")
    for name, words in THERE.items():
        page = hana.get(reverse(name, args=[rooms["apart hers"].pk])).content.decode()
        assert not [each for each in words if each not in page], name
    home = hana.get(reverse("sending:messages", args=[rooms["home hers"].pk])).content.decode()
    assert "Take this message back" in home

    door = hana.get(reverse("outgoing:stopped")).content.decode()
    assert door.count(reverse("outgoing:stopped")) > 1
    assert "let out" in door

    owen = browser("other_worker")
    assert "Nothing waits for you" in owen.get(reverse("outgoing:stopped")).content.decode()
    for address in ("/", reverse("record:room", args=[rooms["apart his"].pk])):
        assert "Heol" not in owen.get(address).content.decode(), address
