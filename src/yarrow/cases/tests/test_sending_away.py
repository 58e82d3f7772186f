"""Nobody who leads a case chooses who supervises it: a lead sends no supervisor away, by either way."""

import pytest

from yarrow.cases.actions import end_allocation, exclude_worker
from yarrow.cases.models import Exclusion
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Duty
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere


@pytest.mark.parametrize("part", ["supervisor", "harmed_worker", "other_worker"])
def test_lead_bars_nobody_who_has_a_duty_here(family: Family, clock: FixedClock, part: str) -> None:
    worker, lead = family.cast.worker(part), family.cast.worker("lead")
    before = duties_of(worker, family.case)
    assert before

    with pytest.raises(NotThere):
        exclude_worker(case=family.case, worker=worker, by=lead, clock=clock)

    assert duties_of(worker, family.case) == before
    assert not Exclusion.objects.filter(case=family.case, worker=worker).exists()


def test_lead_takes_no_supervisor_off(family: Family, clock: FixedClock) -> None:
    supervisor, lead = family.cast.worker("supervisor"), family.cast.worker("lead")

    with pytest.raises(NotThere):
        end_allocation(case=family.case, worker=supervisor, by=lead, clock=clock)

    assert duties_of(supervisor, family.case) == {Duty.SUPERVISOR}


def test_lead_bars_a_colleague_who_has_no_duty_here(family: Family, clock: FixedClock) -> None:
    outsider, lead = family.cast.worker("outsider"), family.cast.worker("lead")

    exclude_worker(case=family.case, worker=outsider, by=lead, clock=clock)

    assert Exclusion.objects.filter(case=family.case, worker=outsider).exists()


def test_supervisor_bars_also_who_works_here(family: Family, clock: FixedClock) -> None:
    worker, supervisor = family.cast.worker("other_worker"), family.cast.worker("supervisor")

    exclude_worker(case=family.case, worker=worker, by=supervisor, clock=clock)

    assert not duties_of(worker, family.case)
