"""Two supervisors of whom one brought in the other are not two (decision 0018)."""

from datetime import timedelta

import pytest

from yarrow.cases.actions import agree_as_second_supervisor, ask_second_supervisor, keep_closely
from yarrow.cases.models import AskedOfTwo, NamedWorker
from yarrow.cases.queries import is_excluded
from yarrow.cases.terms import ForTwo
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.terms import Post


def brought_in(family: Family, by: str, clock: FixedClock) -> Worker:
    """A supervisor who came a day later, by this member's word, and has been here for a fortnight since."""
    clock.move_to(clock.now() + timedelta(days=1))
    worker, _keys = enrol_worker(
        username="puppet",
        name="Nobody Knows",
        post=Post.SUPERVISOR,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=family.cast.keyring(by),
    )
    clock.move_to(clock.now() + timedelta(days=14))
    return worker


def asked(family: Family, of: Worker, clock: FixedClock) -> AskedOfTwo | Refused:
    return ask_second_supervisor(
        case=family.case,
        kind=ForTwo.LIFT_BAR,
        worker=family.cast.worker("excluded"),
        asked_of=of,
        by=family.cast.worker("supervisor"),
        clock=clock,
    )


def test_a_supervisor_asks_nobody_whom_they_brought_in_themselves(family: Family, clock: FixedClock) -> None:
    puppet = brought_in(family, "supervisor", clock)
    assert isinstance(asked(family, puppet, clock), Refused)
    clock.move_to(clock.now() + timedelta(days=1000))
    assert isinstance(asked(family, puppet, clock), Refused)
    assert not AskedOfTwo.objects.exists()


def test_who_was_brought_in_agrees_to_nothing_that_was_asked_before_the_rule_or_by_hand(
    family: Family, clock: FixedClock
) -> None:
    """The row is put in by somebody who can write to the database."""
    puppet = brought_in(family, "supervisor", clock)
    row = AskedOfTwo.objects.create(
        case=family.case,
        kind=ForTwo.LIFT_BAR,
        worker=family.cast.worker("excluded"),
        asked_by=family.cast.worker("supervisor"),
        asked_of=puppet,
        asked_on=clock.today(),
    )
    with pytest.raises(NotThere):
        agree_as_second_supervisor(asked=row, by=puppet, clock=clock)
    assert is_excluded(family.cast.worker("excluded"), family.case)


def test_somebody_new_or_with_a_changed_line_is_nobodys_second(family: Family, clock: FixedClock) -> None:
    puppet = brought_in(family, "supervisor", clock)
    RosterEntry.objects.filter(worker=puppet).update(signed_by=family.cast.worker("manager"))
    assert isinstance(asked(family, puppet, clock), Refused)


def test_a_case_is_not_kept_closely_with_nobody_who_counts_as_a_second(
    family: Family, clock: FixedClock
) -> None:
    puppet = brought_in(family, "supervisor", clock)
    by, lead = family.cast.worker("supervisor"), family.cast.worker("lead")
    said = keep_closely(case=family.case, named=[lead, puppet], by=by, clock=clock)
    assert isinstance(said, Refused)
    assert not NamedWorker.objects.exists()


def test_a_supervisor_whom_another_brought_in_is_asked_and_agrees(family: Family, clock: FixedClock) -> None:
    second = brought_in(family, "manager", clock)
    row = asked(family, second, clock)
    assert isinstance(row, AskedOfTwo)
    agree_as_second_supervisor(asked=row, by=second, clock=clock)
    assert not is_excluded(family.cast.worker("excluded"), family.case)
