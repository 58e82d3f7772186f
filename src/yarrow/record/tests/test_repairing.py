"""Mistakes are repaired beside what was written, or taken out of the room at once."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.risk import Level, RiskAssessed
from yarrow.gate.words import LongText
from yarrow.record.forms.sheet import filled
from yarrow.rooms.models import Draft, Quarantine, Room
from yarrow.rooms.queries import entries_in

from .examples import CANARY

WRONG, RIGHT = Hope(words=LongText(CANARY)), Hope(words=LongText("A garden of her own."))


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def entry(family: Family) -> UUID:
    return family.record("harmed", WRONG)[0].pk


def begin(client: Client, room: Room, entry: UUID) -> str:
    return client.post(reverse("record:put_right", args=[room.pk, entry])).headers["Location"]


def put_right(client: Client, room: Room, entry: UUID, fact: Hope = RIGHT) -> str:
    address = begin(client, room, entry)
    client.post(address, filled(fact) | {"page_corrects": [str(entry)]})
    return address


def page_of(client: Client, room: Room) -> str:
    return client.get(reverse("record:room", args=[room.pk])).content.decode()


def hopes(family: Family) -> list[tuple[str, bool]]:
    read = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return [(each.fact.words, each.counts) for each in read if isinstance(each.fact, Hope)]


def test_a_correction_starts_from_what_was_recorded(room: Room, client: Client, entry: UUID) -> None:
    page = client.get(begin(client, room, entry)).content.decode()

    assert page.count(CANARY) == 2  # in the field, and as it was recorded
    assert "Put this right" in page


def test_every_field_of_a_corrected_entry_is_offered_as_it_was(
    family: Family, room: Room, client: Client
) -> None:
    risk = RiskAssessed(
        level=Level.HIGH,
        own_view=LongText("Very much."),
        reasons=LongText("The stairs."),
        review_on=family.clock.today(),
    )
    address = begin(client, room, family.record("harmed", risk)[0].pk)

    page = client.get(address).content.decode()

    assert "Very much." in page
    assert 'value="high" checked' in page
    assert 'name="review_on-day" type="text" inputmode="numeric" value="10"' in page or 'value="10"' in page


def test_what_was_put_right_stands_struck_beside_what_is_right(
    family: Family, room: Room, client: Client, entry: UUID
) -> None:
    put_right(client, room, entry)

    page = page_of(client, room)
    struck = page[page.index("<del>") : page.index("</del>")]
    assert CANARY in struck
    assert page.index("A garden of her own.") < page.index("<del>")
    assert page.count(CANARY) == 1
    assert hopes(family) == [(CANARY, False), (RIGHT.words, True)]


def test_a_correction_of_a_correction_shows_the_whole_way(
    family: Family, room: Room, client: Client, entry: UUID
) -> None:
    put_right(client, room, entry)
    newest = family.rooms["harmed"].entries.latest("number").pk
    put_right(client, room, newest, Hope(words=LongText("A garden.")))

    page = page_of(client, room)

    assert page.count("<del>") == 2
    assert page.index(RIGHT.words) < page.index(CANARY)


def test_a_doubled_correction_is_recorded_once(
    family: Family, room: Room, client: Client, entry: UUID
) -> None:
    address = put_right(client, room, entry)

    answer = client.post(address, filled(RIGHT) | {"page_corrects": [str(entry)]})

    assert answer.headers["Location"] == reverse("record:room", args=[room.pk])
    assert len(hopes(family)) == 2


def test_a_second_correction_of_the_same_entry_is_refused_and_kept_as_typed(
    family: Family, room: Room, client: Client, entry: UUID
) -> None:
    late = begin(client, room, entry)
    put_right(client, room, entry)

    client.post(late, filled(Hope(words=LongText("A pond."))) | {"page_corrects": [str(entry)]})

    page = client.get(late).content.decode()
    assert "This entry has been corrected already." in page
    assert "A pond." in page
    assert len(hopes(family)) == 2


def test_other_words_from_a_second_tab_correct_the_correction(
    family: Family, room: Room, client: Client, entry: UUID
) -> None:
    address = put_right(client, room, entry)

    answer = client.post(address, filled(Hope(words=LongText("A pond."))) | {"page_corrects": [str(entry)]})

    other = answer.headers["Location"]
    client.post(other, filled(Hope(words=LongText("A pond."))) | {"page_corrects": [address.split("/")[-2]]})
    assert hopes(family) == [(CANARY, False), (RIGHT.words, False), ("A pond.", True)]


def test_an_entry_that_was_put_right_is_not_offered_again(room: Room, client: Client, entry: UUID) -> None:
    put_right(client, room, entry)

    assert client.post(reverse("record:put_right", args=[room.pk, entry])).status_code == 404


@pytest.mark.parametrize("corrects", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_made_up_entry_to_correct_records_nothing(
    corrects: str, family: Family, room: Room, client: Client, entry: UUID
) -> None:
    address = begin(client, room, entry)

    answer = client.post(address, filled(RIGHT) | {"page_corrects": [corrects]})

    assert answer.status_code in {302, 404}
    assert len(hopes(family)) == 1
    assert client.get(address).status_code == 200


def test_a_misfiled_entry_is_shown_once_more_and_leaves_at_a_press(
    family: Family, room: Room, client: Client, entry: UUID
) -> None:
    place = reverse("record:take_out", args=[room.pk, entry])
    assert CANARY in client.get(place).content.decode()
    assert not Quarantine.objects.exists()

    client.post(place)

    assert CANARY not in page_of(client, room)
    assert AuditEvent.objects.filter(chain=room.pk, event=Event.ENTRY_QUARANTINED, subject=entry).exists()
    assert client.get(place).status_code == 404
    assert client.post(reverse("record:put_right", args=[room.pk, entry])).status_code == 404


def test_taking_out_twice_is_done_once(room: Room, client: Client, entry: UUID) -> None:
    place = reverse("record:take_out", args=[room.pk, entry])

    for _press in range(2):
        client.post(place)

    assert Quarantine.objects.count() == 1
    assert AuditEvent.objects.filter(event=Event.ENTRY_QUARANTINED).count() == 1


def test_a_correction_that_was_taken_out_is_gone_and_what_it_corrected_is_still_seen(
    room: Room, client: Client, entry: UUID
) -> None:
    put_right(client, room, entry)
    newest = room.entries.latest("number").pk

    client.post(reverse("record:take_out", args=[room.pk, newest]))

    page = page_of(client, room)
    assert RIGHT.words not in page
    assert CANARY in page


def test_words_of_a_correction_stay_when_the_entry_was_taken_out_meanwhile(
    room: Room, client: Client, entry: UUID
) -> None:
    address = begin(client, room, entry)
    client.post(reverse("record:take_out", args=[room.pk, entry]))

    client.post(address, filled(RIGHT) | {"page_corrects": [str(entry)]})

    assert RIGHT.words in client.get(address).content.decode()
    assert Draft.objects.count() == 1
