import pytest

from tests.employing import now_in_post
from yarrow.cases import queries
from yarrow.cases.actions import (
    end_allocation,
    exclude_worker,
    move_to_stage,
    name_harm,
    open_case,
)
from yarrow.cases.models import Allocation, Case
from yarrow.cases.terms import Duty, Pathway, ReferralSource, Setting, Stage
from yarrow.config.cast import Cast
from yarrow.config.families import Family, open_family
from yarrow.config.strangers import bring_in
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

NEVER = ["researcher", "manager", "outsider", "harmed_worker", "excluded", "ex_worker"]
NOT_DECIDING = ["harmed_worker", "other_worker", "signing_supervisor", "specialist", "outsider", "excluded"]


def opened(
    cast: Cast, clock: FixedClock, *, by: str, lead: str = "lead", supervisor: str = "supervisor"
) -> Case | Refused:
    return open_case(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        source=ReferralSource.AGENCY,
        by=cast.worker(by),
        supervisor=cast.worker(supervisor),
        lead=cast.worker(lead),
        names=["Anwen Invented"],
        clock=clock,
    )


@pytest.mark.parametrize("part", NEVER)
def test_opening_a_case_by_who_may_not_finds_nothing(cast: Cast, clock: FixedClock, part: str) -> None:
    with pytest.raises(NotThere):
        opened(cast, clock, by=part)
    assert not Case.objects.exists()


def test_a_lead_who_supervises_themselves_is_refused(cast: Cast, clock: FixedClock) -> None:
    assert isinstance(opened(cast, clock, by="intake", lead="supervisor"), Refused)
    assert not Case.objects.exists()


def test_a_case_supervisor_who_is_not_employed_as_one_is_refused(cast: Cast, clock: FixedClock) -> None:
    answer = opened(cast, clock, by="intake", supervisor="outsider")
    assert isinstance(answer, Refused)
    assert [reason.field for reason in answer.reasons] == ["supervisor"]
    assert not Case.objects.exists()


def given(family: Family, worker: str, duty: Duty, *, by: str = "supervisor") -> Allocation | Refused:
    cast = family.cast
    return bring_in(
        case=family.case, worker=cast.worker(worker), duty=duty, by=cast.worker(by), clock=family.clock
    )


@pytest.mark.parametrize("duty", [Duty.SIGNING_SUPERVISOR, Duty.SUPERVISOR])
@pytest.mark.parametrize(
    ("worker", "by"), [("child_worker", "supervisor"), ("outsider", "lead"), ("lead", "lead")]
)
def test_a_supervisors_duty_is_for_supervisors_and_given_by_the_case_supervisor(
    family: Family, second: str, duty: Duty, worker: str, by: str
) -> None:
    assert Worker.objects.get(username=second).post == Post.SUPERVISOR
    answer = given(family, worker, duty, by=by)
    assert isinstance(answer, Refused)
    assert [reason.field for reason in answer.reasons] == ["worker"]


@pytest.fixture
def second(family: Family) -> str:
    """A supervisor who is not on the case."""
    now_in_post("outsider", Post.SUPERVISOR, family.clock)
    family.cast.worker("outsider").refresh_from_db()
    return "outsider"


@pytest.mark.parametrize("duty", [duty for duty in Duty if duty is not Duty.SIGNING_SUPERVISOR])
def test_who_signs_has_no_other_duty_on_the_case(family: Family, duty: Duty) -> None:
    answer = given(family, "signing_supervisor", duty)
    assert isinstance(answer, Refused)
    assert [reason.field for reason in answer.reasons] == ["worker"]


def test_who_has_another_duty_does_not_sign(family: Family, second: str) -> None:
    assert isinstance(given(family, "supervisor", Duty.SIGNING_SUPERVISOR), Refused)
    assert isinstance(given(family, second, Duty.PRACTITIONER), Allocation)
    assert isinstance(given(family, second, Duty.SIGNING_SUPERVISOR), Refused)


def test_a_second_supervisor_may_sign_or_supervise(family: Family, second: str) -> None:
    assert isinstance(given(family, "signing_supervisor", Duty.SIGNING_SUPERVISOR), Allocation)
    assert isinstance(given(family, second, Duty.SUPERVISOR), Allocation)
    assert isinstance(given(family, second, Duty.LEAD), Refused)


@pytest.mark.parametrize("part", NOT_DECIDING)
def test_allocating_by_who_may_not_decide_finds_nothing(family: Family, clock: FixedClock, part: str) -> None:
    by = family.cast.worker(part)
    colleague = family.cast.worker("outsider")
    with pytest.raises(NotThere):
        bring_in(case=family.case, worker=colleague, duty=Duty.PRACTITIONER, by=by, clock=clock)
    with pytest.raises(NotThere):
        exclude_worker(case=family.case, worker=colleague, by=by, clock=clock)
    with pytest.raises(NotThere):
        move_to_stage(case=family.case, stage=Stage.CLOSED, by=by, clock=clock)


@pytest.mark.parametrize("part", ["excluded", "ex_worker"])
def test_a_barred_or_former_worker_is_refused_in_the_same_words(
    family: Family, clock: FixedClock, part: str
) -> None:
    answer = bring_in(
        case=family.case,
        worker=family.cast.worker(part),
        duty=Duty.PRACTITIONER,
        by=family.cast.worker("supervisor"),
        clock=clock,
    )
    assert isinstance(answer, Refused)
    assert answer.reasons[0].text == "This worker cannot be put on this case."


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "researcher", "manager", "intake"])
def test_a_case_one_is_not_on_is_not_there(family: Family, part: str) -> None:
    worker = family.cast.worker(part)
    assert family.case not in queries.cases_allocated_to(worker)
    with pytest.raises(NotThere):
        queries.case_for(worker, family.case.pk)


def test_excluding_ends_every_duty_at_once(family: Family, clock: FixedClock) -> None:
    worker, supervisor = family.cast.worker("other_worker"), family.cast.worker("supervisor")
    assert queries.case_for(worker, family.case.pk) == family.case
    exclude_worker(case=family.case, worker=worker, by=supervisor, clock=clock)
    assert queries.duties_of(worker, family.case) == frozenset()
    with pytest.raises(NotThere):
        queries.case_for(worker, family.case.pk)


def test_allocating_twice_is_one_allocation(family: Family, clock: FixedClock) -> None:
    before = Allocation.objects.count()
    for _press in range(2):
        bring_in(
            case=family.case,
            worker=family.cast.worker("outsider"),
            duty=Duty.PRACTITIONER,
            by=family.cast.worker("supervisor"),
            clock=clock,
        )
    assert Allocation.objects.count() == before + 1


def test_an_allocation_that_ended_leaves_its_days(family: Family, clock: FixedClock) -> None:
    worker, supervisor = family.cast.worker("child_worker"), family.cast.worker("supervisor")
    end_allocation(case=family.case, worker=worker, by=supervisor, clock=clock)
    assert queries.duties_of(worker, family.case) == frozenset()
    assert queries.was_allocated(worker, family.case, clock.today())


def test_cases_are_numbered_in_the_order_of_opening(cast: Cast, clock: FixedClock) -> None:
    first, second = open_family(cast=cast, clock=clock), open_family(cast=cast, clock=clock)
    assert second.case.reference == first.case.reference + 1


def test_naming_a_harm_by_who_is_not_on_the_case_finds_nothing(family: Family, clock: FixedClock) -> None:
    with pytest.raises(NotThere):
        name_harm(case=family.case, by=family.cast.worker("outsider"), clock=clock)
    assert name_harm(case=family.case, by=family.cast.worker("lead"), clock=clock).number == 2
