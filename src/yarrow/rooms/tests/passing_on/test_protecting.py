"""What the door is told of a room is true and new, or unknown; and unknown stops."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yarrow.audit import actions as audit
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.door import stored
from yarrow.door.kinds import Kind
from yarrow.door.protection import Protection, found_in
from yarrow.door.text import Text, Where
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.kept import KeptFromOthers, KeptWhat
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import attest, drop_note, open_drops, quarantine_unchecked
from yarrow.rooms.models import Drop, Entry, Protected, Room
from yarrow.rooms.queries.protecting import door_keyed, is_protected, protections_of, service_places

STREET = "27 Heol y Bryn, Pontypridd"


def keep(
    family: Family, words: str = STREET, what: KeptWhat = KeptWhat.ADDRESS, room: str = "harmed"
) -> None:
    family.record(room, KeptFromOthers(what=what, words=LongText(words)))


def say(family: Family, words: str, room: str = "harmed") -> None:
    family.record(room, Statement(source="Anwen", words=LongText(words)))


def others(family: Family, whose: str = "other") -> Protection | None:
    """What the harmed person's room keeps from a paper to somebody else."""
    but = {family.rooms[whose].pk, family.rooms["shared"].pk} if whose else set()
    return protections_of(family.case, but)[family.rooms["harmed"].pk]


def stops(family: Family, words: str, whose: str = "other") -> bool:
    protection = others(family, whose)
    return protection is None or bool(found_in([Text(Where.BODY, words)], protection, door_keyed()))


def blob_of(room: Room) -> bytes:
    return bytes(Protected.objects.get(room=room).blob)


# --- rows that were tampered with ---


def test_older_row_that_was_put_back_is_unknown(family: Family) -> None:
    say(family, "We sat in the garden.")
    room, before = family.rooms["harmed"], blob_of(family.rooms["harmed"])
    keep(family)
    assert others(family) is not None

    Protected.objects.filter(room=room).update(blob=before)

    assert others(family) is None


def test_older_row_with_its_event_written_once_more_is_unknown(family: Family, clock: FixedClock) -> None:
    """Who can write to the database can repeat an event with its digest; not at its old number."""
    say(family, "We sat in the garden.")
    room, before = family.rooms["harmed"], blob_of(family.rooms["harmed"])
    then = AuditEvent.objects.filter(chain=room.pk, event=Event.STANDING_ATTESTED).latest("number")
    keep(family)

    Protected.objects.filter(room=room).update(blob=before)
    audit.append(
        chain=room.pk, event=Event.STANDING_ATTESTED, actor=then.actor, digest=bytes(then.digest), clock=clock
    )

    assert others(family) is None


def test_row_that_was_deleted_is_unknown(family: Family) -> None:
    keep(family)
    Protected.objects.filter(room=family.rooms["harmed"]).delete()

    assert others(family) is None


def test_forged_row_is_unknown(family: Family) -> None:
    keep(family)
    Protected.objects.filter(room=family.rooms["harmed"]).update(blob=Protection().to_bytes())

    assert others(family) is None


def test_row_of_another_room_is_unknown(family: Family) -> None:
    keep(family)
    say(family, "We talked.", room="other")
    Protected.objects.filter(room=family.rooms["harmed"]).update(blob=blob_of(family.rooms["other"]))

    assert others(family) is None


def test_room_moved_to_another_case_leaves_an_unknown_behind(family: Family) -> None:
    keep(family)
    harmed = family.rooms["harmed"]
    elsewhere = family.case.__class__.objects.create(
        reference=99,
        pathway=family.case.pathway,
        setting=family.case.setting,
        opened_on=family.case.opened_on,
    )
    Room.objects.filter(pk=harmed.pk).update(case=elsewhere)

    assert protections_of(family.case, {family.rooms["other"].pk})[family.case.pk] is None
    assert protections_of(elsewhere, ())[harmed.pk] is None


def test_room_not_looked_at_since_an_update_is_unknown(
    family: Family, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(family)
    monkeypatch.setattr(stored, "VERSION", stored.VERSION + 1)
    assert others(family) is None

    holder = family.holder("harmed")
    attest(room=family.rooms["harmed"], by=holder.worker, keyring=holder.keyring, clock=clock)

    assert others(family) is not None


def test_entry_that_cannot_be_read_makes_the_room_unknown(family: Family, clock: FixedClock) -> None:
    """Whoever moves an entry that holds an address would have it forgotten with the next record."""
    keep(family)
    entry = Entry.objects.filter(room=family.rooms["harmed"]).latest("number")
    Entry.objects.filter(pk=entry.pk).update(day=entry.day.replace(year=2020))
    say(family, "We sat in the garden.")

    assert others(family) is None


# --- what happened since ---


def test_unread_note_makes_the_room_unknown_until_it_is_read(family: Family, clock: FixedClock) -> None:
    keep(family)
    lead, room = family.cast.worker("lead"), family.rooms["harmed"]
    words = Statement(source="A neighbour", words=LongText("She lives at 9 Glanmor Road now."))
    drop_note(room=room, fact=words, by=lead, keyring=family.cast.keyring("lead"), clock=clock)
    assert others(family) is None

    holder = family.holder("harmed")
    open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=clock)

    assert stops(family, "See you in Glanmor Road")


def test_note_whose_row_says_that_it_was_read_keeps_the_room_unknown(
    family: Family, clock: FixedClock
) -> None:
    keep(family)
    lead, room = family.cast.worker("lead"), family.rooms["harmed"]
    drop_note(
        room=room,
        fact=Statement(source="A neighbour", words=LongText("She moved.")),
        by=lead,
        keyring=family.cast.keyring("lead"),
        clock=clock,
    )
    Drop.objects.filter(room=room).update(opened_on=clock.today())

    assert others(family) is None


def test_entry_taken_out_makes_the_room_unknown_until_somebody_looks(
    family: Family, clock: FixedClock
) -> None:
    keep(family)
    room, holder = family.rooms["harmed"], family.holder("harmed")
    entry = Entry.objects.filter(room=room).latest("number")
    quarantine_unchecked(room=room, entry=entry.pk, by=holder.worker, clock=clock)
    assert others(family) is None

    attest(room=room, by=holder.worker, keyring=holder.keyring, clock=clock)

    assert not stops(family, STREET)


# --- what is protected, and from whom ---


def test_what_was_kept_from_the_others_stops_and_the_row_says_no_word_of_it(family: Family) -> None:
    keep(family)

    assert stops(family, "We will meet near Heol-y-Bryn on Tuesday.")
    assert not stops(family, "We will meet at the library on Tuesday.")
    assert b"bryn" not in blob_of(family.rooms["harmed"]).lower()


def test_old_family_home_that_both_know_does_not_stop(family: Family) -> None:
    say(family, "We lived at 9 Glanmor Road with the children.")
    assert stops(family, "The house at 9 Glanmor Road")

    say(family, "I am still at 9 Glanmor Road.", room="other")

    assert not stops(family, "The house at 9 Glanmor Road")
    assert stops(family, "The house at 9 Glanmor Road", whose="")


def test_what_was_marked_secret_stops_although_the_other_has_guessed_it(family: Family) -> None:
    keep(family)
    say(family, "I know she is at 27 Heol y Bryn.", room="other")

    assert stops(family, "27 Heol y Bryn")


def test_own_name_and_first_names_of_the_family_do_not_stop_a_letter(family: Family) -> None:
    say(family, "Anwen and Rhys and their daughter Mali.")

    assert not stops(family, "Dear Rhys, Anwen has read what you wrote. Mali is well.")


def test_row_is_of_the_same_size_for_a_new_address(family: Family) -> None:
    say(family, "We sat in the garden.")
    before = len(blob_of(family.rooms["harmed"]))
    keep(family)

    assert len(blob_of(family.rooms["harmed"])) == before


def test_number_of_queries_does_not_grow_with_the_rooms(family: Family) -> None:
    keep(family)
    but = {family.rooms["other"].pk}
    with CaptureQueriesContext(
        connection,
    ) as found:
        protections_of(family.case, but)

    assert len(found) <= 8
    assert len(protections_of(family.case, but)) >= 2


def test_every_room_of_the_family_is_known_to_the_door(family: Family) -> None:
    assert [name for name, room in family.rooms.items() if not is_protected(room)] == []


def test_places_of_the_service_stop(family: Family, settings: object) -> None:
    settings.SERVICE_PLACES = ["Bryn Haven, 4 Tan-y-Lan Terrace, Swansea SA1 9ZZ", "Llwybr Newydd"]  # type: ignore[attr-defined]  # pytest-django's
    places = service_places()

    def found(words: str) -> set[Kind]:
        return {each.kind for each in found_in([Text(Where.BODY, words)], places, door_keyed())}

    assert found("come to sa19zz") == {Kind.POSTCODE}
    assert found("Tan y lan, number 4") == {Kind.ADDRESS}
    assert found("a meeting with Llwybr-Newydd")
    assert not found("Dear Rhys, we meet in Swansea at the library.")
