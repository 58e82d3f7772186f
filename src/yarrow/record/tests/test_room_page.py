"""The page of a room: notes first, strengths first, reasons and never a verdict."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.facts import KINDS, Fact
from yarrow.gate.facts.choice import Hope, Statement, Strength
from yarrow.gate.facts.harm import AgencyConcern, Fear, Incident
from yarrow.gate.facts.team import AbuseFlag
from yarrow.gate.facts.who import AgeBand, Identity, Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import drop_note
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Drop, Entry, Room, Standing
from yarrow.rooms.queries import unopened_drops
from yarrow.staff.demo import DEMO_PASSPHRASE

from .examples import CANARY

STRENGTH = Strength(words=LongText("Keeps bees."))
FEAR = Fear(words=LongText("The stairs at night."))


def page_of(client: Client, room: Room) -> str:
    return client.get(reverse("record:room", args=[room.pk])).content.decode()


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def act(client: Client, name: str, room: Room) -> None:
    answer = client.post(reverse(f"record:{name}", args=[room.pk]))
    assert answer.headers["Location"] == reverse("record:room", args=[room.pk])


def drop(family: Family, part: str, into: str, fact: Fact) -> Drop:
    member = family.holder(part)
    return drop_note(
        room=family.rooms[into], fact=fact, by=member.worker, keyring=member.keyring, clock=family.clock
    )


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


def test_the_page_says_whose_room_it_is_and_every_read_leaves_a_row(
    room: Room, client: Client, family: Family
) -> None:
    page = page_of(client, room)

    assert words_of(page).count("Anwen") >= 3
    assert "yarrow-band--heather" in page
    assert "Person harmed" in page
    assert "Bryn" not in page
    reads = AuditEvent.objects.filter(chain=room.pk, event=Event.ROOM_READ)
    assert [read.actor for read in reads] == [family.cast.worker("harmed_worker").pk]


def test_the_title_is_the_same_on_every_page(room: Room, client: Client, family: Family) -> None:
    titles = {
        re.findall("<title>.*</title>", page_of(client, each))[0] for each in (room, family.rooms["team"])
    }

    assert titles == {"<title>Workspace</title>"}


def test_a_childs_page_says_no_part_in_the_harm(family: Family, browser: Browser) -> None:
    page = page_of(browser("child_worker"), family.rooms["child"])

    band = page[page.index("yarrow-band") :].partition("</section>")[0]
    assert "Child" in band
    assert "harm" not in band


def test_a_room_without_a_name_says_so(family: Family, client: Client, room: Room) -> None:
    Entry.objects.filter(room=room).delete()

    page = page_of(client, room)

    assert "Somebody not yet named" in page
    assert "Part not yet recorded" in page


def test_what_is_typed_as_a_name_is_only_text(family: Family, client: Client, room: Room) -> None:
    family.record("harmed", Identity(known_as="<script>x()</script>", age_band=AgeBand.ADULT))

    assert "<script>x" not in page_of(client, room)


def test_strengths_come_before_everything_that_was_recorded_earlier(
    family: Family, client: Client, room: Room
) -> None:
    family.record("harmed", FEAR, STRENGTH)

    page = page_of(client, room)

    assert page.index("Keeps bees.") < page.index("The stairs at night.") < page.rindex("As recorded here")
    assert page.index("Keeps bees.") < page.index("Who this person is")


def test_a_room_without_strengths_asks_for_them(client: Client, room: Room) -> None:
    assert "When does it go better?" in page_of(client, room)


def test_waiting_notes_come_first_and_are_read_in_by_a_press(
    family: Family, client: Client, room: Room
) -> None:
    family.record("harmed", STRENGTH)
    for _note in range(2):
        drop(family, "other", "harmed", AgencyConcern(by="Owen", words=LongText(CANARY)))

    page = page_of(client, room)

    assert page.index("2 notes are waiting") < page.index("Keeps bees.")
    assert CANARY not in page
    act(client, "open_notes", room)
    assert page_of(client, room).count(CANARY) == 2
    assert "waiting" not in page_of(client, room)


def test_one_waiting_note_is_said_in_the_singular(family: Family, client: Client, room: Room) -> None:
    drop(family, "other", "harmed", AgencyConcern(by="Owen"))

    assert "1 note is waiting" in page_of(client, room)


def test_a_note_that_does_not_open_stays_and_is_said(family: Family, client: Client, room: Room) -> None:
    forged = drop(family, "other", "harmed", AgencyConcern(by="Owen", words=LongText(CANARY)))
    Drop.objects.filter(pk=forged.pk).update(signature=b"x" * 64)

    act(client, "open_notes", room)

    page = page_of(client, room)
    assert unopened_drops(room).count() == 1
    assert "A note could not be opened" in page
    assert CANARY not in page


def test_a_notice_in_the_team_room_does_not_say_who_sent_it(family: Family, client: Client) -> None:
    family.record("other", Incident(words=LongText(CANARY)))
    team = family.rooms["team"]

    act(client, "open_notes", team)

    page = page_of(client, team)
    assert "Something has changed" in page
    assert "Owen Oakes" not in page
    assert CANARY not in page
    assert family.rooms["team"].entries.get(author=family.cast.worker("other_worker"))


def test_what_must_be_in_place_is_reasons_and_a_next_step_never_a_verdict(client: Client, room: Room) -> None:
    page = page_of(client, room)
    said = words_of(page[page.rindex("As recorded here") : page.index("Who is in this room")])

    assert "Restorative conference; Circle with everyone; Family meeting" in said
    assert "Not yet, because" in said
    assert "There is no risk assessment of this person on file." in said
    assert "Assess risk with them, alone" in said
    assert 'value="risk_assessed"' in page
    assert "A letter that is not sent is always possible." in said
    assert "Support goes on, whatever this answer is" in said
    for verdict in ("suitable", "open", "safe to proceed", "cleared", "ready"):
        assert not re.search(rf"\b{verdict}\b", said, re.IGNORECASE), verdict


def test_what_remains_possible_stands_on_every_page_of_a_room(family: Family, client: Client) -> None:
    for part in ("harmed", "team", "shared"):
        page = page_of(client, family.rooms[part])
        assert "A letter that is not sent is always possible." in page
        assert "Support goes on" in page


def test_what_is_in_place_is_said_plainly(
    family: Family, client: Client, room: Room, clock: FixedClock
) -> None:
    today = clock.today()
    reach = Reach(
        phone="none of yours",
        when_safe=LongText("Mornings."),
        who_may_answer=LongText("Nobody."),
        confirmed_on=today,
    )
    family.record("harmed", reach)

    assert "What must be in place in this room is in place today." in page_of(client, room)

    clock.move_to(clock.now() + timedelta(days=31))
    fresh_page = page_of(relocked(client), room)
    assert "was not confirmed in the last 30 days" in fresh_page


def relocked(client: Client) -> Client:
    client.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})
    return client


def test_the_team_room_shows_the_teams_findings_and_reasons(family: Family, client: Client) -> None:
    family.record("team", AbuseFlag())

    page = page_of(client, family.rooms["team"])

    assert "Is there domestic abuse?" in page
    assert "Not yet, because" in page
    assert "Work with one person" not in page[: page.index("What remains possible")]
    assert "Pass words on" not in page


def test_the_shared_room_shows_words_alone(family: Family, client: Client) -> None:
    shared = family.rooms["shared"]
    drop(family, "other", "shared", SharedWords(words=LongText("I can come on Tuesdays.")))
    act(client, "open_notes", shared)

    page = page_of(client, shared)

    assert "I can come on Tuesdays." in page
    assert "Owen Oakes" not in page[: page.index("Who is in this room")]
    assert "As recorded here" not in page
    assert "Still so" not in page
    assert "Record something" not in page


def test_still_so_attests_again_and_says_what_was_done(
    family: Family, client: Client, room: Room, clock: FixedClock
) -> None:
    page = page_of(client, room)
    assert "I have asked them alone today." in page
    before = Standing.objects.get(room=room).signature
    clock.move_to(clock.now() + timedelta(minutes=5))

    act(client, "still_so", room)

    assert Standing.objects.get(room=room).signature != before
    attested = AuditEvent.objects.filter(chain=room.pk, event=Event.STANDING_ATTESTED)
    assert attested.latest("number").actor == family.cast.worker("harmed_worker").pk
    assert "You said today that this is still so." in page_of(client, room)


def test_a_get_at_an_acting_address_changes_nothing_and_goes_to_the_room(
    family: Family, client: Client, room: Room
) -> None:
    drop(family, "other", "harmed", AgencyConcern(by="Owen"))

    for name in ("open_notes", "still_so", "come_in"):
        answer = client.get(reverse(f"record:{name}", args=[room.pk]))
        assert answer.headers["Location"] == reverse("record:room", args=[room.pk])
    assert unopened_drops(room).count() == 1


def test_an_entry_that_cannot_be_read_is_said_to_be_there(
    family: Family, client: Client, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    family.record("harmed", Hope(words=LongText(CANARY)))
    monkeypatch.delitem(KINDS, "hope")
    page = page_of(client, room)

    assert "This entry cannot be read here. Tell the supervisor." in page
    assert CANARY not in page
    assert "could not be read or worked out" in page


def test_days_and_choices_are_in_words(family: Family, client: Client, room: Room, clock: FixedClock) -> None:
    family.record("harmed", Identity(known_as="Anwen", date_of_birth=clock.today().replace(year=1990)))

    said = words_of(page_of(client, room))

    assert "10 March 1990" in said
    assert "10 March 2026, Hana Harries" in said
    assert "Not known" in said


def test_the_same_number_of_queries_reads_few_entries_or_many(
    family: Family, client: Client, room: Room
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(client, room)
        return len(captured)

    page_of(client, room)
    few = queries()

    family.record("harmed", *[Statement(source="Anwen", words=LongText(f"{n}")) for n in range(12)])

    assert queries() == few
