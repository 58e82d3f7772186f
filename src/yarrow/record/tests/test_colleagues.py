"""What goes from a room to colleagues: a card, a worry, a key."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.care_cards import code_on
from yarrow.cases.models import CareCard
from yarrow.cases.queries import care_card_copies
from yarrow.cases.terms import CareCode
from yarrow.config.families import Family
from yarrow.gate.facts.harm import AgencyConcern
from yarrow.gate.words import LongText
from yarrow.rooms.actions import ask_grant, open_drops
from yarrow.rooms.models import Draft, Drop, Grant, Room
from yarrow.rooms.queries import entries_in, holders_of

from .examples import CANARY


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["other"]


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("other_worker")


def place(name: str, room: Room) -> str:
    return reverse(f"record:{name}", args=[room.pk])


def test_a_card_without_a_code_is_not_raised(room: Room, client: Client) -> None:
    here = place("care_card", room)

    for code in ("", "something_else"):
        assert client.post(here, {"warning": code}).headers["Location"] == here

    assert "There is a problem" in client.get(here).content.decode()
    assert not CareCard.objects.exists()


def test_a_card_offers_codes_and_none_beforehand(room: Room, client: Client) -> None:
    page = client.get(place("care_card", room)).content.decode()

    assert "Do not visit alone" in page
    assert "checked" not in page


def test_a_card_pressed_while_locked_is_raised_at_once_and_shows_nothing(room: Room, client: Client) -> None:
    here = place("care_card", room)
    client.post("/lock/")

    client.post(here, {"warning": "danger_now"})

    assert CareCard.objects.count() == 1
    assert client.get(here).headers["Location"] == "/unlock/"


def test_a_card_is_raised_by_nobody_outside_the_room_while_locked(room: Room, browser: Browser) -> None:
    for part in ("harmed_worker", "manager", "excluded"):
        browser(part).post("/lock/")
        assert browser(part).post(place("care_card", room), {"warning": "danger_now"}).status_code == 404
    assert not CareCard.objects.exists()


@pytest.mark.parametrize("part", ["other", "shared"])
def test_a_card_from_any_room_reaches_every_worker_of_the_case(
    part: str, family: Family, client: Client
) -> None:
    client.post(place("care_card", family.rooms[part]), {"warning": "not_alone"})

    for worker in ("harmed_worker", "child_worker", "supervisor"):
        copy = care_card_copies(family.cast.worker(worker), family.case).get()
        assert code_on(copy, family.cast.keyring(worker)) is CareCode.NOT_ALONE


def test_a_worry_without_words_is_refused_and_keeps_what_was_typed(room: Room, client: Client) -> None:
    client.post(place("worry", room), {"by": CANARY, "words": ""})

    page = client.get(place("worry", room)).content.decode()
    assert CANARY in page
    assert not Drop.objects.exists()


def test_a_worry_waits_in_the_team_room(family: Family, room: Room, client: Client) -> None:
    assert 'value="Owen Oakes"' in client.get(place("worry", room)).content.decode()

    client.post(place("worry", room), {"by": "Owen Oakes", "words": CANARY})

    member, team = family.holder("team"), family.rooms["team"]
    assert open_drops(room=team, by=member.worker, keyring=member.keyring, clock=family.clock) == 1
    worry = AgencyConcern(by="Owen Oakes", words=LongText(CANARY))
    assert [read.fact for read in entries_in(team, member.keyring)] == [worry]
    assert not Draft.objects.exists()


def once_on(client: Client, address: str) -> str:
    found = re.search(r'name="once" value="([0-9a-f-]{36})"', client.get(address).content.decode())
    assert found
    return found[1]


def test_a_worry_posted_twice_waits_once_and_other_words_are_not_lost(
    family: Family, room: Room, client: Client
) -> None:
    here = place("worry", room)
    posted = {"by": "Owen Oakes", "words": CANARY, "once": once_on(client, here)}

    for _press in range(2):
        assert client.post(here, posted).headers["Location"] == place("room", room)
    assert Drop.objects.count() == 1

    client.post(here, posted | {"words": "Something else."})  # gone back to, and changed
    client.post(here, posted | {"once": once_on(client, here)})  # the same worry on another day
    assert Drop.objects.count() == 3


def test_a_card_posted_twice_is_raised_once_and_another_code_is_not_lost(room: Room, client: Client) -> None:
    here = place("care_card", room)
    posted = {"warning": "not_alone", "once": once_on(client, here)}

    for _press in range(2):
        assert client.post(here, posted).headers["Location"] == place("room", room)
    assert CareCard.objects.count() == 1

    client.post(here, posted | {"warning": "danger_now"})
    assert CareCard.objects.count() == 2


@pytest.mark.parametrize("once", [None, "", "torn"])
def test_a_press_without_a_one_time_id_is_always_acted_on(
    once: str | None, room: Room, client: Client
) -> None:
    torn = {} if once is None else {"once": once}

    for _press in range(2):
        client.post(place("care_card", room), {"warning": "not_alone"} | torn)
        client.post(place("worry", room), {"by": "Owen", "words": CANARY} | torn)

    assert CareCard.objects.count() == 2
    assert Drop.objects.count() == 2


def test_the_same_form_of_two_workers_is_two_acts(room: Room, browser: Browser, family: Family) -> None:
    once = once_on(browser("other_worker"), place("care_card", room))

    for part, into in (("other_worker", "other"), ("harmed_worker", "harmed")):
        browser(part).post(place("care_card", family.rooms[into]), {"warning": "not_alone", "once": once})

    assert CareCard.objects.count() == 2


def test_a_practitioner_who_is_inside_cannot_ask_for_others(room: Room, client: Client) -> None:
    assert client.get(place("let_in", room)).status_code == 404
    assert "Ask that somebody be let in" not in client.get(place("room", room)).content.decode()


def test_a_supervisor_sees_a_colour_and_everybody_on_the_case_and_not_who_is_inside(
    family: Family, room: Room, browser: Browser
) -> None:
    page = browser("supervisor").get(place("let_in", room)).content.decode()

    assert "The room of another person: Moss" in page
    assert "Bryn" not in page
    for name in ("Hana Harries", "Owen Oakes", "Carys Child"):
        assert name in page
    assert "Elin Excluded" not in page


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "researcher"])
def test_somebody_who_is_not_on_the_case_cannot_be_asked_for(
    part: str, family: Family, room: Room, browser: Browser
) -> None:
    stranger = family.cast.worker(part)

    browser("supervisor").post(place("let_in", room), {"worker": str(stranger.pk)})

    assert not Grant.objects.exists()
    assert stranger not in holders_of(room)


def test_a_colleague_is_asked_for_by_the_supervisor_and_let_in_by_who_is_inside(
    family: Family, room: Room, client: Client, browser: Browser
) -> None:
    child_worker = family.cast.worker("child_worker")
    assert browser("child_worker").get(place("room", room)).status_code == 404

    browser("supervisor").post(place("let_in", room), {"worker": str(child_worker.pk)})

    assert child_worker not in holders_of(room)
    page = client.get(place("room", room)).content.decode()
    assert "Waiting to be let in" in page
    assert "Carys Child" in page
    client.post(place("come_in", room))
    assert "Waiting to be let in" not in client.get(place("room", room)).content.decode()
    assert "Bryn" in browser("child_worker").get(place("room", room)).content.decode()


def test_a_lead_who_is_inside_lets_nobody_in(family: Family, browser: Browser) -> None:
    mine, specialist = family.rooms["harmed"], family.cast.worker("specialist")

    assert "Ask that somebody be let in" not in browser("lead").get(place("room", mine)).content.decode()
    assert browser("lead").get(place("let_in", mine)).status_code == 404
    browser("lead").post(place("let_in", mine), {"worker": str(specialist.pk)})

    assert specialist not in holders_of(mine)
    assert not Grant.objects.exists()


def test_a_supervisor_who_is_inside_lets_in_at_once(family: Family, browser: Browser) -> None:
    team, specialist = family.rooms["team"], family.cast.worker("specialist")

    browser("supervisor").post(place("let_in", team), {"worker": str(specialist.pk)})

    assert specialist in holders_of(team)


def test_who_waits_is_shown_only_in_the_room_they_wait_for(
    family: Family, room: Room, browser: Browser
) -> None:
    ask_grant(
        room=room,
        worker=family.cast.worker("specialist"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )

    assert (
        "Waiting" not in browser("harmed_worker").get(place("room", family.rooms["harmed"])).content.decode()
    )
