"""Rows put back, moved, changed or taken away by who writes to the database and has no pepper.

The mark of a row is bound to the event that wrote it: after a later one it holds no more.
"""

import pytest
from django.urls import reverse

from tests import forging
from tests.browsers import Browser
from yarrow.audit.terms import Fault
from yarrow.cases.actions.next_supervisor import name_supervisors_where_none
from yarrow.cases.conflicts import where_asked
from yarrow.cases.models import Allocation, ConflictQuestion
from yarrow.cases.queries import duties_of, workers_on
from yarrow.cases.terms import Asked, Duty
from yarrow.config.families import Family
from yarrow.emergency.actions import name_duty_person, take_off_duty
from yarrow.emergency.models import DutyPerson
from yarrow.emergency.queries import duty_people, is_on_duty, who_may_hold
from yarrow.kernel.clock import FixedClock
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.actions import (
    ask_grant,
    fulfil_grants,
    keep_away,
    shut_out,
    take_off_case,
)
from yarrow.rooms.actions.rekeying.asking_again import ask_again
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public
from yarrow.staff.terms import Post


@pytest.fixture
def attacker(family: Family) -> Worker:
    """Works here, and on no case of this family."""
    return family.cast.worker("outsider")


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}


def test_key_put_back_after_it_was_taken_is_not_given_the_next_one(family: Family, room: Room) -> None:
    gone, by = family.cast.worker("lead"), family.cast.worker("supervisor")
    colleague, holder = family.cast.worker("child_worker"), family.holder("harmed")
    ask_grant(room=room, worker=colleague, by=by, clock=family.clock)
    fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock)
    kept = list(Wrap.objects.filter(holder=gone, version__room=room))
    duties, asked = list(Allocation.objects.filter(worker=gone)), ConflictQuestion.objects.get(worker=gone)
    take_off_case(case=family.case, worker=gone, by=by, clock=family.clock)
    for wrap in kept:
        wrap.save(force_insert=True)
    for row in duties:
        row.save()
    asked.save()
    assert faults() >= {Fault.KEY_PUT_BACK, Fault.UNMARKED}

    take_off_case(case=family.case, worker=colleague, by=by, clock=family.clock)

    assert room.versions.count() == 3
    assert not Wrap.objects.filter(holder=gone, version__number=3).exists()
    assert duties_of(gone, family.case) == frozenset()


def test_request_that_was_fulfilled_is_not_fulfilled_again(family: Family, room: Room) -> None:
    supervisor, holder = family.cast["supervisor"], family.holder("harmed")
    worker = family.cast.worker("child_worker")
    ask_grant(room=room, worker=worker, by=supervisor.worker, clock=family.clock)
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock) == 1
    shut_out(worker=worker, room=room, by=supervisor.worker, clock=family.clock)
    assert duties_of(worker, family.case)

    Grant.objects.filter(worker=worker).update(fulfilled_on=None)

    assert Fault.UNMARKED in faults()
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock) == 0
    assert not Wrap.objects.filter(version__room=room, holder=worker).exists()


def test_request_moved_to_another_room_or_worker_is_none(family: Family) -> None:
    supervisor, lead = family.cast["supervisor"], family.cast["lead"]
    worker, other = family.cast.worker("child_worker"), family.cast.worker("other_worker")
    ask_grant(room=family.rooms["team"], worker=worker, by=supervisor.worker, clock=family.clock)

    for moved in ({"room": family.rooms["harmed"]}, {"worker": other, "room": family.rooms["team"]}):
        Grant.objects.update(**moved)
        assert fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=family.clock) == 0
    Grant.objects.update(worker=worker, room=family.rooms["team"])

    assert fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=family.clock) == 1


def test_duty_that_was_ended_or_changed_does_not_count_again(family: Family) -> None:
    worker, by = family.cast.worker("other_worker"), family.cast.worker("supervisor")
    row = Allocation.objects.get(worker=worker)
    Allocation.objects.filter(pk=row.pk).update(duty=Duty.SUPERVISOR)
    assert duties_of(worker, family.case) == frozenset()
    row.save()
    assert duties_of(worker, family.case) == {Duty.PRACTITIONER}
    take_off_case(case=family.case, worker=worker, by=by, clock=family.clock)

    row.save()

    assert Allocation.objects.filter(worker=worker, until_day=None).exists()
    assert duties_of(worker, family.case) == frozenset()
    assert worker not in workers_on(family.case)


def test_answer_put_back_after_they_said_that_they_know_somebody_is_none(family: Family) -> None:
    member = family.cast["child_worker"]
    kept = ConflictQuestion.objects.get(worker=member.worker)
    duty = Allocation.objects.get(worker=member.worker)
    keep_away(case=family.case, worker=member.worker, by=member.worker, clock=family.clock)

    forging.take_the_bar_away(family, member.worker)
    kept.save(force_insert=True)
    duty.save()

    assert where_asked(member.worker, family.case) is Asked.NOT_ASKED
    assert duties_of(member.worker, family.case) == frozenset()
    assert Fault.UNMARKED in faults()


def test_duty_person_put_in_or_put_back_is_named_by_nobody(family: Family, room: Room) -> None:
    worker, by = family.cast.worker("duty"), family.cast.worker("manager")
    name_duty_person(worker=worker, by=by, clock=family.clock)
    kept = DutyPerson.objects.get(worker=worker)
    assert [row.worker_id for row in duty_people()] == [worker.pk]
    take_off_duty(worker=worker, by=by, clock=family.clock)

    kept.save(force_insert=True)

    assert duty_people() == []
    assert not is_on_duty(worker)
    assert who_may_hold([room])[room.pk] == []
    assert Fault.UNMARKED in faults()


def test_on_duty_whoever_takes_their_bar_or_their_past_away_is_sealed_no_card(
    family: Family, room: Room
) -> None:
    names, supervisor = family.cast.worker("manager"), family.cast.worker("supervisor")
    barred, other_side = family.cast.worker("duty"), family.cast.worker("other_worker")
    for worker in (barred, other_side):
        name_duty_person(worker=worker, by=names, clock=family.clock)
    assert who_may_hold([room])[room.pk] == [barred]
    keep_away(case=family.case, worker=barred, by=supervisor, clock=family.clock)
    assert who_may_hold([room])[room.pk] == []

    forging.take_the_bar_away(family, barred)
    for model in (Allocation, ConflictQuestion):
        model.objects.filter(worker=other_side).delete()
    Wrap.objects.filter(holder=other_side).delete()

    assert who_may_hold([room])[room.pk] == []


def test_new_keys_are_asked_for_only_where_somebody_was_inside(family: Family) -> None:
    worker, by = family.cast.worker("other_worker"), family.cast.worker("lead")
    forging.lay_a_key(worker, family.rooms["harmed"])

    ask_again(worker=worker, by=by, clock=family.clock)

    asked = set(Grant.objects.filter(worker=worker).values_list("room", flat=True))
    assert asked == {family.rooms["other"].pk, family.rooms["shared"].pk}


@pytest.mark.parametrize("post", [Post.SUPERVISOR, Post.INTAKE, Post.MANAGER, Post.DUTY])
def test_post_that_nobody_vouched_for_opens_no_page_and_is_sealed_nothing(
    family: Family, browser: Browser, attacker: Worker, post: Post
) -> None:
    client = browser("outsider")
    assert client.get("/").status_code == 200

    Worker.objects.filter(pk=attacker.pk).update(post=post)

    assert client.get("/").headers["Location"].startswith(reverse("account_login"))
    with pytest.raises(UntrustedKey):
        trusted_sealing_public(Worker.objects.get(pk=attacker.pk))
    assert Fault.UNMARKED in faults()
    Worker.objects.filter(pk=attacker.pk).update(post=attacker.post)
    assert client.get("/").status_code == 200


def test_nobody_makes_themselves_the_next_supervisor_of_a_case_by_taking_the_others_off(
    family: Family, clock: FixedClock
) -> None:
    """Also who was asked before and knows nobody: no key of theirs is needed then to be named by rule."""
    worker = family.cast.worker("other_worker")
    Worker.objects.filter(pk=worker.pk).update(post=Post.SUPERVISOR)
    Allocation.objects.filter(case=family.case).update(until_day=forging.DAY)

    name_supervisors_where_none(clock=clock)

    assert worker not in workers_on(family.case)
    assert duties_of(worker, family.case) == frozenset()
