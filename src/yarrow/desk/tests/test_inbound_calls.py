"""Who rings is told nothing and confirms nothing; a message is taken the same way whoever it is about."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.barrier.answers import ask, without_ids
from tests.browsers import Browser
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.routes import RouteClaimed, RouteConfirmed, RouteKind
from yarrow.gate.facts.who import Identity
from yarrow.gate.words import Answer, LongText
from yarrow.intake.actions import prepare_intake_room, read_referrals
from yarrow.kernel.clock import FixedClock
from yarrow.reaching.tests.facts import NEW, OLD, reach, safe_route
from yarrow.rooms.models import Drop, Entry, Room
from yarrow.rooms.queries import recorded_in

CANNOT = "We cannot say whether we know anybody of that name."
THANKS = "Thank you. It will be passed on if there is somebody to pass it to."


def facts(family: Family, room: Room) -> list[object]:
    return [each.fact for each in recorded_in(room, family.cast.keyring("harmed_worker"))]


def rang(client: Client, room: Room, **typed: object) -> str:
    answer = client.post(reverse("reaching:rang", args=[room.pk]), typed)
    assert answer.status_code == 302
    return answer.headers["Location"]


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def client(browser: Browser, known: Family) -> Client:
    """Of the worker inside the harmed person's room."""
    return browser("harmed_worker")


@pytest.fixture
def known(family: Family, clock: FixedClock) -> Family:
    family.record("harmed", Identity(known_as="Nerys", full_name="Nerys Pritchard"))
    family.record("harmed", reach(confirmed_on=clock.today()), safe_route(confirmed_on=clock.today()))
    return family


def test_the_page_says_first_what_may_be_said(known: Family, client: Client, room: Room) -> None:
    shown = client.get(reverse("reaching:rang", args=[room.pk])).content.decode()

    assert CANNOT in shown
    assert "is the blue bus running" in shown
    assert OLD not in shown


def test_her_brother_confirms_nothing_and_changes_nothing(known: Family, client: Client, room: Room) -> None:
    place = rang(
        client,
        room,
        who="somebody_else",
        ways=["call"],
        safe_to_talk="yes",
        way="call",
        value=NEW,
    )
    assert place == reverse("reaching:rang", args=[room.pk])  # a way was ticked: asked again, nothing kept
    assert not any(isinstance(each, CallNote) for each in facts(known, room))

    rang(client, room, who="somebody_else", way="call", value=NEW, said_by="her brother, he said")
    written = facts(known, room)[-2:]
    assert written[0] == CallNote(who_rang=WhoRang.SOMEBODY_ELSE, what=CallOutcome.SOMEBODY_ELSE)
    assert written[1] == RouteClaimed(
        way=RouteKind.CALL, value=LongText(NEW), who_said="her brother, he said"
    )


@pytest.mark.parametrize("who", ["without_words", "danger", "somebody_else"])
def test_nobody_confirms_without_the_agreed_words(
    who: str, known: Family, client: Client, room: Room
) -> None:
    before = Entry.objects.count()
    place = rang(client, room, who=who, ways=["text"], safe_to_talk="yes")

    assert place == reverse("reaching:rang", args=[room.pk])
    assert Entry.objects.count() == before


@pytest.mark.parametrize("safe", ["no", "unknown", ""])
def test_who_cannot_talk_safely_confirms_nothing(
    safe: str, known: Family, client: Client, room: Room
) -> None:
    before = Entry.objects.count()
    rang(client, room, who="with_words", ways=["text"], safe_to_talk=safe)
    assert Entry.objects.count() == before


def test_she_rings_with_the_words_and_confirms(known: Family, client: Client, room: Room) -> None:
    rang(client, room, who="with_words", ways=["text"], safe_to_talk="yes")
    note, confirmed = facts(known, room)[-2:]

    assert isinstance(note, CallNote)
    assert note.can_confirm_reach()
    assert isinstance(confirmed, RouteConfirmed)
    assert confirmed.ways == (RouteKind.TEXT,)


def test_words_of_danger_are_noted_as_not_safe(known: Family, client: Client, room: Room) -> None:
    rang(client, room, who="danger", safe_to_talk="yes")
    note = facts(known, room)[-1]

    assert isinstance(note, CallNote)
    assert note.safe_to_talk is Answer.NO
    assert not note.can_confirm_reach()


def test_half_a_change_is_asked_again(known: Family, client: Client, room: Room) -> None:
    before = Entry.objects.count()
    rang(client, room, who="with_words", way="call")
    rang(client, room, who="with_words", value=NEW)
    assert Entry.objects.count() == before


# --- a message taken by whoever answers ---


@pytest.fixture
def intake(cast: Cast, clock: FixedClock) -> Room:
    made = prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)
    assert isinstance(made, Room)
    return made


def message(client: Client, name: str) -> tuple[tuple[bytes, ...], int]:
    """The answers to the press and to the page after it, whole, and how often the database was asked."""
    place = reverse("reaching:message")
    typed = {"name": "A brother", "about": name, "words": "Tell her to ring.", "number": NEW}
    with CaptureQueriesContext(connection) as asked:
        pressed = ask(client, place, typed)
        shown = ask(client, pressed.goes_to)
    return tuple(without_ids([pressed, shown])), len(asked)


@pytest.mark.parametrize("who", ["outsider", "manager", "other_worker", "excluded"])
def test_known_unknown_and_barred_names_are_answered_alike(
    who: str, known: Family, intake: Room, browser: Browser
) -> None:
    client = browser(who)
    message(client, "Somebody")  # the first page of a session asks more
    answers = {message(client, name) for name in ("Nerys", "Nerys Pritchard", "Nobody Atall", "")}

    assert len(answers) == 1
    assert THANKS.encode() in next(iter(answers))[0][1]
    assert not Drop.objects.exclude(room=intake).exists()


def test_a_message_lies_sealed_for_intake_and_lets_nobody_be_rung(
    cast: Cast, known: Family, intake: Room, browser: Browser, clock: FixedClock
) -> None:
    message(browser("outsider"), "Nerys")
    drop = Drop.objects.get(room=intake)
    assert b"Nerys" not in bytes(drop.blob)
    assert NEW.encode() not in bytes(drop.blob)

    keys = cast["intake"]
    found = read_referrals(by=keys.worker, keyring=keys.keyring, clock=clock)[0].received
    assert found.reach_sender == NEW
    assert found.may_reach is Answer.UNKNOWN
    assert "Tell her to ring." in found.hoped_for
    assert "Nerys" in found.hoped_for


def test_the_same_form_sent_twice_is_one_message(known: Family, intake: Room, browser: Browser) -> None:
    client, once = browser("outsider"), "0f1ab2c3-0000-4000-8000-000000000001"
    for _ in range(2):
        client.post(reverse("reaching:message"), {"words": "Ring me.", "once": once})
    assert Drop.objects.filter(room=intake).count() == 1


def test_without_an_intake_room_nothing_is_lost(known: Family, browser: Browser) -> None:
    client = browser("outsider")
    client.post(reverse("reaching:message"), {"words": "Ring me about the boat."})
    assert b"Ring me about the boat." in client.get(reverse("reaching:message")).content


def test_a_guest_takes_no_message(known: Family, intake: Room, browser: Browser) -> None:
    assert browser("guest").get(reverse("reaching:message")).status_code in {302, 404}
