"""Words leave a room in three steps, and only exactly as they were seen (security.md D-13)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.words import LongText
from yarrow.record.tests.examples import CANARY, WORDS
from yarrow.rooms.actions import open_drops, open_room
from yarrow.rooms.facts import SharedWords, ShareMade
from yarrow.rooms.models import Draft, Drop, Room
from yarrow.rooms.queries import entries_in
from yarrow.rooms.rules import preview_mark
from yarrow.rooms.terms import RoomKind
from yarrow.staff.session import key_cookie_name


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


def typed(target: Room, **changes: str) -> dict[str, str]:
    given = {
        "words": WORDS,
        "target": str(target.pk),
        "agreed_how": "She read it on paper.",
        "agreed_on-day": "9",
        "agreed_on-month": "3",
        "agreed_on-year": "2026",
    }
    return given | changes


def to_preview(client: Client, room: Room, target: Room, **changes: str) -> str:
    place = reverse("record:share", args=[room.pk])
    return client.post(place, typed(target, **changes)).headers["Location"]


def mark_on(client: Client, preview: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', client.get(preview).content.decode())
    assert found
    return found[1]


def dropped(family: Family) -> int:
    return Drop.objects.filter(room=family.rooms["shared"]).count()


def test_a_share_without_a_recorded_agreement_goes_nowhere(
    family: Family, room: Room, client: Client
) -> None:
    place = reverse("record:share", args=[room.pk])

    for missing in ({"agreed_how": ""}, {"agreed_on-day": ""}, {"words": " "}, {"agreed_on-day": "11"}):
        assert to_preview(client, room, family.rooms["shared"], **missing) == place
        page = client.get(place).content.decode()
        assert "There is a problem" in page
        assert missing.get("words") == " " or CANARY in page
    assert dropped(family) == 0


@pytest.mark.parametrize("target", ["itself", "nowhere", "intake"])
def test_a_room_that_is_not_offered_takes_no_words(
    target: str, family: Family, room: Room, client: Client
) -> None:
    intake = open_room(
        case=None,
        kind=RoomKind.INTAKE,
        holders=[family.cast.worker("intake")],
        by=family.cast.worker("intake"),
        clock=family.clock,
    )
    chosen = {"itself": str(room.pk), "nowhere": "somewhere", "intake": str(intake.pk)}[target]

    place = reverse("record:share", args=[room.pk])
    answer = client.post(place, typed(room) | {"target": chosen})

    assert answer.headers["Location"] == place
    assert not Drop.objects.exists()


def test_rooms_are_offered_by_colour_and_never_by_a_name(room: Room, browser: Browser) -> None:
    page = browser("lead").get(reverse("record:share", args=[room.pk])).content.decode()

    assert "Bryn" not in page
    assert "Cadi" not in page
    for label in ("The team", "Shared room", "The room of another person: Moss", "another person: Lake"):
        assert label in page
    assert "checked" not in page


def test_two_rooms_of_one_colour_are_told_apart(family: Family, room: Room, browser: Browser) -> None:
    Room.objects.filter(pk=family.rooms["child"].pk).update(colour=family.rooms["other"].colour)

    page = browser("lead").get(reverse("record:share", args=[room.pk])).content.decode()

    assert "another person: Moss\n" in page
    assert "another person: Moss 2\n" in page


def test_the_preview_shows_word_for_word_what_will_be_read_and_where(
    family: Family, room: Room, client: Client
) -> None:
    preview = to_preview(client, room, family.rooms["shared"])

    page = client.get(preview).content.decode()

    assert "Shared room" in page
    assert "&lt;b&gt;The kingfisher by the weir&lt;/b&gt; &amp; &#34;{{ 7 * 7 }}&#34;\nsaid nothing." in page
    assert "She read it on paper." not in page
    assert dropped(family) == 0
    assert not AuditEvent.objects.filter(event=Event.SHARE_MADE).exists()


def test_what_was_seen_is_passed_on_and_remembered_in_the_room_it_came_from(
    family: Family, room: Room, client: Client
) -> None:
    preview = to_preview(client, room, family.rooms["shared"])

    answer = client.post(f"{preview}yes/", {"seen": mark_on(client, preview)})

    assert answer.headers["Location"] == reverse("record:room", args=[room.pk])
    assert dropped(family) == 1
    assert not Draft.objects.exists()
    member, shared = family.holder("shared"), family.rooms["shared"]
    open_drops(room=shared, by=member.worker, keyring=member.keyring, clock=family.clock)
    assert [read.fact for read in entries_in(shared, member.keyring)] == [SharedWords(words=LongText(WORDS))]
    kept = entries_in(room, member.keyring)[-1].fact
    assert isinstance(kept, ShareMade)
    page = client.get(reverse("record:room", args=[room.pk])).content.decode()
    assert "Words passed on" in page
    assert "Shared room" in page
    assert str(shared.pk) not in page


def test_a_doubled_press_passes_on_once(family: Family, room: Room, client: Client) -> None:
    preview = to_preview(client, room, family.rooms["shared"])
    seen = {"seen": mark_on(client, preview)}

    for _press in range(2):
        client.post(f"{preview}yes/", seen)

    assert dropped(family) == 1


@pytest.mark.parametrize("tampering", ["nothing", "other words", "another room", "rubbish"])
def test_what_was_not_seen_is_not_passed_on(
    tampering: str, family: Family, room: Room, client: Client
) -> None:
    shared, team = family.rooms["shared"], family.rooms["team"]
    preview = to_preview(client, room, shared)
    marks = {
        "nothing": "",
        "other words": preview_mark(words="Other words.", target=shared.pk),
        "another room": preview_mark(words=WORDS, target=team.pk),
        "rubbish": "x" * 64,
    }

    forged = {"seen": marks[tampering], "words": "Other words.", "target": str(team.pk)}
    answer = client.post(f"{preview}yes/", forged)

    assert answer.headers["Location"] == preview
    assert not Drop.objects.exists()
    page = client.get(preview).content.decode()
    assert "Look at the preview again" in page
    assert CANARY in page


def test_a_preview_changed_in_another_tab_must_be_seen_again(
    family: Family, room: Room, client: Client
) -> None:
    preview = to_preview(client, room, family.rooms["shared"])
    seen = mark_on(client, preview)
    share = client.post(f"{preview}words/").headers["Location"]
    client.post(share, typed(family.rooms["shared"], words="Other words."))

    client.post(f"{preview}yes/", {"seen": seen})

    assert dropped(family) == 0


def test_changing_keeps_everything_that_was_typed(family: Family, room: Room, client: Client) -> None:
    preview = to_preview(client, room, family.rooms["shared"])

    share = client.post(f"{preview}words/").headers["Location"]

    page = client.get(share).content.decode()
    assert CANARY in page
    assert "She read it on paper." in page
    assert f'value="{family.rooms["shared"].pk}" checked' in page
    assert "There is a problem" not in page


def test_words_that_are_thrown_away_are_gone(family: Family, room: Room, client: Client) -> None:
    preview = to_preview(client, room, family.rooms["shared"])

    client.post(f"{preview}away/")

    assert not Draft.objects.exists()
    assert client.get(preview).headers["Location"] == reverse("record:room", args=[room.pk])


def test_a_press_after_the_lock_passes_nothing_on_and_loses_no_words(
    family: Family, room: Room, client: Client
) -> None:
    preview = to_preview(client, room, family.rooms["shared"])
    seen = {"seen": mark_on(client, preview)}
    client.cookies.pop(key_cookie_name())

    assert client.post(f"{preview}yes/", seen).headers["Location"] == "/unlock/"

    assert dropped(family) == 0
    client.post("/unlock/", {"passphrase": "every person here is invented"})
    assert CANARY in client.get(preview).content.decode()


def test_a_colleague_cannot_send_what_somebody_else_prepared(
    family: Family, room: Room, client: Client, browser: Browser
) -> None:
    preview = to_preview(client, room, family.rooms["shared"])

    seen, colleague = {"seen": mark_on(client, preview)}, browser("other_worker")

    assert colleague.get(preview).status_code == 404
    assert colleague.post(f"{preview}yes/", seen).status_code == 404
    assert dropped(family) == 0
