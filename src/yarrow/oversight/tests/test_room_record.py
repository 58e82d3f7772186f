"""The record of one room: for who is inside, who opened it and when."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import attest, read_room

pytestmark = pytest.mark.django_db


def record_of(browser: Browser, family: Family, room: str, part: str) -> int:
    return int(browser(part).get(f"/r/{family.rooms[room].pk}/record/").status_code)


@pytest.mark.parametrize("part", ["other_worker", "manager", "excluded", "outsider", "signing_supervisor"])
def test_who_is_not_inside_finds_nothing(browser: Browser, family: Family, part: str) -> None:
    assert record_of(browser, family, "harmed", part) == 404
    assert record_of(browser, family, "harmed", "harmed_worker") == 200


@pytest.mark.parametrize("part", ["lead", "harmed_worker", "other_worker"])
def test_shared_room_has_none_since_both_sides_hold_it(browser: Browser, family: Family, part: str) -> None:
    assert record_of(browser, family, "shared", part) == 404


def test_page_that_is_not_there(browser: Browser, family: Family) -> None:
    address = f"/r/{family.rooms['harmed'].pk}/record"

    assert browser("harmed_worker").get(f"{address}/1/").status_code == 200
    assert browser("harmed_worker").get(f"{address}/2/").status_code == 404


def test_says_who_opened_it_and_not_that_it_was_attested(
    browser: Browser, family: Family, cast: Cast, clock: FixedClock
) -> None:
    lead, room = cast["lead"], family.rooms["harmed"]
    read_room(room_id=room.pk, by=lead.worker, keyring=lead.keyring, clock=clock)
    attest(room=room, by=lead.worker, keyring=lead.keyring, clock=clock)

    page = browser("harmed_worker").get(f"/r/{room.pk}/record/").content.decode()

    assert page.index("Room read") < page.index("Room opened")
    assert lead.worker.name in page
    assert "Standing attested" not in page


def test_room_page_leads_there(browser: Browser, family: Family) -> None:
    room = family.rooms["harmed"]

    assert f"/r/{room.pk}/record/" in browser("harmed_worker").get(f"/r/{room.pk}/").content.decode()


def test_third_page_leads_back_to_the_second(browser: Browser, family: Family) -> None:
    room = family.rooms["harmed"]
    with transaction.atomic():
        for _event in range(160):
            append(chain=room.pk, event=Event.ROOM_READ, actor=None, clock=family.clock)
    first = reverse("oversight:room_record", args=[room.pk])

    page = browser("harmed_worker").get(f"{first}3/").content.decode()

    assert f'href="{first}2/"' in page
