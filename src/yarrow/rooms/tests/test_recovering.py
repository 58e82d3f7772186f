"""The recovery key lets named people into named rooms, and is itself replaced whole or not at all."""

import pytest

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.conflicts import questions_for, shown_question
from yarrow.config.families import Family
from yarrow.config.strangers import nobody_knows_them
from yarrow.kernel.errors import NotThere
from yarrow.rooms import contexts, queries
from yarrow.rooms.actions import (
    ask_again,
    fulfil_grants,
    let_in_by_recovery,
    open_room,
    reseal_some,
    rewrap_recovery,
    shut_out,
)
from yarrow.rooms.models import Grant, Room, RoomVersion, Wrap
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_sealing_pair
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import freeze, make_keys, replace_keys
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.queries import UntrustedKey, recovery_pair


@pytest.fixture
def room(family: Family) -> Room:
    """A room that nobody holds any more, with a key that is not yet done with."""
    room = family.rooms["harmed"]
    for part in ("lead", "harmed_worker"):
        shut_out(
            worker=family.cast.worker(part),
            by=family.cast.worker("supervisor"),
            clock=family.clock,
            room=room,
        )
    return room


def _let_in(family: Family, room: Room, part: str, recovery_private: bytes | None = None) -> int:
    return let_in_by_recovery(
        room=room,
        worker=family.cast.worker(part),
        recovery_private=recovery_private or recovery_pair().private,
        by=family.cast.worker("manager"),
        clock=family.clock,
    )


@pytest.mark.parametrize("part", ["excluded", "ex_worker"])
def test_who_is_barred_or_gone_is_not_let_in(family: Family, room: Room, part: str) -> None:
    with pytest.raises(NotThere):
        _let_in(family, room, part)

    assert not Wrap.objects.filter(version__room=room).exists()


def test_a_frozen_worker_is_not_let_in(family: Family, room: Room) -> None:
    worker = family.cast.worker("child_worker")
    freeze(worker=worker, by=family.cast.worker("manager"), clock=family.clock)

    with pytest.raises(NotThere):
        _let_in(family, room, "child_worker")


def test_a_key_nobody_vouches_for_is_not_let_in(family: Family, room: Room) -> None:
    worker = family.cast.worker("child_worker")
    made = make_keys(worker=worker, passphrase=DEMO_PASSPHRASE)
    replace_keys(made=made, without_second_factor=False, clock=family.clock)

    with pytest.raises(UntrustedKey):
        _let_in(family, room, "child_worker")

    assert not Wrap.objects.filter(version__room=room).exists()


@pytest.mark.parametrize("part", ["harmed_worker", "specialist", "manager"])
def test_the_room_of_referrals_opens_for_nobody_who_may_not_open_cases(family: Family, part: str) -> None:
    intake = family.cast.worker("intake")
    room = open_room(case=None, kind=RoomKind.INTAKE, holders=[intake], by=intake, clock=family.clock)

    with pytest.raises(NotThere):
        _let_in(family, room, part)

    assert family.cast.worker(part) not in queries.holders_of(room)
    assert _let_in(family, room, "supervisor") == 1
    assert family.cast.worker("supervisor") in queries.holders_of(room)


def test_another_key_opens_nothing(family: Family, room: Room) -> None:
    with pytest.raises(CannotOpen):
        _let_in(family, room, "child_worker", new_sealing_pair().private)

    assert not Wrap.objects.filter(version__room=room).exists()


def test_who_is_let_in_reads_all_and_goes_on_with_the_new_key(family: Family, room: Room) -> None:
    assert _let_in(family, room, "child_worker") == 2, "the version between was empty, and is gone"
    keyring = family.cast.keyring("child_worker")

    assert queries.entries_in(room, keyring)
    assert room not in queries.rooms_without_holder()
    assert reseal_some(room=room, keyring=keyring, clock=family.clock)
    assert room.versions.filter(retired_on__isnull=True).count() == 1
    event = latest(room.pk, Event.LET_IN_BY_RECOVERY)
    assert event is not None
    assert event.subject == family.cast.worker("child_worker").pk


def test_no_other_room_is_opened_by_it(family: Family, room: Room) -> None:
    _let_in(family, room, "child_worker")

    worker = family.cast.worker("child_worker")
    assert set(queries.rooms_held_by(worker)) == {room, family.rooms["child"], family.rooms["shared"]}


def test_a_stranger_to_the_case_answers_first_whether_they_know_them(family: Family, room: Room) -> None:
    duty = family.cast["duty"]
    _let_in(family, room, "duty")

    assert not queries.holds(duty.worker, room)
    question = questions_for(duty.worker).get()
    assert "Anwen" in shown_question(question, duty.keyring).names
    nobody_knows_them(family.case, clock=family.clock)
    assert queries.holds(duty.worker, room)
    assert queries.entries_in(room, duty.keyring)


def test_a_new_recovery_key_opens_every_live_version_and_the_old_one_none(family: Family, room: Room) -> None:
    old, new = recovery_pair().private, new_sealing_pair()
    by = family.cast.worker("manager")

    done = rewrap_recovery(old_private=old, new_public=new.public, by=by, clock=family.clock)

    live = RoomVersion.objects.filter(retired_on__isnull=True)
    assert done == live.count()
    for version in live:
        place, blob = contexts.recovery_context(version), bytes(version.recovery_wrap)
        assert unwrap_with(new.private, blob, place)
        with pytest.raises(CannotOpen):
            unwrap_with(old, blob, place)


def test_one_wrap_that_does_not_open_leaves_every_other_as_it_was(family: Family, room: Room) -> None:
    broken = RoomVersion.objects.order_by("-room", "-number").first()
    assert broken is not None
    RoomVersion.objects.filter(pk=broken.pk).update(recovery_wrap=b"x")
    before = set(map(bytes, RoomVersion.objects.values_list("recovery_wrap", flat=True)))

    with pytest.raises(CannotOpen):
        rewrap_recovery(
            old_private=recovery_pair().private,
            new_public=new_sealing_pair().public,
            by=None,
            clock=family.clock,
        )

    assert set(map(bytes, RoomVersion.objects.values_list("recovery_wrap", flat=True))) == before


def test_after_new_keys_every_room_is_asked_for_and_given_by_who_is_inside(family: Family) -> None:
    worker, by = family.cast.worker("harmed_worker"), family.cast.worker("manager")
    held = set(queries.rooms_held_by(worker).values_list("pk", flat=True))
    shut_out(
        worker=family.cast.worker("lead"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        room=family.rooms["harmed"],
    )

    asked = ask_again(worker=worker, by=by, clock=family.clock)

    assert set(asked.rooms) == held
    assert asked.without_holder == (family.rooms["harmed"].pk,)
    assert not Wrap.objects.filter(holder=worker).exists()
    assert set(Grant.objects.filter(worker=worker).values_list("room", flat=True)) == held
    lead = family.cast["lead"]
    assert fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=family.clock) == len(held) - 1
    assert queries.rooms_held_by(worker).count() == len(held) - 1


def test_a_room_whose_only_holder_is_frozen_is_one_that_nobody_can_open(family: Family) -> None:
    room = family.rooms["harmed"]
    shut_out(
        worker=family.cast.worker("lead"),
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        room=room,
    )
    assert room not in queries.rooms_without_holder()

    holder = family.cast.worker("harmed_worker")
    freeze(worker=holder, by=family.cast.worker("manager"), clock=family.clock)

    assert room in queries.rooms_without_holder()
