"""Asked with the name alone; a bar that holds, in the database too; and what two supervisors do."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from yarrow.cases.actions import (
    agree_as_second_supervisor,
    allocate,
    answer_conflict,
    ask_second_supervisor,
    decide_they_may,
    decline_as_second_supervisor,
    exclude_worker,
    keep_closely,
    raise_care_card,
)
from yarrow.cases.conflicts import colleagues_to_choose, questions_for, shown_question, where_asked
from yarrow.cases.lone_working import may_be_told_where
from yarrow.cases.models import (
    Allocation,
    AskedOfTwo,
    CareCardCopy,
    ConflictQuestion,
    Exclusion,
    NamedWorker,
)
from yarrow.cases.queries import cases_allocated_to, duties_of, is_excluded
from yarrow.cases.terms import Asked, CareCode, Closeness, Duty, ForTwo
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker

NAMES = ["Anwen Llwyd-Parry"]


def given(family: Family, part: str = "outsider", names: list[str] | None = None) -> Allocation | Refused:
    """This member is brought onto the case by its supervisor, asked with a name."""
    return allocate(
        case=family.case,
        worker=family.cast.worker(part),
        duty=Duty.PRACTITIONER,
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        names=NAMES if names is None else names,
    )


def question_of(family: Family, part: str = "outsider") -> ConflictQuestion:
    return questions_for(family.cast.worker(part)).get()


def test_who_has_not_answered_has_no_case(family: Family) -> None:
    assert not isinstance(given(family), Refused)
    worker = family.cast.worker("outsider")
    assert where_asked(worker, family.case) is Asked.ASKED
    assert duties_of(worker, family.case) == frozenset()
    assert not cases_allocated_to(worker).exists()


def test_without_a_question_there_is_no_case_either(family: Family) -> None:
    worker = family.cast.worker("lead")
    assert cases_allocated_to(worker).exists()
    ConflictQuestion.objects.filter(case=family.case, worker=worker).delete()
    assert where_asked(worker, family.case) is Asked.NOT_ASKED
    assert not cases_allocated_to(worker).exists()


@pytest.mark.parametrize("names", [[], [" ", ""]])
def test_bringing_somebody_in_without_a_name_to_ask_with_is_refused(family: Family, names: list[str]) -> None:
    answer = given(family, names=names)
    assert isinstance(answer, Refused)
    assert [reason.field for reason in answer.reasons] == ["names"]
    assert not Allocation.objects.filter(worker=family.cast.worker("outsider")).exists()


def test_the_question_opens_for_the_worker_alone_and_says_the_name_alone(family: Family) -> None:
    given(family)
    question = question_of(family)
    assert shown_question(question, family.cast.keyring("outsider")).names == tuple(NAMES)
    for part in ("supervisor", "lead", "other_worker"):
        assert shown_question(question, family.cast.keyring(part)).names == ()


def test_a_question_is_answered_by_nobody_else(family: Family, clock: FixedClock) -> None:
    given(family)
    for part in ("supervisor", "lead", "excluded"):
        with pytest.raises(NotThere):
            answer_conflict(
                question=question_of(family), state=Asked.CLEAR, by=family.cast.worker(part), clock=clock
            )


def test_knowing_nobody_brings_the_case_and_empties_the_question(family: Family, clock: FixedClock) -> None:
    given(family)
    worker = family.cast.worker("outsider")
    answer_conflict(question=question_of(family), state=Asked.CLEAR, by=worker, clock=clock)
    assert duties_of(worker, family.case) == {Duty.PRACTITIONER}
    assert bytes(ConflictQuestion.objects.get(case=family.case, worker=worker).blob) == b""


def test_who_is_not_sure_waits_for_somebody_elses_decision(family: Family, clock: FixedClock) -> None:
    given(family)
    worker, question = family.cast.worker("outsider"), question_of(family)
    answer_conflict(question=question, state=Asked.UNSURE, by=worker, clock=clock)
    assert not cases_allocated_to(worker).exists()
    for part in ("outsider", "harmed_worker", "excluded", "manager"):
        with pytest.raises(NotThere):
            decide_they_may(question=question, by=family.cast.worker(part), clock=clock)
    decide_they_may(question=question, by=family.cast.worker("supervisor"), clock=clock)
    assert cases_allocated_to(worker).exists()


def test_a_bar_takes_all_that_was_sealed_to_them(family: Family, clock: FixedClock) -> None:
    cast = family.cast
    worker, by = cast.worker("other_worker"), cast.worker("supervisor")
    raise_care_card(case=family.case, code=CareCode.NOT_ALONE, by=by, clock=clock)
    assert CareCardCopy.objects.filter(worker=worker).exists()

    exclude_worker(case=family.case, worker=worker, by=by, clock=clock)

    assert not CareCardCopy.objects.filter(worker=worker).exists()
    assert not ConflictQuestion.objects.filter(worker=worker).exists()
    assert worker not in colleagues_to_choose(family.case)


@pytest.mark.parametrize("part", ["outsider", "manager", "researcher"])
def test_nobody_bars_themselves_from_a_case_they_have_nothing_to_do_with(
    family: Family, part: str, clock: FixedClock
) -> None:
    worker = family.cast.worker(part)
    with pytest.raises(NotThere):
        exclude_worker(case=family.case, worker=worker, by=worker, clock=clock)


# --- the database itself ---


def _sql(statement: str, *ids: UUID) -> None:
    """One statement past everything that Python guards; SQLite keeps an id as its hex."""
    kept = [each.hex for each in ids] if connection.vendor == "sqlite" else list(ids)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, kept)


def test_database_puts_no_barred_worker_on_the_case(family: Family) -> None:
    barred = family.cast.worker("excluded")
    assert is_excluded(barred, family.case)
    with pytest.raises(DatabaseError), transaction.atomic():
        Allocation.objects.create(
            case=family.case, worker=barred, duty=Duty.PRACTITIONER, from_day=family.clock.today()
        )
    ended = Allocation.objects.create(
        case=family.case,
        worker=barred,
        duty=Duty.PRACTITIONER,
        from_day=family.clock.today(),
        until_day=family.clock.today(),
    )
    with pytest.raises(DatabaseError):
        _sql("UPDATE cases_allocation SET until_day = NULL WHERE id = %s", ended.pk)


def test_database_bars_nobody_who_still_works_on_the_case(family: Family) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Exclusion.objects.create(
            case=family.case, worker=family.cast.worker("lead"), set_on=family.clock.today()
        )


def test_database_keeps_a_bar_as_it_is(family: Family) -> None:
    bar, other = Exclusion.objects.get(case=family.case), family.cast.worker("outsider")
    with pytest.raises(DatabaseError):
        _sql("DELETE FROM cases_exclusion WHERE id = %s", bar.pk)
    with pytest.raises(DatabaseError):
        _sql("UPDATE cases_exclusion SET worker_id = %s WHERE id = %s", other.pk, bar.pk)
    assert Exclusion.objects.filter(pk=bar.pk, worker=family.cast.worker("excluded")).exists()


def test_database_counts_nobodys_agreement_with_themselves(family: Family) -> None:
    supervisor = family.cast.worker("supervisor")
    with pytest.raises(DatabaseError), transaction.atomic():
        AskedOfTwo.objects.create(
            case=family.case,
            kind=ForTwo.LIFT_BAR,
            worker=family.cast.worker("excluded"),
            asked_by=supervisor,
            asked_of=supervisor,
            asked_on=family.clock.today(),
        )


# --- two supervisors ---


def asked(family: Family, kind: ForTwo, worker: Worker | None, *, by: str = "supervisor") -> AskedOfTwo:
    row = ask_second_supervisor(
        case=family.case,
        kind=kind,
        worker=worker,
        asked_of=family.cast.worker("signing_supervisor"),
        by=family.cast.worker(by),
        clock=family.clock,
    )
    assert isinstance(row, AskedOfTwo)
    return row


@pytest.mark.parametrize("part", ["lead", "signing_supervisor", "harmed_worker", "excluded", "manager"])
def test_only_the_case_supervisor_asks_another(family: Family, part: str) -> None:
    with pytest.raises(NotThere):
        asked(family, ForTwo.LIFT_BAR, family.cast.worker("excluded"), by=part)


def test_nobody_but_who_was_asked_agrees(family: Family, clock: FixedClock) -> None:
    row = asked(family, ForTwo.LIFT_BAR, family.cast.worker("excluded"))
    for part in ("supervisor", "lead", "excluded", "manager"):
        with pytest.raises(NotThere):
            agree_as_second_supervisor(asked=row, by=family.cast.worker(part), clock=clock)
    assert is_excluded(family.cast.worker("excluded"), family.case)


def test_a_bar_is_lifted_by_two_and_a_new_one_needs_two_again(family: Family, clock: FixedClock) -> None:
    worker, by = family.cast.worker("excluded"), family.cast.worker("signing_supervisor")
    agree_as_second_supervisor(asked=asked(family, ForTwo.LIFT_BAR, worker), by=by, clock=clock)
    assert not is_excluded(worker, family.case)
    assert where_asked(worker, family.case) is Asked.NOT_ASKED

    exclude_worker(case=family.case, worker=worker, by=family.cast.worker("supervisor"), clock=clock)
    with pytest.raises(DatabaseError):
        _sql("DELETE FROM cases_exclusion WHERE worker_id = %s", worker.pk)


def test_who_does_not_agree_changes_nothing(family: Family, clock: FixedClock) -> None:
    worker = family.cast.worker("excluded")
    row = asked(family, ForTwo.LIFT_BAR, worker)
    decline_as_second_supervisor(asked=row, by=family.cast.worker("signing_supervisor"), clock=clock)
    assert is_excluded(worker, family.case)
    assert not AskedOfTwo.objects.exists()


# --- a case kept closely ---


def kept_closely(family: Family, *named: str) -> list[Worker] | Refused:
    return keep_closely(
        case=family.case,
        named=[family.cast.worker(part) for part in named],
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )


@pytest.mark.parametrize(
    "named", [(), ("lead",), ("signing_supervisor",), ("lead", "signing_supervisor", "excluded")]
)
def test_a_list_without_a_lead_and_another_supervisor_is_refused(
    family: Family, named: tuple[str, ...]
) -> None:
    assert isinstance(kept_closely(family, *named), Refused)
    assert not NamedWorker.objects.exists()


def test_only_the_people_on_the_list_come_near(family: Family) -> None:
    cast = family.cast
    gone = kept_closely(family, "lead", "signing_supervisor")
    assert not isinstance(gone, Refused)
    assert {worker.username for worker in gone} >= {"harmed_worker", "other_worker", "child_worker"}
    for part in ("lead", "supervisor", "signing_supervisor"):
        assert cases_allocated_to(cast.worker(part)).exists(), part
    for part in ("harmed_worker", "other_worker", "child_worker", "specialist"):
        assert not cases_allocated_to(cast.worker(part)).exists(), part
    assert {each.username for each in colleagues_to_choose(family.case)} == {
        "lead",
        "supervisor",
        "signing_supervisor",
    }
    on_call = may_be_told_where(family.case, cast.worker("lead"))
    assert {each.username for each in on_call} == {"supervisor"}


def test_database_puts_nobody_off_the_list_on_a_closely_kept_case(family: Family) -> None:
    kept_closely(family, "lead", "signing_supervisor")
    assert isinstance(given(family), Refused)
    with pytest.raises(DatabaseError), transaction.atomic():
        Allocation.objects.create(
            case=family.case,
            worker=family.cast.worker("outsider"),
            duty=Duty.PRACTITIONER,
            from_day=family.clock.today(),
        )


def test_two_supervisors_bring_somebody_near_and_open_the_case_again(
    family: Family, clock: FixedClock
) -> None:
    kept_closely(family, "lead", "signing_supervisor")
    newcomer, second = family.cast.worker("outsider"), family.cast.worker("signing_supervisor")
    agree_as_second_supervisor(asked=asked(family, ForTwo.NAME_WORKER, newcomer), by=second, clock=clock)
    by = family.cast.worker("supervisor")
    brought = bring_in(case=family.case, worker=newcomer, duty=Duty.PRACTITIONER, by=by, clock=clock)
    assert not isinstance(brought, Refused)
    assert cases_allocated_to(newcomer).exists()

    agree_as_second_supervisor(asked=asked(family, ForTwo.OPEN_AGAIN, None), by=second, clock=clock)
    family.case.refresh_from_db()
    assert family.case.closeness == Closeness.ORDINARY
    assert not NamedWorker.objects.exists()
