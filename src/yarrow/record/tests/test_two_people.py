"""What needs two workers says so on the room's page, and a colleague who is inside agrees there."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.risk import NoAbuse, NoAbuseBasis, NoAbuseState, Relation
from yarrow.gate.words import LongText
from yarrow.record.forms.sheet import filled
from yarrow.rooms.actions import agree_as_second, open_drops, seal_entry, take_keys
from yarrow.rooms.facts import SecondWorkerAgrees
from yarrow.rooms.models import Drop, Entry, Room, Standing
from yarrow.rooms.queries import recorded_in
from yarrow.staff.session import key_cookie_name

from .examples import CANARY

WAITS = "Not counted yet: a second worker must agree"
PRESS = "I agree with this"
OUTSIDE = (
    "other_worker",
    "child_worker",
    "supervisor",
    "signing_supervisor",
    "specialist",
    "intake",
    "researcher",
    "manager",
    "excluded",
    "outsider",
)


def no_abuse(family: Family, name: str = CANARY) -> NoAbuse:
    return NoAbuse(
        state=NoAbuseState.SAID,
        basis=NoAbuseBasis.RELATION,
        relation=Relation.STRANGERS,
        second_worker=name,
        review_on=family.clock.today(),
    )


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def alone(family: Family, room: Room) -> UUID:
    """Written by one worker; nobody has agreed."""
    member = family.holder("harmed")
    entry = seal_entry(
        room=room, fact=no_abuse(family), by=member.worker, keyring=member.keyring, clock=family.clock
    )
    assert isinstance(entry, Entry)
    return entry.pk


@pytest.fixture
def author(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def colleague(browser: Browser) -> Client:
    """The lead, who is inside as well."""
    return browser("lead")


def agree(room: Room, entry: UUID) -> str:
    return reverse("record:agree", args=[room.pk, entry])


def page_of(client: Client, room: Room) -> str:
    return client.get(reverse("record:room", args=[room.pk])).content.decode()


def counts(family: Family, entry: UUID) -> bool:
    recorded = recorded_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return next(each.seconded for each in recorded if each.entry == entry)


def test_nobody_outside_finds_or_agrees(family: Family, room: Room, alone: UUID, browser: Browser) -> None:
    before = Entry.objects.count(), Drop.objects.count()

    for part in OUTSIDE:
        client = browser(part)
        nowhere = client.get("/nowhere/").content
        for answer in (client.get(agree(room, alone)), client.post(agree(room, alone))):
            assert (answer.status_code, answer.content) == (404, nowhere), part

    assert (Entry.objects.count(), Drop.objects.count()) == before
    assert not counts(family, alone)


@pytest.mark.parametrize("part", ["ex_worker", "nobody"])
def test_who_is_not_signed_in_is_sent_to_the_door(
    part: str, room: Room, alone: UUID, browser: Browser
) -> None:
    client = Client() if part == "nobody" else browser(part)

    assert client.post(agree(room, alone)).headers["Location"] == "/sign-in/"


def test_the_author_is_offered_no_button_and_a_press_of_theirs_is_refused(
    family: Family, room: Room, alone: UUID, author: Client
) -> None:
    assert WAITS in page_of(author, room)
    assert PRESS not in page_of(author, room)
    assert author.get(agree(room, alone)).headers["Location"] == reverse("record:room", args=[room.pk])

    author.post(agree(room, alone))

    page = page_of(author, room)
    assert "A second worker is somebody other than who wrote it." in page
    assert WAITS in page
    assert not counts(family, alone)


def test_what_needs_no_second_worker_has_nothing_to_agree_with(
    family: Family, room: Room, colleague: Client
) -> None:
    hope = family.record("harmed", Hope(words=LongText(CANARY)))[0]
    unnamed = seal_entry(
        room=room,
        fact=SecondWorkerAgrees(entry=str(hope.pk)),
        by=family.cast.worker("harmed_worker"),
        keyring=family.cast.keyring("harmed_worker"),
        clock=family.clock,
    )
    assert isinstance(unnamed, Entry)

    for entry in (hope.pk, unnamed.pk):
        assert colleague.get(agree(room, entry)).status_code == 404
        assert colleague.post(agree(room, entry)).status_code == 404


def test_what_was_put_right_or_taken_out_cannot_be_agreed_with(
    family: Family, room: Room, alone: UUID, author: Client, colleague: Client
) -> None:
    sheet = author.post(reverse("record:put_right", args=[room.pk, alone])).headers["Location"]
    author.post(sheet, filled(no_abuse(family, "Sian")) | {"page_corrects": [str(alone)]})
    right = UUID(sheet.split("/")[-2])
    assert colleague.get(agree(room, right)).status_code == 200

    assert colleague.post(agree(room, alone)).status_code == 404
    author.post(reverse("record:take_out", args=[room.pk, right]))
    assert colleague.post(agree(room, right)).status_code == 404


def test_an_entry_of_another_room_cannot_be_agreed_with(
    family: Family, alone: UUID, colleague: Client
) -> None:
    team = family.rooms["team"]

    assert colleague.get(agree(team, alone)).status_code == 404
    assert colleague.post(agree(team, alone)).status_code == 404


def test_a_press_after_the_lock_agrees_to_nothing(
    family: Family, room: Room, alone: UUID, colleague: Client
) -> None:
    colleague.get(agree(room, alone))
    colleague.cookies.pop(key_cookie_name())

    assert colleague.post(agree(room, alone)).headers["Location"] == "/unlock/"

    assert not counts(family, alone)


def test_who_is_inside_alone_is_told_how_a_colleague_can_agree(
    family: Family, room: Room, alone: UUID, author: Client
) -> None:
    cast = family.cast
    take_keys(worker=cast.worker("lead"), by=cast.worker("supervisor"), room=room, clock=family.clock)

    page = page_of(author, room)

    assert "Only you are inside." in page
    assert "ask the lead or the supervisor that they be let in" in page


def test_a_colleague_inside_reads_it_once_more_and_agrees(
    family: Family, room: Room, alone: UUID, author: Client, colleague: Client
) -> None:
    assert "A colleague who is inside this room reads it here and agrees." in page_of(author, room)
    assert agree(room, alone) in page_of(colleague, room)
    asked = colleague.get(agree(room, alone)).content.decode()
    assert CANARY in asked
    assert PRESS in asked
    assert not counts(family, alone)
    before = bytes(Standing.objects.get(room=room).signature)

    answer = colleague.post(agree(room, alone))

    assert (answer.status_code, answer.content) == (302, b"")
    assert counts(family, alone)
    assert bytes(Standing.objects.get(room=room).signature) != before
    page = page_of(author, room)
    assert "A second worker has agreed (Lena Lead, 10 March 2026)." in page
    assert WAITS not in page
    sealed = AuditEvent.objects.filter(chain=room.pk, event=Event.ENTRY_SEALED).latest("number")
    assert sealed.actor == family.cast.worker("lead").pk


def test_an_agreement_is_a_line_on_its_entry_and_no_entry_of_its_own(
    room: Room, alone: UUID, colleague: Client
) -> None:
    colleague.post(agree(room, alone))

    page = page_of(colleague, room)

    assert page.count("A second worker has agreed") == 1
    assert "A second worker agrees" not in page
    assert str(alone) not in page[page.index("A second worker has agreed") : page.index("Agreed by mistake?")]


def test_a_doubled_press_agrees_once(room: Room, alone: UUID, colleague: Client) -> None:
    before = room.entries.count()

    for _press in range(2):
        answer = colleague.post(agree(room, alone))
        assert answer.headers["Location"] == reverse("record:room", args=[room.pk])

    assert room.entries.count() == before + 1
    assert colleague.get(agree(room, alone)).status_code == 302


def test_an_agreement_made_by_mistake_is_taken_out_and_counts_no_more(
    family: Family, room: Room, alone: UUID, colleague: Client
) -> None:
    colleague.post(agree(room, alone))
    place = reverse("record:take_out", args=[room.pk, room.entries.latest("number").pk])
    assert place in page_of(colleague, room)
    shown = colleague.get(place).content.decode()
    assert "No abuse found" in shown
    assert str(alone) not in shown

    colleague.post(place)

    assert not counts(family, alone)
    assert WAITS in page_of(colleague, room)
    colleague.post(agree(room, alone))
    assert counts(family, alone)


def test_what_was_agreed_and_put_right_must_be_agreed_again(
    family: Family, room: Room, alone: UUID, author: Client, colleague: Client
) -> None:
    colleague.post(agree(room, alone))
    sheet = author.post(reverse("record:put_right", args=[room.pk, alone])).headers["Location"]

    author.post(sheet, filled(no_abuse(family, "Sian")) | {"page_corrects": [str(alone)]})

    page = page_of(author, room)
    assert page.index(WAITS) < page.index("<del>")
    assert not counts(family, UUID(sheet.split("/")[-2]))


def test_an_agreement_sent_as_a_note_shows_as_the_same_line(
    family: Family, room: Room, alone: UUID, author: Client
) -> None:
    supervisor, member = family.cast["supervisor"], family.holder("harmed")
    agree_as_second(
        room=room, entry=alone, by=supervisor.worker, keyring=supervisor.keyring, clock=family.clock
    )
    assert WAITS in page_of(author, room)

    open_drops(room=room, by=member.worker, keyring=member.keyring, clock=family.clock)

    assert "A second worker has agreed (Sian Super, 10 March 2026)." in page_of(author, room)


def test_an_agreement_forged_by_its_own_author_shows_as_none(
    family: Family, room: Room, alone: UUID, author: Client
) -> None:
    member = family.holder("harmed")
    forged = SecondWorkerAgrees(entry=str(alone))
    seal_entry(room=room, fact=forged, by=member.worker, keyring=member.keyring, clock=family.clock)

    assert WAITS in page_of(author, room)
    assert "has agreed" not in page_of(author, room)
