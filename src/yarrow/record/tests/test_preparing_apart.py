"""Whose a session is, and who is asked what in it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.rooms.models import Draft

from .examples import CANARY
from .sessions import SAFE, begin, facts_of, page, record, room_page, talk


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def session(family: Family, client: Client) -> str:
    """A session that was begun; safety is not yet asked."""
    return begin(client, family.rooms["harmed"])


def without_marks(shown: str) -> str:
    """A page without what is fresh each time."""
    return re.sub(r'value="[^"]*"', "", shown)


def test_a_colleague_in_the_same_room_has_a_session_of_their_own(
    family: Family, client: Client, session: str, browser: Browser
) -> None:
    talk(client, session, {3: CANARY})
    lead = browser("lead")

    for address in (session, page(session, 1), page(session, 3)):
        assert lead.get(address).status_code == 404
    assert "Go on preparing" not in room_page(lead, family, "harmed")
    own = begin(lead, family.rooms["harmed"])
    assert own != session
    talk(lead, own, {3: "Heard by the lead."})
    assert CANARY not in lead.get(own).content.decode()
    assert "Heard by the lead." not in client.get(session).content.decode()


@pytest.mark.parametrize("part", ["other_worker", "child_worker", "supervisor", "outsider", "excluded"])
def test_who_is_not_inside_finds_no_session_and_begins_none(
    part: str, family: Family, client: Client, session: str, browser: Browser
) -> None:
    talk(client, session, {3: CANARY})
    start = reverse("record:prepare", args=[family.rooms["harmed"].pk])
    before, drafts = facts_of(family), Draft.objects.count()

    for address in (
        start,
        session,
        page(session, 1),
        page(session, 3),
        f"{session}away/",
        f"{session}reach/",
    ):
        assert browser(part).get(address).status_code == 404, address
        assert browser(part).post(address, SAFE | {"words": "Mine."}).status_code == 404, address
    assert (facts_of(family), Draft.objects.count()) == (before, drafts)


def test_what_one_side_prepares_shows_nowhere_else(
    family: Family, client: Client, session: str, browser: Browser
) -> None:
    other = room_page(browser("other_worker"), family, "other")
    talk(client, session, {3: CANARY})
    record(client, session, whole="yes")

    assert CANARY in room_page(client, family, "harmed")
    after = room_page(browser("other_worker"), family, "other")
    assert without_marks(after) == without_marks(other)
    assert CANARY not in room_page(browser("supervisor"), family, "team")


@pytest.mark.parametrize("part", ["team", "shared"])
def test_nobody_prepares_with_a_room_that_is_no_persons(part: str, family: Family, client: Client) -> None:
    start = reverse("record:prepare", args=[family.rooms[part].pk])

    assert client.post(start).status_code == 404
    assert "Prepare with them" not in room_page(client, family, part)


# --- who is asked what ---


def test_a_child_is_asked_in_a_childs_words_and_never_for_a_choice(family: Family, browser: Browser) -> None:
    client = browser("child_worker")
    session = begin(client, family.rooms["child"])
    client.post(page(session, 1), SAFE)

    shown = "".join(client.get(page(session, number)).content.decode() for number in range(2, 11))

    assert "You can draw it, or show me." in shown
    assert "In the child" in shown
    assert "child_view_words" in shown
    for name in ("consent_value", "coercion_screen_result", "acknowledgement_extent"):
        assert name not in shown


def test_who_harmed_is_asked_for_their_own_part_and_she_is_not(
    family: Family, client: Client, session: str, browser: Browser
) -> None:
    other = browser("other_worker")
    his = begin(other, family.rooms["other"])
    for each, address in ((other, his), (client, session)):
        each.post(page(address, 1), SAFE)

    shown = {
        each: each.get(page(address, 3)).content.decode()
        for each, address in ((other, his), (client, session))
    }

    assert "acknowledgement_extent" in shown[other]
    assert "acknowledgement_extent" not in shown[client]
