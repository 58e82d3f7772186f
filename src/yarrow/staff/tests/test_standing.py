"""Two who count as two: neither is the reason why the other is here, and neither is new."""

from datetime import timedelta

import pytest

from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import leave_service, make_keys, make_worker
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries import Arrivals, is_beginning, is_independent_of, is_settled
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled


@pytest.fixture
def later(ada: Member, bryn: Member, cerys: Member, clock: FixedClock) -> list[Member]:
    """The first three, and two whom Bryn and Cerys brought in a day later."""
    clock.move_to(clock.now() + timedelta(days=1))
    return [enrolled("dai", Post.DUTY, bryn, clock), enrolled("elin", Post.DUTY, cerys, clock)]


def test_somebody_with_themselves_or_without_a_line_is_never_two(ada: Member, clock: FixedClock) -> None:
    row = Worker(username="new", name="New", post=Post.DUTY)
    waiting = make_worker(made=make_keys(worker=row, passphrase=PASSPHRASE), clock=clock)
    clock.move_to(clock.now() + timedelta(days=30))

    assert not is_independent_of(ada.worker, ada.worker, clock)
    assert not is_independent_of(waiting, ada.worker, clock)
    assert not is_independent_of(ada.worker, waiting, clock)


def test_who_was_vouched_for_less_than_a_fortnight_ago_does_not_count(
    ada: Member, later: list[Member], clock: FixedClock
) -> None:
    dai, elin = (member.worker for member in later)
    clock.move_to(clock.now() + timedelta(days=14, seconds=-1))
    assert not is_settled(dai, clock)
    assert not is_independent_of(dai, elin, clock)
    assert not is_independent_of(ada.worker, dai, clock)

    clock.move_to(clock.now() + timedelta(seconds=1))

    assert is_independent_of(dai, elin, clock)


def test_who_brought_the_other_in_is_never_the_second_whoever_goes_first(
    bryn: Member, cerys: Member, later: list[Member], clock: FixedClock
) -> None:
    dai = later[0].worker
    clock.move_to(clock.now() + timedelta(days=400))

    assert not is_independent_of(dai, bryn.worker, clock)
    assert not is_independent_of(bryn.worker, dai, clock)
    assert is_independent_of(dai, cerys.worker, clock)


def brought(name: str, by: Member, clock: FixedClock, *, days: int = 1) -> Member:
    clock.move_to(clock.now() + timedelta(days=days))
    return enrolled(name, Post.DUTY, by, clock)


def test_two_whom_one_colleague_brought_in_are_two_only_after_a_quarter(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    """One insider, two invented colleagues: they do not agree with each other for their maker."""
    dai, elin = brought("dai", ada, clock).worker, brought("elin", ada, clock).worker
    clock.move_to(clock.now() + timedelta(days=90, seconds=-1))
    assert not is_independent_of(dai, elin, clock)
    assert is_independent_of(dai, bryn.worker, clock)

    clock.move_to(clock.now() + timedelta(seconds=1))

    assert is_independent_of(dai, elin, clock)


def test_whom_somebody_brought_in_through_another_is_two_with_them_only_after_a_quarter(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    dai = brought("dai", ada, clock)
    elin = brought("elin", dai, clock).worker
    clock.move_to(clock.now() + timedelta(days=30))
    assert not is_independent_of(elin, ada.worker, clock)
    assert not is_independent_of(ada.worker, elin, clock)
    assert is_independent_of(elin, bryn.worker, clock)

    clock.move_to(clock.now() + timedelta(days=60))

    assert is_independent_of(elin, ada.worker, clock)
    assert not is_independent_of(elin, dai.worker, clock)


def test_a_line_that_was_changed_makes_nobody_a_second(
    bryn: Member, cerys: Member, later: list[Member], clock: FixedClock
) -> None:
    """Whoever writes to the database says that somebody else had vouched for the newcomer."""
    dai = later[0].worker
    clock.move_to(clock.now() + timedelta(days=400))
    RosterEntry.objects.filter(worker=dai).update(signed_by=cerys.worker)

    assert not is_independent_of(dai, bryn.worker, clock)


def test_five_people_all_brought_in_by_the_first_can_go_on_without_the_first(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    dai, elin = brought("dai", ada, clock).worker, brought("elin", ada, clock).worker
    clock.move_to(clock.now() + timedelta(days=90))
    for colleague in (bryn, cerys):
        leave_service(worker=colleague.worker, by=ada.worker, clock=clock)

    arrivals = Arrivals()
    assert arrivals.two_are_left([ada.worker.pk, dai.pk, elin.pk], clock.now())
    assert not arrivals.two_are_left([ada.worker.pk, dai.pk], clock.now())
    assert not arrivals.could_have_two([ada.worker.pk, dai.pk])


def test_first_three_count_at_once_and_with_each_other(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    assert is_independent_of(bryn.worker, ada.worker, clock)
    assert is_independent_of(ada.worker, cerys.worker, clock)


def test_beginning_is_over_with_three_and_does_not_come_back(
    service: Service, ada: Member, clock: FixedClock
) -> None:
    assert is_beginning()
    colleagues = [enrolled(name, Post.DUTY, ada, clock).worker for name in ("bryn", "cerys")]
    assert not is_beginning()

    for colleague in colleagues:
        leave_service(worker=colleague, by=ada.worker, clock=clock)

    assert not is_beginning()
