"""Every address, asked by everybody who is not inside: not yours and not there are one page."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.browsers import Browser
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.ids import new_id
from yarrow.record.urls import urlpatterns
from yarrow.rooms.actions import take_keys
from yarrow.rooms.models import Draft, Drop, Entry, Grant, Quarantine, Room

from .examples import CANARY

EVERY = tuple(str(pattern.name) for pattern in urlpatterns)
OF_A_CASE = ("give_view", "view_preview", "throw_view_away")
"""A specialist's pages: who finds them is asked in test_advising."""
NAMES = tuple(name for name in EVERY if name not in OF_A_CASE)
POSTED = {"page_kind": "hope", "words": CANARY, "warning": "danger_now", "by": "Somebody"}
EVERY_NAME = pytest.mark.parametrize("name", EVERY)
OUTSIDE = ("other_worker", "child_worker", "researcher", "manager", "outsider", "intake", "specialist")


def address(name: str, room: Room, entry: UUID) -> str:
    ids = [room.pk, entry] if takes_two(name) else [room.pk]
    return reverse(f"record:{name}", args=[*ids, 3] if name == "prepare_step" else ids)


def takes_two(name: str) -> bool:
    pattern = str(next(pattern.pattern for pattern in urlpatterns if pattern.name == name))
    return pattern.count("<uuid:") > 1


@pytest.fixture
def entry(family: Family) -> UUID:
    """Something that could leak, in the harmed person's room."""
    return family.record("harmed", Hope(words=LongText(CANARY)))[0].pk


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Entry, Drop, Grant, Quarantine, Draft))


def asked(client: Client, place: str) -> list[tuple[int, bytes]]:
    answers = [client.get(place), client.post(place, POSTED)]
    return [(answer.status_code, answer.content) for answer in answers]


def test_the_table_of_addresses_is_whole() -> None:
    assert len(EVERY) == len(set(EVERY)) == 28
    assert set(OF_A_CASE) < set(EVERY)
    assert get_resolver() is not None


def test_nobody_outside_finds_anything_at_any_address(family: Family, entry: UUID, browser: Browser) -> None:
    before, room = rows(), family.rooms["harmed"]

    for part in OUTSIDE:
        nowhere = browser(part).get("/nowhere/")
        for name in NAMES:
            found = asked(browser(part), address(name, room, entry))
            posted = (405, b"") if name == "room" else (404, nowhere.content)
            assert found == [(404, nowhere.content), posted], (part, name)
    assert rows() == before


def test_a_supervisor_without_the_room_may_only_ask_to_let_somebody_in(
    family: Family, entry: UUID, browser: Browser
) -> None:
    room = family.rooms["harmed"]

    for name in NAMES:
        expected = 200 if name == "let_in" else 404
        answer = browser("supervisor").get(address(name, room, entry))
        assert answer.status_code == expected, name
        assert b"Anwen" not in answer.content


def test_an_excluded_worker_finds_nothing_though_they_were_on_the_case(
    family: Family, entry: UUID, browser: Browser
) -> None:
    client = browser("excluded")

    for name in NAMES:
        assert client.get(address(name, family.rooms["harmed"], entry)).status_code == 404


@pytest.mark.parametrize("part", ["ex_worker", "nobody"])
def test_who_is_not_signed_in_is_sent_to_the_door(
    part: str, family: Family, entry: UUID, browser: Browser
) -> None:
    client = Client() if part == "nobody" else browser(part)

    for name in NAMES:
        for answer in (client.get, client.post):
            response = answer(address(name, family.rooms["harmed"], entry))
            assert (response.status_code, response.headers["Location"]) == (302, "/sign-in/"), name


def test_a_worker_whose_keys_were_taken_finds_nothing(
    family: Family, entry: UUID, cast: Cast, browser: Browser
) -> None:
    room, client = family.rooms["other"], browser("other_worker")
    assert client.get(reverse("record:room", args=[room.pk])).status_code == 200

    take_keys(worker=cast.worker("other_worker"), by=cast.worker("supervisor"), room=room, clock=family.clock)

    for name in NAMES:
        assert client.get(address(name, room, entry)).status_code == 404


def test_an_entry_of_another_room_is_not_there_from_ones_own(
    family: Family, entry: UUID, browser: Browser
) -> None:
    mine, client = family.rooms["other"], browser("other_worker")

    for name in ("put_right", "take_out", "agree"):
        assert client.post(address(name, mine, entry)).status_code == 404
    assert client.get(address("write", mine, entry)).status_code == 404
    assert client.post(address("write", mine, entry), POSTED).status_code == 404
    assert not Quarantine.objects.exists()


def test_an_address_that_was_never_given_out_is_not_there(family: Family, browser: Browser) -> None:
    client = browser("harmed_worker")

    assert client.get(address("write", family.rooms["harmed"], new_id())).status_code == 404
    assert client.get(address("room", Room(pk=new_id()), new_id())).status_code == 404


@pytest.mark.parametrize("name", ["add", "write", "share", "worry"])
def test_the_shared_room_takes_nothing_that_was_not_shared(
    name: str, family: Family, entry: UUID, browser: Browser
) -> None:
    shared, client = family.rooms["shared"], browser("harmed_worker")
    expected = 200 if name == "worry" else 404

    assert client.get(address(name, shared, new_id())).status_code == expected
    if name != "worry":
        assert client.post(address(name, shared, new_id()), POSTED).status_code == 404


def test_the_team_room_passes_no_words_on(family: Family, entry: UUID, browser: Browser) -> None:
    client = browser("harmed_worker")

    for name in ("share", "preview", "pass_on", "change_words", "worry"):
        assert client.post(address(name, family.rooms["team"], entry), POSTED).status_code == 404


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "nothing",
        "share_made",
        "shared_words",
        "second_worker_agrees",
        "referral_received",
        "abuse_flag",
        "specialist_view",
    ],
)
def test_a_kind_that_has_no_home_in_the_room_is_not_there(
    kind: str, family: Family, browser: Browser
) -> None:
    before, client, room = rows(), browser("harmed_worker"), family.rooms["harmed"]

    assert client.post(address("add", room, new_id()), {"page_kind": kind}).status_code == 404
    assert client.post(address("write", room, new_id()), POSTED | {"page_kind": kind}).status_code == 404
    assert rows() == before


@EVERY_NAME
def test_an_address_tells_nothing_but_random_ids(name: str) -> None:
    room, other = Room(pk=new_id()), new_id()

    bare = address(name, room, other).replace(str(room.pk), "").replace(str(other), "").split("/")
    assert set(bare) <= {
        "3",
        "call",
        "prepare",
        "reach",
        "",
        "r",
        "w",
        "e",
        "s",
        "add",
        "notes",
        "still",
        "come-in",
        "away",
        "right",
        "out",
        "over",
        "words",
        "yes",
        "card",
        "team",
        "let-in",
        "v",
        "seen",
    }
