"""Leaving a room: the keys go, the room has a new one at once, and the old one dies of itself (R-10)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.damage import one_bit_off
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of, is_excluded
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.kernel.apart import NotAllDone
from yarrow.kernel.errors import NotThere
from yarrow.rooms import contexts, queries
from yarrow.rooms.actions import (
    ask_grant,
    attest,
    come_in,
    drop_note,
    fulfil_grants,
    go_on_shutting_out,
    keep_away,
    open_drops,
    read_room,
    reseal_some,
    seal_entry,
    shut_out,
    take_off_case,
)
from yarrow.rooms.actions.rekeying.shutting_out import shut_out_of
from yarrow.rooms.models import Drop, Entry, Grant, Rekeying, Room, RoomLabel, RoomVersion, Wrap
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import leave_service, make_keys, replace_keys
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.queries import recovery_pair

HARMED = "harmed"


def words(text: str) -> Statement:
    return Statement(source="She", words=LongText(text))


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms[HARMED]


@pytest.fixture
def old_key(family: Family, room: Room) -> bytes:
    """The key that the lead has, and may have copied, while inside."""
    return queries.room_key(room=room, keyring=family.cast.keyring("lead"))[1]


def _lead_goes(family: Family) -> None:
    by, lead = family.cast.worker("supervisor"), family.cast.worker("lead")
    shut_out(worker=lead, by=by, clock=family.clock, room=family.rooms[HARMED])


def _seal_all_again(family: Family, part: str = HARMED, most: int = 2) -> int:
    member, rounds = family.holder(part), 0
    while reseal_some(room=family.rooms[part], keyring=member.keyring, clock=family.clock, most=most):
        rounds += 1
    return rounds


def _opens(key: bytes, row: Entry | RoomLabel) -> bool:
    place = contexts.entry_context(row) if isinstance(row, Entry) else contexts.label_context(row)
    try:
        unseal(key, bytes(row.blob), place)
    except CannotOpen:
        return False
    return True


@pytest.mark.parametrize("part", ["harmed_worker", "other_worker", "outsider", "manager", "specialist"])
def test_nobody_but_supervisor_and_lead_shuts_out_of_one_room(family: Family, room: Room, part: str) -> None:
    with pytest.raises(NotThere):
        shut_out(
            worker=family.cast.worker("lead"), by=family.cast.worker(part), clock=family.clock, room=room
        )

    assert room.versions.count() == 1
    assert queries.holds(family.cast.worker("lead"), room)


@pytest.mark.parametrize("act", [take_off_case, keep_away])
@pytest.mark.parametrize("part", ["harmed_worker", "outsider", "manager"])
def test_nobody_but_supervisor_and_lead_takes_off_a_case(
    family: Family, part: str, act: Callable[..., object]
) -> None:
    with pytest.raises(NotThere):
        act(
            case=family.case,
            worker=family.cast.worker("other_worker"),
            by=family.cast.worker(part),
            clock=family.clock,
        )

    assert queries.holds(family.cast.worker("other_worker"), family.rooms["other"])
    assert not Rekeying.objects.exists()


def test_who_is_outside_seals_nothing_again(family: Family, room: Room) -> None:
    _lead_goes(family)

    for part in ("lead", "other_worker", "outsider"):
        with pytest.raises(NotThere):
            reseal_some(room=room, keyring=family.cast.keyring(part), clock=family.clock)

    assert set(room.entries.values_list("version", flat=True)) == {1}


def test_who_is_shut_out_opens_nothing_written_after(family: Family, room: Room, old_key: bytes) -> None:
    _lead_goes(family)
    (entry,) = family.record(HARMED, words("He does not know where we moved to."))

    assert entry.version == 2
    assert not _opens(old_key, entry)
    assert not _opens(old_key, RoomLabel.objects.get(room=room))
    with pytest.raises(NotThere):
        queries.room_key(room=room, keyring=family.cast.keyring("lead"))
    with pytest.raises(NotThere):
        queries.room_key(room=room, keyring=family.cast.keyring("lead"), version=1)


def test_a_note_left_after_is_for_the_new_half_at_once(family: Family, room: Room, old_key: bytes) -> None:
    old_half = queries.room_private_key(room.versions.get(), old_key)
    _lead_goes(family)
    sender = family.cast["supervisor"]

    drop = drop_note(
        room=room, fact=words("Later."), by=sender.worker, keyring=sender.keyring, clock=family.clock
    )

    assert drop.version == 2
    with pytest.raises(CannotOpen):
        unwrap_with(old_half, bytes(drop.blob), contexts.drop_context(drop))


def test_everybody_who_stays_and_the_recovery_key_open_the_new_version(family: Family, room: Room) -> None:
    _lead_goes(family)

    version, key = queries.room_key(room=room, keyring=family.cast.keyring("harmed_worker"))
    recovered = unwrap_with(
        recovery_pair().private, bytes(version.recovery_wrap), contexts.recovery_context(version)
    )
    assert version.number == 2
    assert recovered == key
    event = latest(room.pk, Event.ROOM_REKEYED)
    assert event is not None
    assert event.subject == version.pk


def test_until_somebody_inside_attests_again_the_room_answers_nothing(family: Family, room: Room) -> None:
    lead, holder = family.cast["lead"], family.holder(HARMED)
    attest(room=room, by=lead.worker, keyring=lead.keyring, clock=family.clock)
    assert queries.trusted_standing(room) is not None

    _lead_goes(family)

    assert queries.trusted_standing(room) is None
    attest(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)
    assert queries.trusted_standing(room) is not None


def test_old_entries_stay_readable_while_they_wait_and_after(family: Family, room: Room) -> None:
    holder = family.holder(HARMED)
    family.record(HARMED, words("One."), words("Two."), words("Three."))
    before = [read.fact for read in queries.entries_in(room, holder.keyring)]
    _lead_goes(family)

    reseal_some(room=room, keyring=holder.keyring, clock=family.clock, most=2)
    assert set(room.entries.values_list("version", flat=True)) == {1, 2}
    assert [read.fact for read in queries.entries_in(room, holder.keyring)] == before

    _seal_all_again(family)
    assert set(room.entries.values_list("version", flat=True)) == {2}
    assert [read.fact for read in queries.entries_in(room, holder.keyring)] == before


def test_when_all_is_sealed_again_the_old_key_is_gone_from_the_database(
    family: Family, room: Room, old_key: bytes
) -> None:
    _lead_goes(family)
    _seal_all_again(family)

    old = room.versions.get(number=1)
    assert old.retired_on == family.clock.today()
    assert (bytes(old.private_sealed), bytes(old.recovery_wrap)) == (b"", b"")
    assert not old.wraps.exists()
    assert not any(_opens(old_key, entry) for entry in room.entries.all())
    assert Rekeying.objects.get().done_on == family.clock.today()
    assert latest(room.pk, Event.OLD_KEY_REMOVED) is not None


def test_a_note_left_before_still_opens_after_two_new_keys(family: Family, room: Room) -> None:
    sender, holder = family.cast["supervisor"], family.holder(HARMED)
    note = words("From before they went.")
    drop = drop_note(room=room, fact=note, by=sender.worker, keyring=sender.keyring, clock=family.clock)
    old_half = queries.room_private_key(*queries.room_key(room=room, keyring=holder.keyring))
    for part in ("lead", "child_worker"):
        if part != "lead":
            _let_in(family, room, part)
        shut_out(worker=family.cast.worker(part), by=sender.worker, clock=family.clock, room=room)
        _seal_all_again(family)

    lying = Drop.objects.get(pk=drop.pk)
    assert (lying.version, lying.again) == (1, 3)
    with pytest.raises(CannotOpen):
        unwrap_with(old_half, bytes(lying.blob), contexts.drop_context(lying))
    assert open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock) == 1
    assert queries.entries_in(room, holder.keyring)[-1].fact == note


def _let_in(family: Family, room: Room, part: str) -> None:
    holder = family.holder(HARMED)
    ask_grant(
        room=room, worker=family.cast.worker(part), by=family.cast.worker("supervisor"), clock=family.clock
    )
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock) == 1


def test_a_note_sealed_again_and_changed_stays_unopened(family: Family, room: Room) -> None:
    sender, holder = family.cast["supervisor"], family.holder(HARMED)
    drop = drop_note(
        room=room, fact=words("As it was."), by=sender.worker, keyring=sender.keyring, clock=family.clock
    )
    _lead_goes(family)
    _seal_all_again(family)
    Drop.objects.filter(pk=drop.pk).update(author=family.cast.worker("other_worker"))

    assert open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock) == 0
    assert queries.unopened_drops(room).exists()


def test_who_comes_in_between_reads_what_lies_under_both_keys(family: Family, room: Room) -> None:
    family.record(HARMED, words("Before."))
    _lead_goes(family)
    family.record(HARMED, words("After."))
    _let_in(family, room, "child_worker")

    _room, entries = read_room(
        room_id=room.pk,
        by=family.cast.worker("child_worker"),
        keyring=family.cast.keyring("child_worker"),
        clock=family.clock,
    )

    said = [str(read.fact.words) for read in entries if isinstance(read.fact, Statement)]
    assert said == ["Before.", "After."]


def test_opening_the_room_or_unlocking_goes_on_with_it(family: Family, room: Room) -> None:
    holder = family.holder(HARMED)
    _lead_goes(family)
    read_room(room_id=room.pk, by=holder.worker, keyring=holder.keyring, clock=family.clock)
    assert Rekeying.objects.get().done_on is not None

    shut_out(
        worker=family.cast.worker("lead"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        room=family.rooms["team"],
    )
    come_in(keyring=family.cast.keyring("supervisor"), clock=family.clock)
    assert not Rekeying.objects.filter(done_on__isnull=True).exists()


def test_signing_in_goes_on_with_it(family: Family, room: Room, client: Client) -> None:
    """The real door: nobody has to press anything for an old key to die."""
    _lead_goes(family)
    holder = family.cast.worker("harmed_worker")

    client.post(reverse("account_login"), {"username": holder.username, "passphrase": DEMO_PASSPHRASE})

    assert Rekeying.objects.get().done_on is not None
    assert not Wrap.objects.filter(holder=holder, ring_blob__isnull=True).exists()


def test_a_broken_row_holds_up_nothing_and_keeps_its_key(family: Family, room: Room) -> None:
    first, second = family.record(HARMED, words("One."), words("Two."))
    Entry.objects.filter(pk=first.pk).update(blob=one_bit_off(first.blob))
    _lead_goes(family)

    _seal_all_again(family)

    assert Entry.objects.get(pk=second.pk).version == 2
    assert Entry.objects.get(pk=first.pk).version == 1
    assert room.versions.get(number=1).retired_on is None
    assert queries.rekeying_progress(family.cast.worker("lead")).entries_left == 1


def test_a_holder_whose_key_nobody_vouches_for_is_told_of_and_asked_for(family: Family, room: Room) -> None:
    lost = family.cast.worker("harmed_worker")
    made = make_keys(worker=lost, passphrase=DEMO_PASSPHRASE)
    replace_keys(made=made, without_second_factor=False, clock=family.clock)

    done = shut_out(
        worker=family.cast.worker("lead"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        room=room,
    )

    assert done.not_given == ((room.pk, lost.pk),)
    assert not Wrap.objects.filter(version__room=room).exists()
    assert Grant.objects.filter(room=room, worker=lost, fulfilled_on__isnull=True).exists()
    assert list(queries.rooms_without_holder()) == [room]


def test_a_room_nobody_holds_any_more_can_still_be_recovered(family: Family, room: Room) -> None:
    for part in ("lead", "harmed_worker"):
        shut_out(
            worker=family.cast.worker(part),
            by=family.cast.worker("supervisor"),
            clock=family.clock,
            room=room,
        )

    newest = queries.newest_version(room)
    assert unwrap_with(
        recovery_pair().private, bytes(newest.recovery_wrap), contexts.recovery_context(newest)
    )
    assert room in queries.rooms_without_holder()


def test_one_room_that_cannot_be_shut_keeps_no_other_open(family: Family) -> None:
    """What stands in the way of one is undone with all of it; the night after tries again."""
    lead, by = family.cast.worker("lead"), family.cast.worker("manager")
    first, *others = queries.rooms_held_by(lead).order_by("pk")
    leave_service(worker=lead, by=by, clock=family.clock)
    ahead = first.versions.latest("number").number + 1
    in_the_way = Rekeying.objects.create(room=first, version=ahead, begun_on=family.clock.today())

    with pytest.raises(NotAllDone) as said:
        go_on_shutting_out(clock=family.clock)

    assert sum(said.value.done.values()) == len(others) > 0
    assert {wrap.version.room_id for wrap in Wrap.objects.filter(holder=lead)} == {first.pk}
    in_the_way.delete()
    assert go_on_shutting_out(clock=family.clock) == 1


def test_leaving_cut_short_goes_on_and_says_how_far_it_came(family: Family) -> None:
    lead, by = family.cast.worker("lead"), family.cast.worker("manager")
    held = list(queries.rooms_held_by(lead))
    leave_service(worker=lead, by=by, clock=family.clock)
    shut_out_of([held[0].pk, held[1].pk], worker=lead, by=by, clock=family.clock)
    halfway = queries.rekeying_progress(lead)
    assert (halfway.rooms_total, halfway.rooms_versioned) == (len(held), 2)
    assert halfway.entries_left > 0

    assert go_on_shutting_out(clock=family.clock) == len(held) - 2
    assert go_on_shutting_out(clock=family.clock) == 0
    assert not Wrap.objects.filter(holder=lead).exists()
    for part in family.rooms:
        _seal_all_again(family, part)
    whole = queries.rekeying_progress(lead)
    assert (whole.rooms_versioned, whole.rooms_resealed) == (len(held), len(held))
    assert whole.entries_left == 0


def test_nothing_is_rekeyed_for_who_held_nothing(family: Family) -> None:
    done = shut_out(
        worker=family.cast.worker("outsider"), by=family.cast.worker("supervisor"), clock=family.clock
    )

    assert done.rooms == ()
    assert not Rekeying.objects.exists()


@pytest.mark.parametrize(("act", "for_good"), [(take_off_case, False), (keep_away, True)])
def test_off_the_case_is_out_of_every_room_with_new_keys(
    family: Family, act: Callable[..., object], *, for_good: bool
) -> None:
    worker, by = family.cast.worker("harmed_worker"), family.cast.worker("supervisor")
    held = set(queries.rooms_held_by(worker))
    case: Case = family.case
    ask_grant(room=family.rooms["other"], worker=worker, by=by, clock=family.clock)

    act(case=case, worker=worker, by=by, clock=family.clock)

    assert set(Room.objects.filter(versions__number=2)) == held
    assert not Wrap.objects.filter(holder=worker).exists()
    assert not Grant.objects.filter(worker=worker).exists()
    assert not duties_of(worker, case)
    assert is_excluded(worker, case) == for_good


def test_a_retired_version_is_a_number_and_nothing_else(family: Family, room: Room) -> None:
    _lead_goes(family)
    _seal_all_again(family)
    seal_entry(
        room=room,
        fact=words("On."),
        by=family.holder(HARMED).worker,
        keyring=family.holder(HARMED).keyring,
        clock=family.clock,
    )

    numbers = RoomVersion.objects.filter(room=room).order_by("number").values_list("number", "retired_on")
    assert list(numbers) == [(1, family.clock.today()), (2, None)]
