from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Refused
from yarrow.staff.actions import agree_to_lift, freeze, leave_service, make_keys, make_worker, unlock_by_name
from yarrow.staff.models import Freeze, Worker
from yarrow.staff.queries import is_frozen
from yarrow.staff.terms import Post

from .conftest import PASSPHRASE, Member, enrolled
from .door import is_inside, sign_in

MANY = ("dai", "elin", "ffion", "gwil")


@pytest.fixture
def dai(ada: Member, clock: FixedClock) -> Member:
    return enrolled("dai", Post.DUTY, ada, clock)


@pytest.fixture
def many(ada: Member, bryn: Member, cerys: Member, dai: Member, clock: FixedClock) -> list[Member]:
    return [dai, *(enrolled(name, Post.DUTY, ada, clock) for name in MANY[1:])]


def codes(said: object) -> list[str]:
    return [reason.code for reason in said.reasons] if isinstance(said, Refused) else []


def test_freeze_by_who_has_left_or_is_frozen_or_waits_is_refused(
    ada: Member, bryn: Member, cerys: Member, many: list[Member], clock: FixedClock
) -> None:
    row = Worker(username="new", name="New", post=Post.DUTY)
    newcomer = make_worker(made=make_keys(worker=row, passphrase=PASSPHRASE), clock=clock)
    leave_service(worker=many[0].worker, by=ada.worker, clock=clock)
    freeze(worker=many[1].worker, by=ada.worker, clock=clock)

    for by in (newcomer, many[0].worker, many[1].worker):
        assert codes(freeze(worker=bryn.worker, by=by, clock=clock)) == ["not_open"]
    assert not is_frozen(bryn.worker)


def test_freeze_of_a_fourth_colleague_within_a_day_is_refused(
    bryn: Member, many: list[Member], clock: FixedClock
) -> None:
    for member in many[:3]:
        assert isinstance(freeze(worker=member.worker, by=bryn.worker, clock=clock), Allowed)
        clock.move_to(clock.now() + timedelta(hours=1))

    assert codes(freeze(worker=many[3].worker, by=bryn.worker, clock=clock)) == ["frozen_enough"]
    assert isinstance(freeze(worker=bryn.worker, by=bryn.worker, clock=clock), Allowed)
    clock.move_to(clock.now() + timedelta(hours=22))
    other = Worker.objects.get(username="cerys")
    assert isinstance(freeze(worker=many[3].worker, by=other, clock=clock), Refused | Allowed)


def test_freeze_that_leaves_fewer_than_two_to_lift_it_is_refused(
    ada: Member, bryn: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    assert isinstance(freeze(worker=bryn.worker, by=ada.worker, clock=clock), Allowed)

    assert codes(freeze(worker=cerys.worker, by=ada.worker, clock=clock)) == ["nobody_left"]
    assert codes(freeze(worker=cerys.worker, by=dai.worker, clock=clock)) == ["nobody_left"]
    assert isinstance(freeze(worker=ada.worker, by=ada.worker, clock=clock), Allowed)
    assert codes(freeze(worker=cerys.worker, by=cerys.worker, clock=clock)) == ["nobody_left"]


def test_freeze_in_a_service_of_three_is_refused_but_for_oneself(
    ada: Member, bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    """Whoever froze a colleague may be the one who will not lift it: one other is not two."""
    assert codes(freeze(worker=bryn.worker, by=ada.worker, clock=clock)) == ["nobody_left"]
    assert not is_frozen(bryn.worker)

    assert isinstance(freeze(worker=bryn.worker, by=bryn.worker, clock=clock), Allowed)


def test_lifting_by_somebody_new_is_refused_until_a_fortnight_has_passed(
    ada: Member, bryn: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(days=1))
    fresh = enrolled("fresh", Post.DUTY, dai, clock)
    freeze(worker=bryn.worker, by=ada.worker, clock=clock)
    clock.move_to(clock.now() + timedelta(days=13))

    assert codes(agree_to_lift(worker=bryn.worker, by=fresh.worker, clock=clock)) == ["new_here"]
    clock.move_to(clock.now() + timedelta(days=1))
    assert isinstance(agree_to_lift(worker=bryn.worker, by=fresh.worker, clock=clock), Allowed)
    assert isinstance(agree_to_lift(worker=bryn.worker, by=ada.worker, clock=clock), Allowed)
    assert not is_frozen(bryn.worker)


@pytest.mark.parametrize("fresh_goes_first", [True, False])
def test_lifting_by_two_of_whom_one_brought_in_the_other_waits_for_somebody_else(
    ada: Member, bryn: Member, cerys: Member, dai: Member, clock: FixedClock, *, fresh_goes_first: bool
) -> None:
    clock.move_to(clock.now() + timedelta(days=1))
    fresh = enrolled("fresh", Post.DUTY, dai, clock)
    freeze(worker=bryn.worker, by=ada.worker, clock=clock)
    clock.move_to(clock.now() + timedelta(days=14))
    one, two = (fresh, dai) if fresh_goes_first else (dai, fresh)

    agree_to_lift(worker=bryn.worker, by=one.worker, clock=clock)
    agree_to_lift(worker=bryn.worker, by=two.worker, clock=clock)

    assert is_frozen(bryn.worker)
    agree_to_lift(worker=bryn.worker, by=cerys.worker, clock=clock)
    assert not is_frozen(bryn.worker)


def test_frozen_worker_is_signed_out_and_refused_like_a_wrong_passphrase(
    ada: Member, bryn: Member, cerys: Member, dai: Member, browser: Client, clock: FixedClock
) -> None:
    sign_in(browser, "bryn")
    assert is_inside(browser)

    freeze(worker=bryn.worker, by=cerys.worker, clock=clock)

    assert not is_inside(browser)
    assert sign_in(browser, "bryn")["Location"] == sign_in(browser, "bryn", "wrong wrong wrong")["Location"]
    frozen = unlock_by_name(username="bryn", passphrase=PASSPHRASE, clock=clock)
    assert frozen == unlock_by_name(username="nobody", passphrase=PASSPHRASE, clock=clock)


def test_lifting_by_the_frozen_by_one_twice_or_by_another_frozen_is_refused(
    ada: Member, bryn: Member, cerys: Member, many: list[Member], clock: FixedClock
) -> None:
    freeze(worker=bryn.worker, by=bryn.worker, clock=clock)
    freeze(worker=cerys.worker, by=ada.worker, clock=clock)

    assert codes(agree_to_lift(worker=bryn.worker, by=bryn.worker, clock=clock)) == ["lifted_by_others"]
    assert codes(agree_to_lift(worker=bryn.worker, by=cerys.worker, clock=clock)) == ["not_open"]
    assert isinstance(agree_to_lift(worker=bryn.worker, by=ada.worker, clock=clock), Allowed)
    assert codes(agree_to_lift(worker=bryn.worker, by=ada.worker, clock=clock)) == ["lifted_by_two"]
    assert is_frozen(bryn.worker)


def test_lifting_by_one_alone_is_refused_by_the_database_too(
    ada: Member, bryn: Member, cerys: Member, dai: Member, clock: FixedClock
) -> None:
    freeze(worker=bryn.worker, by=ada.worker, clock=clock)
    for one, two in ((ada, ada), (bryn, ada), (ada, bryn)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Freeze.objects.update(agreed_by=one.worker, lifted_by=two.worker, lifted_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Freeze.objects.update(lifted_at=clock.now())


def test_two_colleagues_lift_it_and_each_step_is_audited(
    ada: Member, bryn: Member, cerys: Member, browser: Client, clock: FixedClock
) -> None:
    freeze(worker=bryn.worker, by=bryn.worker, clock=clock)
    freeze(worker=bryn.worker, by=ada.worker, clock=clock)
    agree_to_lift(worker=bryn.worker, by=ada.worker, clock=clock)

    assert isinstance(agree_to_lift(worker=bryn.worker, by=cerys.worker, clock=clock), Allowed)

    assert not is_frozen(bryn.worker)
    sign_in(browser, "bryn")
    assert is_inside(browser)
    said = list(AuditEvent.objects.filter(subject=bryn.worker.pk).values_list("event", flat=True))
    assert [event for event in said if "fr" in event] == ["account_frozen", "freeze_agreed", "freeze_lifted"]
    assert codes(agree_to_lift(worker=bryn.worker, by=ada.worker, clock=clock)) == ["not_frozen"]
