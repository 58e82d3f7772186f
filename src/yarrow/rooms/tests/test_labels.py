"""A list names a room by one small sealed row; it may be slow, it is never wrong."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yarrow.config.families import Family, open_family
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.justice import JusticeReport, MayBeSaid
from yarrow.gate.facts.team import VenuePlan
from yarrow.gate.facts.who import AgeBand, Identity, ReachConfirmed
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import attest, correct_entry, quarantine_unchecked
from yarrow.rooms.label import Label
from yarrow.rooms.models import Entry, Room, RoomLabel, Wrap
from yarrow.rooms.queries import entries_in, labels_in, many


def name_in(family: Family, part: str, room: str = "harmed") -> str | None:
    """What a worker's list calls the room; None where they are not inside."""
    label = labels_in([family.rooms[room]], family.cast.keyring(part)).get(family.rooms[room].pk)
    return label.name if label else None


@pytest.fixture
def no_entry_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, opening an entry for a list fails the test."""

    def opened(*_args: object) -> None:
        raise AssertionError("a list opened an entry")

    monkeypatch.setattr(many, "_opened", opened)


def identity_of(family: Family) -> UUID:
    found = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return next(read.entry.pk for read in found if isinstance(read.fact, Identity))


def blob_of(room: Room) -> bytes:
    return bytes(RoomLabel.objects.get(room=room).blob)


def say(family: Family, words: str = "We sat in the garden.") -> None:
    family.record("harmed", Statement(source="Anwen", words=LongText(words)))


# --- who is not inside, and rows that were tampered with ---


@pytest.mark.parametrize("part", ["other_worker", "supervisor", "specialist", "ex_worker", "outsider"])
def test_label_gives_no_name_to_who_is_not_inside(family: Family, part: str) -> None:
    assert name_in(family, "harmed_worker") == "Anwen"
    assert name_in(family, part) is None


def test_label_of_another_room_is_not_believed(family: Family) -> None:
    """The lead is inside both rooms, so only the place keeps one name out of the other room."""
    RoomLabel.objects.filter(room=family.rooms["harmed"]).update(blob=blob_of(family.rooms["other"]))

    assert name_in(family, "lead") == "Anwen"


def test_label_that_is_broken_is_worked_out_from_the_entries(family: Family) -> None:
    RoomLabel.objects.update(blob=b"broken")

    assert name_in(family, "lead") == "Anwen"


def test_label_that_says_another_generation_is_worked_out_from_the_entries(family: Family) -> None:
    RoomLabel.objects.update(version=2)

    assert name_in(family, "lead") == "Anwen"


def test_label_that_was_put_back_is_not_believed(family: Family, clock: FixedClock) -> None:
    old, member = blob_of(family.rooms["harmed"]), family.holder("harmed")
    correct_entry(
        room=family.rooms["harmed"],
        entry=identity_of(family),
        fact=Identity(known_as="Anwen Mair"),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    RoomLabel.objects.filter(room=family.rooms["harmed"]).update(blob=old)

    assert name_in(family, "harmed_worker") == "Anwen Mair"


def test_label_of_a_name_that_was_taken_out_is_not_believed(family: Family, clock: FixedClock) -> None:
    entry = family.record("harmed", Identity(known_as="Somebody Else"))[0]
    assert name_in(family, "harmed_worker") == "Somebody Else"

    quarantine_unchecked(
        room=family.rooms["harmed"], entry=entry.pk, by=family.cast.worker("harmed_worker"), clock=clock
    )

    assert name_in(family, "harmed_worker") == "Anwen"


def test_label_without_its_key_names_nobody(family: Family) -> None:
    Wrap.objects.filter(holder=family.cast.worker("harmed_worker")).update(ring_blob=None, blob=b"no key")

    assert name_in(family, "harmed_worker") is None


# --- what it is for ---


def test_list_opens_no_entry(family: Family, no_entry_is_opened: None) -> None:
    assert [name_in(family, "lead", room) for room in ("harmed", "other", "child")] == [
        "Anwen",
        "Bryn",
        "Cadi",
    ]


def test_attesting_after_something_was_taken_out_makes_the_list_quick_again(
    family: Family, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, room = family.holder("harmed"), family.rooms["harmed"]
    entry = family.record("harmed", Identity(known_as="Somebody Else"))[0]
    quarantine_unchecked(room=room, entry=entry.pk, by=member.worker, clock=clock)
    attest(room=room, by=member.worker, keyring=member.keyring, clock=clock)
    monkeypatch.setattr(many, "_opened", None)

    assert name_in(family, "harmed_worker") == "Anwen"


def test_name_that_is_corrected_is_the_right_one_at_once(
    family: Family, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = family.holder("harmed")
    correct_entry(
        room=family.rooms["harmed"],
        entry=identity_of(family),
        fact=Identity(known_as="Anwen Mair"),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    monkeypatch.setattr(many, "_opened", None)

    assert name_in(family, "harmed_worker") == "Anwen Mair"


def test_label_changes_with_every_entry_whatever_it_is(family: Family) -> None:
    """A row that changed only with a new name would tell which entry was one."""
    before = blob_of(family.rooms["harmed"])

    say(family)

    after = blob_of(family.rooms["harmed"])
    assert after != before
    assert len(after) == len(before)


def test_label_is_as_long_for_a_long_name_as_for_a_short_one(family: Family) -> None:
    before = len(blob_of(family.rooms["harmed"]))

    family.record("harmed", Identity(known_as="Anwen " * 30))

    assert len(blob_of(family.rooms["harmed"])) == before


def test_label_says_when_the_person_was_last_spoken_with(family: Family, clock: FixedClock) -> None:
    room, keyring = family.rooms["harmed"], family.cast.keyring("harmed_worker")
    assert labels_in([room], keyring)[room.pk].spoken_with_on is None
    earlier = clock.today() - timedelta(days=3)

    family.record("harmed", ReachConfirmed(confirmed_on=clock.today()), ReachConfirmed(confirmed_on=earlier))

    assert labels_in([room], keyring)[room.pk].spoken_with_on == clock.today()


def test_label_counts_a_call_on_its_own_day_also_when_the_note_is_put_right(
    family: Family, clock: FixedClock
) -> None:
    room, member, rang_on = family.rooms["harmed"], family.holder("harmed"), clock.today()
    note = family.record("harmed", CallNote(what=CallOutcome.SPOKE))[0]
    clock.move_to(clock.now() + timedelta(days=9))
    family.record("harmed", CallNote(what=CallOutcome.NO_ANSWER))
    right = CallNote(what=CallOutcome.SPOKE, words="She was well.")
    correct_entry(room=room, entry=note.pk, fact=right, by=member.worker, keyring=member.keyring, clock=clock)

    assert labels_in([room], member.keyring)[room.pk].spoken_with_on == rang_on


def test_the_room_that_is_everybodys_has_no_label(family: Family) -> None:
    assert RoomLabel.objects.filter(room=family.rooms["harmed"]).exists()
    assert not RoomLabel.objects.filter(room=family.rooms["shared"]).exists()


def owed_in(family: Family, part: str) -> tuple[bool, date | None]:
    """What this worker's lists say that the team owes."""
    team = family.rooms["team"]
    label = labels_in([team], family.cast.keyring(part), [team.pk]).get(team.pk)
    return (label.owes_report, label.report_due_on) if label else (False, None)


def test_what_a_team_owes_is_named_to_who_is_inside_alone(family: Family, clock: FixedClock) -> None:
    family.record("team", JusticeReport(to_whom="The court", due_on=clock.today()))

    assert owed_in(family, "lead") == owed_in(family, "supervisor") == (True, clock.today())
    for part in ("other_worker", "child_worker", "signing_supervisor", "specialist", "ex_worker", "manager"):
        assert owed_in(family, part) == (False, None), part


def test_a_team_room_has_a_label_of_one_length_and_without_a_name_whatever_is_owed(
    family: Family, clock: FixedClock
) -> None:
    """A label that were there only where a report is owed, or grew with it, would tell so on disk."""
    family.record("team", VenuePlan(place=LongText("The chapel hall")))
    before = blob_of(family.rooms["team"])
    family.record("team", JusticeReport(to_whom="The court " * 9, due_on=clock.today()))

    after = blob_of(family.rooms["team"])
    assert after != before
    assert len(after) == len(before) == len(blob_of(family.rooms["harmed"]))
    assert not labels_in([family.rooms["team"]], family.cast.keyring("lead"))


def test_the_newest_word_on_each_office_says_what_is_owed(family: Family, clock: FixedClock) -> None:
    today, soon = clock.today(), clock.today() + timedelta(days=3)
    family.record("team", JusticeReport(to_whom="The court", due_on=soon))
    family.record("team", JusticeReport(to_whom="The prison", due_on=today))
    assert owed_in(family, "lead") == (True, today)

    told = JusticeReport(to_whom="The court", may_say=MayBeSaid.THAT_IT_TOOK_PLACE, told_on=today)
    family.record("team", replace(told, to_whom=" the PRISON ", due_on=today))
    assert owed_in(family, "lead") == (True, soon)
    family.record("team", told)
    assert owed_in(family, "lead") == (False, None)


def test_label_of_before_reports_is_still_believed() -> None:
    old = b'{"tide": 3, "name": "Anwen", "day": null, "age": "adult"}'

    assert Label.from_bytes(old) == Label(tide=3, name="Anwen", age=AgeBand.ADULT)


def test_labels_cost_as_many_queries_for_five_families_as_for_one(family: Family, clock: FixedClock) -> None:
    keyring, rooms = family.cast.keyring("lead"), [*family.rooms.values()]
    for _more in range(4):
        rooms += open_family(cast=family.cast, clock=clock).rooms.values()
    counts = []
    for asked in (rooms[:5], rooms):
        with CaptureQueriesContext(connection) as queries:
            labels_in(asked, keyring)
        counts.append(len(queries))

    assert counts == [2, 2]


def test_label_reads_back_what_was_written() -> None:
    label = Label(tide=7, name="Siân", spoken_with_on=date(2026, 3, 10), age=AgeBand.CHILD)

    assert Label.from_bytes(label.to_bytes()) == label


def test_label_worked_out_is_the_one_that_was_sealed(family: Family) -> None:
    say(family)
    sealed = labels_in(family.rooms.values(), family.cast.keyring("lead"))
    RoomLabel.objects.all().delete()

    worked_out = labels_in(family.rooms.values(), family.cast.keyring("lead"))

    assert {k: (v.name, v.spoken_with_on) for k, v in worked_out.items()} == {
        k: (v.name, v.spoken_with_on) for k, v in sealed.items()
    }
    assert Entry.objects.exists()
