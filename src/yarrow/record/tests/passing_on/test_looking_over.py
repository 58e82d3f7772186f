"""The page of everything that was passed on: for who is inside, one choice each, nothing typed lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.gate.facts.freedom import SharesLookedAt
from yarrow.gate.facts.who import HowKnown, Role, RoleInHarm
from yarrow.gate.words import Answer
from yarrow.record.tests.examples import CANARY
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import entries_in, recorded_in
from yarrow.rooms.tests.passing_on.test_looking_over import ONE, TWO, share


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def place(room: Room) -> str:
    return reverse("record:shares", args=[room.pk])


@pytest.mark.parametrize(
    "part", ["other_worker", "child_worker", "supervisor", "signing_supervisor", "manager"]
)
def test_who_is_not_inside_finds_nothing(family: Family, room: Room, browser: Browser, part: str) -> None:
    one = share(family, ONE)
    before = Entry.objects.count()

    visitor = browser(part)

    assert visitor.get(place(room)).status_code == 404
    assert visitor.post(place(room), {str(one): "take_back"}).status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("part", ["shared", "team"])
def test_a_room_that_is_nobody_s_has_no_such_page(family: Family, browser: Browser, part: str) -> None:
    assert browser(family.inside[part]).get(place(family.rooms[part])).status_code == 404


def test_a_missing_choice_refuses_beside_its_question_and_nothing_typed_is_lost(
    family: Family, room: Room, client: Client
) -> None:
    one, two = share(family, ONE), share(family, TWO, into="team")
    before = Entry.objects.count()

    answer = client.post(place(room), {str(one): "keep", "words": CANARY})

    assert answer.headers["Location"] == place(room)
    page = client.get(place(room)).content.decode()
    assert Entry.objects.count() == before
    assert "There is a problem" in page
    assert page.count("does it still stand, or is it taken back?") == 2  # above, and beside it
    beside = page.split(f'name="{two}"')[0].rsplit("<section>", 1)[1]
    assert "2. Passed on" in beside
    assert "govuk-error-message" in beside
    assert CANARY in page
    assert f'name="{one}" type="radio" value="keep" checked' in page


def test_the_page_names_every_share_by_its_words_and_place_and_never_by_a_name(
    family: Family, room: Room, client: Client
) -> None:
    share(family, ONE)
    share(family, TWO, into="team")

    page = client.get(place(room)).content.decode()

    for words in (ONE, TWO, "Shared room", "The team", "On paper."):
        assert words in page
    assert " checked" not in page
    assert "Bryn" not in page


def test_each_choice_is_acted_on_and_the_change_of_part_is_answered(
    family: Family, room: Room, client: Client
) -> None:
    one, two = share(family, ONE), share(family, TWO)
    for role in (Role.CAUSED_HARM, Role.HARMED):
        family.record("harmed", RoleInHarm(harm="1", role=role, how_known=HowKnown.DISCLOSED))
    home = reverse("record:room", args=[room.pk])
    assert "Look over what was passed on from here" in client.get(home).content.decode()

    answer = client.post(place(room), {str(one): "take_back", str(two): "keep", "words": ""})

    assert answer.headers["Location"] == home
    keyring = family.holder("harmed").keyring
    said = [each.fact for each in recorded_in(room, keyring) if isinstance(each.fact, SharesLookedAt)]
    assert [(fact.every_one, fact.shares) for fact in said] == [(Answer.YES, str(two))]
    page = client.get(home).content.decode()
    assert "Words passed on, taken back" in page
    assert str(one) not in client.get(place(room)).content.decode()


def test_a_press_from_an_old_page_names_what_is_missing(family: Family, room: Room, client: Client) -> None:
    one = share(family, ONE)
    client.get(place(room))
    share(family, TWO)

    client.post(place(room), {str(one): "keep"})

    assert not any(
        isinstance(read.fact, SharesLookedAt) for read in entries_in(room, family.holder("harmed").keyring)
    )
    assert "There is a problem" in client.get(place(room)).content.decode()


def test_it_is_recorded_there_and_on_no_sheet(family: Family, room: Room, client: Client) -> None:
    address = reverse("record:add", args=[room.pk])

    assert 'value="shares_looked_at"' not in client.get(address).content.decode()
    assert client.post(address, {"page_kind": "shares_looked_at"}).status_code == 404


def test_where_nothing_was_passed_on_one_press_says_so(family: Family, room: Room, client: Client) -> None:
    client.post(place(room), {"words": ""})

    said = [
        read.fact
        for read in entries_in(room, family.holder("harmed").keyring)
        if isinstance(read.fact, SharesLookedAt)
    ]
    assert said == [SharesLookedAt(every_one=Answer.YES)]
