"""A hold is set by anybody of the case without a key, and lifted by nobody but who is inside."""

from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import Settings

from yarrow.audit import actions as audit
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.routes import Proof, RouteClaimed, RouteKind, RouteProved
from yarrow.gate.facts.who import ReachUnsafe
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.reaching.actions import (
    hold_all,
    hold_everybody_of,
    hold_person,
    lift_hold,
    lift_hold_for_all,
)
from yarrow.reaching.models import Hold
from yarrow.reaching.queries import all_are_held, holds_ever, is_held, reach_count
from yarrow.rooms.actions import drop_note
from yarrow.rooms.models import Room

from .facts import NEW, reach, safe_route

OUTSIDE = ("researcher", "manager", "outsider", "intake", "excluded", "ex_worker")


def held(family: Family, part: str = "harmed") -> bool:
    return is_held(family.case, family.rooms[part])


@pytest.mark.parametrize("who", OUTSIDE)
def test_who_does_not_work_on_the_case_holds_nobody_of_it(
    who: str, cast: Cast, family: Family, clock: FixedClock
) -> None:
    with pytest.raises(NotThere):
        hold_person(room=family.rooms["harmed"], by=cast.worker(who), clock=clock)
    with pytest.raises(NotThere):
        hold_everybody_of(case=family.case, by=cast.worker(who), clock=clock)
    assert not held(family)


@pytest.mark.parametrize("part", ["team", "shared"])
def test_a_room_of_nobody_is_not_held(part: str, cast: Cast, family: Family, clock: FixedClock) -> None:
    with pytest.raises(NotThere):
        hold_person(room=family.rooms[part], by=cast.worker("supervisor"), clock=clock)


@pytest.mark.parametrize("who", ["harmed_worker", "other_worker", "supervisor", "child_worker"])
def test_any_worker_of_the_case_holds_at_once_and_only_that_person(
    who: str, cast: Cast, family: Family, clock: FixedClock
) -> None:
    first = hold_person(room=family.rooms["harmed"], by=cast.worker(who), clock=clock)

    assert held(family)
    assert not held(family, "other")
    assert hold_person(room=family.rooms["harmed"], by=cast.worker(who), clock=clock) == first


def test_the_whole_case_holds_each_of_its_people(cast: Cast, family: Family, clock: FixedClock) -> None:
    hold_everybody_of(case=family.case, by=cast.worker("other_worker"), clock=clock)
    assert all(held(family, part) for part in ("harmed", "other", "child"))


@pytest.mark.parametrize("who", ["other_worker", "manager", "outsider", "signing_supervisor"])
def test_who_is_not_inside_does_not_lift(who: str, cast: Cast, family: Family, clock: FixedClock) -> None:
    room = family.rooms["harmed"]
    hold_person(room=room, by=cast.worker("harmed_worker"), clock=clock)

    with pytest.raises(NotThere):
        lift_hold(room=room, by=cast.worker(who), keyring=cast.keyring(who), clock=clock)
    assert held(family)


def test_somebody_elses_keyring_lifts_nothing(cast: Cast, family: Family, clock: FixedClock) -> None:
    room = family.rooms["harmed"]
    hold_person(room=room, by=cast.worker("harmed_worker"), clock=clock)

    with pytest.raises(NotThere):
        lift_hold(
            room=room, by=cast.worker("harmed_worker"), keyring=cast.keyring("other_worker"), clock=clock
        )
    assert held(family)


def test_who_is_inside_lifts_it_and_it_can_be_set_again(
    cast: Cast, family: Family, clock: FixedClock
) -> None:
    room, worker = family.rooms["harmed"], cast.worker("harmed_worker")
    hold_person(room=room, by=worker, clock=clock)
    lift_hold(room=room, by=worker, keyring=cast.keyring("harmed_worker"), clock=clock)
    assert not held(family)

    hold_person(room=room, by=cast.worker("other_worker"), clock=clock)
    assert held(family)
    assert holds_ever(family.case.pk, room.pk) == 2


def test_a_row_marked_as_lifted_by_hand_lifts_nothing(cast: Cast, family: Family, clock: FixedClock) -> None:
    hold_person(room=family.rooms["harmed"], by=cast.worker("harmed_worker"), clock=clock)
    Hold.objects.update(lifted_on=clock.today())
    assert held(family)


def test_a_hold_that_was_taken_away_still_holds(cast: Cast, family: Family, clock: FixedClock) -> None:
    hold_person(room=family.rooms["harmed"], by=cast.worker("harmed_worker"), clock=clock)
    Hold.objects.all().delete()
    assert held(family)


@pytest.mark.parametrize("digest", [b"", b"x" * 32])
def test_a_lifting_without_our_mark_lifts_nothing(
    digest: bytes, cast: Cast, family: Family, clock: FixedClock
) -> None:
    room, worker = family.rooms["harmed"], cast.worker("harmed_worker")
    hold_person(room=room, by=worker, clock=clock)
    Hold.objects.update(lifted_on=clock.today())
    with transaction.atomic():
        audit.append(
            chain=room.pk,
            event=Event.HOLD_LIFTED,
            actor=worker.pk,
            subject=room.pk,
            digest=digest,
            clock=clock,
        )
    assert held(family)


def test_an_old_lifting_written_once_more_lifts_nothing(
    cast: Cast, family: Family, clock: FixedClock
) -> None:
    room, worker = family.rooms["harmed"], cast.worker("harmed_worker")
    hold_person(room=room, by=worker, clock=clock)
    lift_hold(room=room, by=worker, keyring=cast.keyring("harmed_worker"), clock=clock)
    mark = bytes(AuditEvent.objects.get(chain=room.pk, event=Event.HOLD_LIFTED).digest)
    hold_person(room=room, by=worker, clock=clock)
    Hold.objects.update(lifted_on=clock.today())
    with transaction.atomic():
        audit.append(
            chain=room.pk, event=Event.HOLD_LIFTED, actor=worker.pk, subject=room.pk, digest=mark, clock=clock
        )
    assert held(family)


def test_a_hold_without_its_event_still_holds(family: Family, clock: FixedClock) -> None:
    Hold.objects.create(room=family.rooms["harmed"], set_on=clock.today(), lifted_on=clock.today())
    assert held(family)


def test_without_the_pepper_everybody_is_held(
    cast: Cast, family: Family, clock: FixedClock, settings: Settings
) -> None:
    room, worker = family.rooms["harmed"], cast.worker("harmed_worker")
    hold_person(room=room, by=worker, clock=clock)
    lift_hold(room=room, by=worker, keyring=cast.keyring("harmed_worker"), clock=clock)
    settings.PEPPER_FILE = "/nowhere/at/all"
    assert held(family)


def test_an_unread_note_holds(cast: Cast, family: Family, clock: FixedClock) -> None:
    drop_note(
        room=family.rooms["harmed"],
        fact=reach(),
        by=cast.worker("other_worker"),
        keyring=cast.keyring("other_worker"),
        clock=clock,
    )
    assert held(family)
    assert not held(family, "other")


def test_a_room_of_another_case_is_held(family: Family) -> None:
    room = family.rooms["harmed"]
    assert not is_held(None, room)
    room.case_id = UUID(int=1)
    assert is_held(family.case, room)


@pytest.mark.parametrize("who", ["intake", "harmed_worker", "manager", "duty"])
def test_any_worker_holds_everybody_of_the_service(
    who: str, cast: Cast, family: Family, clock: FixedClock
) -> None:
    assert not all_are_held()
    hold_all(by=cast.worker(who), clock=clock)

    assert all_are_held()
    assert held(family)
    assert held(family, "other")


@pytest.mark.parametrize("who", ["harmed_worker", "intake", "researcher", "outsider"])
def test_most_workers_do_not_lift_for_all(who: str, cast: Cast, clock: FixedClock) -> None:
    hold_all(by=cast.worker("intake"), clock=clock)
    with pytest.raises(NotThere):
        lift_hold_for_all(by=cast.worker(who), clock=clock)
    assert all_are_held()


def test_who_held_everybody_does_not_lift_it_and_another_does(cast: Cast, clock: FixedClock) -> None:
    hold_all(by=cast.worker("manager"), clock=clock)

    assert isinstance(lift_hold_for_all(by=cast.worker("manager"), clock=clock), Refused)
    assert all_are_held()
    assert lift_hold_for_all(by=cast.worker("supervisor"), clock=clock) is None
    assert not all_are_held()


def test_lifting_for_all_leaves_a_person_on_hold(cast: Cast, family: Family, clock: FixedClock) -> None:
    hold_person(room=family.rooms["harmed"], by=cast.worker("harmed_worker"), clock=clock)
    hold_all(by=cast.worker("intake"), clock=clock)
    lift_hold_for_all(by=cast.worker("supervisor"), clock=clock)
    assert held(family)


PROVED = RouteProved(
    way=RouteKind.TEXT,
    value=LongText(NEW),
    proof=Proof.IN_PERSON,
    proved_on=reach().confirmed_on,
)


@pytest.mark.parametrize("fact", [safe_route(), PROVED, ReachUnsafe(words=LongText("he has it")), reach()])
def test_the_count_rises_with_what_may_change_a_route(fact: object, family: Family) -> None:
    room: Room = family.rooms["harmed"]
    before, other = reach_count(room.pk), reach_count(family.rooms["other"].pk)
    family.record("harmed", fact)  # type: ignore[arg-type]

    assert reach_count(room.pk) > before
    assert reach_count(family.rooms["other"].pk) == other


def test_a_claim_and_other_news_leave_the_count(family: Family) -> None:
    room = family.rooms["harmed"]
    family.record("harmed", safe_route())
    before = reach_count(room.pk)
    family.record("harmed", RouteClaimed(way=RouteKind.TEXT, value=LongText(NEW)))

    assert reach_count(room.pk) == before


def test_a_hold_and_its_lifting_raise_the_count(cast: Cast, family: Family, clock: FixedClock) -> None:
    room, worker = family.rooms["harmed"], cast.worker("harmed_worker")
    before = reach_count(room.pk)
    hold_person(room=room, by=worker, clock=clock)
    between = reach_count(room.pk)
    lift_hold(room=room, by=worker, keyring=cast.keyring("harmed_worker"), clock=clock)

    assert before < between < reach_count(room.pk)


def test_the_chain_of_the_room_says_only_that_something_was_held(
    cast: Cast, family: Family, clock: FixedClock
) -> None:
    room = family.rooms["harmed"]
    hold_person(room=room, by=cast.worker("other_worker"), clock=clock)
    last = AuditEvent.objects.filter(chain=room.pk).order_by("number").last()

    assert last is not None
    assert (last.event, last.digest) == (Event.HOLD_SET, b"")
    assert not AuditEvent.objects.filter(chain=family.case.pk, event=Event.HOLD_SET).exists()
