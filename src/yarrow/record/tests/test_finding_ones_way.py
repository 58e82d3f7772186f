"""On a long page every part is near: one line on what waits, and links to each part."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.gate.facts import Home
from yarrow.gate.facts.choice import Statement, Strength
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.words import LongText
from yarrow.record.shown.answers import ShownAnswer, answers_of
from yarrow.record.views import room as room_view
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Room
from yarrow.rooms.queries import recorded_in

LINE = re.compile(r"(\d+) kinds? of work waits? for something in this room\.")


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def page_of(client: Client, room: Room) -> str:
    return client.get(reverse("record:room", args=[room.pk])).content.decode()


def contents_of(page: str) -> list[tuple[str, str]]:
    found = re.search(r'<nav aria-label="On this page">(.*?)</nav>', page, re.DOTALL)
    return re.findall(r'href="#([^"]+)">([^<]+)<', found[1]) if found else []


def test_links_tell_nothing_lead_somewhere_and_name_what_stands_there(family: Family, client: Client) -> None:
    family.record(
        "harmed", Strength(words=LongText("Keeps bees.")), Statement(source="Anwen", words=LongText("Hm."))
    )

    page = page_of(client, family.rooms["harmed"])

    links = contents_of(page)
    assert links[0][1] == "What already works, and who helps"
    assert links[-1] == ("in-place", "As recorded here")
    for target, title in links:
        assert re.fullmatch(r"part-\d+|asked|in-place", target)
        assert re.search(rf'<h2 [^>]*id="{target}">{title}</h2>', page), target


def test_a_room_without_strengths_still_leads_with_them(family: Family, client: Client) -> None:
    page = page_of(client, family.rooms["harmed"])

    target, title = contents_of(page)[0]

    assert (target, title) == ("part-0", "What already works, and who helps")
    assert f'id="{target}"' in page


def test_the_links_stand_after_the_buttons_and_before_the_first_part(family: Family, client: Client) -> None:
    page = page_of(client, family.rooms["team"])

    assert page.index("Raise a care card") < page.index("On this page") < page.index('id="in-place"')


def test_one_line_under_the_heading_counts_the_kinds_of_work_that_wait(
    family: Family, client: Client
) -> None:
    room = family.rooms["harmed"]
    recorded = recorded_in(room, family.holder("harmed").keyring)
    expected = sum(
        len(answer.forms)
        for answer in answers_of(recorded, Home.PERSON, family.clock.today())
        if answer.count
    )

    page = page_of(client, room)

    after = page[page.index("</h1>") :]
    found = LINE.search(after)
    assert found
    assert int(found[1]) == expected > 1
    assert 'href="#in-place"' in after[: after.index("</p>")]
    for verdict in ("suitable", "open", "safe", "ready"):
        assert not re.search(rf"\b{verdict}\b", after[: after.index("</p>")], re.IGNORECASE)


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ((), "No kind of work waits for anything in this room today."),
        (("Letter",), "1 kind of work waits for something in this room."),
    ],
)
def test_the_line_is_right_for_none_and_for_one(
    forms: tuple[str, ...], said: str, family: Family, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers(recorded: object, home: Home, day: date, policy: Policy = OWN) -> tuple[ShownAnswer, ...]:
        waiting = answers_of((), home, day, policy)[0]
        return (ShownAnswer(forms, waiting.reasons, waiting.of_topics),) if forms else ()

    monkeypatch.setattr(room_view, "answers_of", answers)

    assert said in page_of(client, family.rooms["harmed"])


def test_the_shared_room_says_nothing_of_what_waits(family: Family, client: Client) -> None:
    shared = family.rooms["shared"]

    page = page_of(client, shared)

    assert "kind of work" not in page
    assert "On this page" not in page
    family.record("shared", SharedWords(words=LongText("I can come.")))
    assert contents_of(page_of(client, shared)) == [("part-1", "In their own words")]
