from datetime import date, timedelta

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.staff.actions import record_competence, record_supervision
from yarrow.staff.models import Competence, SupervisionRecord
from yarrow.staff.queries import is_competent, is_dva_competent, supervision_in_date
from yarrow.staff.terms import CompetenceKind

from .conftest import Member

TODAY = date(2026, 3, 10)
WEEK = timedelta(weeks=1)


def competent(member: Member, until: date, by: Member, clock: FixedClock) -> object:
    return record_competence(
        worker=member.worker,
        kind=CompetenceKind.DVA_COMPETENT,
        until=until,
        recorded_by=by.worker,
        clock=clock,
    )


def supervised(member: Member, on: date, by: Member, clock: FixedClock) -> object:
    return record_supervision(worker=member.worker, on=on, recorded_by=by.worker, clock=clock)


def test_competence_by_ones_own_word_is_refused(bryn: Member, clock: FixedClock) -> None:
    assert isinstance(competent(bryn, TODAY, bryn, clock), Refused)
    assert not Competence.objects.exists()


def test_competence_never_recorded_is_no(bryn: Member) -> None:
    assert not is_dva_competent(bryn.worker, TODAY)


def test_competence_of_another_kind_is_no(bryn: Member, cerys: Member, clock: FixedClock) -> None:
    competent(bryn, TODAY, cerys, clock)

    assert not is_competent(bryn.worker, CompetenceKind.SURVIVOR_SPECIALIST, TODAY)


def test_competence_after_its_last_day_is_no(bryn: Member, cerys: Member, clock: FixedClock) -> None:
    competent(bryn, TODAY, cerys, clock)

    assert is_dva_competent(bryn.worker, TODAY)
    assert not is_dva_competent(bryn.worker, TODAY + timedelta(days=1))


def test_competence_taken_back_is_no_although_an_older_line_runs_on(
    bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    competent(bryn, TODAY + WEEK, cerys, clock)
    assert is_dva_competent(bryn.worker, TODAY)

    competent(bryn, TODAY - timedelta(days=1), cerys, clock)

    assert not is_dva_competent(bryn.worker, TODAY)


def test_supervision_by_ones_own_word_is_refused(bryn: Member, clock: FixedClock) -> None:
    assert isinstance(supervised(bryn, TODAY, bryn, clock), Refused)
    assert not SupervisionRecord.objects.exists()


def test_supervision_still_to_come_is_refused(bryn: Member, cerys: Member, clock: FixedClock) -> None:
    assert isinstance(supervised(bryn, TODAY + timedelta(days=1), cerys, clock), Refused)
    assert not SupervisionRecord.objects.exists()


@pytest.mark.parametrize(
    ("days_before", "weeks", "is_in_date"),
    [(0, 12, True), (84, 12, True), (85, 12, False), (85, 20, False), (43, 6, False), (42, 6, True)],
)
def test_supervision_is_in_date_for_twelve_weeks_or_fewer(
    bryn: Member, cerys: Member, clock: FixedClock, days_before: int, weeks: int, *, is_in_date: bool
) -> None:
    assert not supervision_in_date(bryn.worker, TODAY)

    supervised(bryn, TODAY - timedelta(days=days_before), cerys, clock)

    assert supervision_in_date(bryn.worker, TODAY, weeks) is is_in_date


def test_supervision_of_a_later_day_does_not_count_earlier(
    bryn: Member, cerys: Member, clock: FixedClock
) -> None:
    supervised(bryn, TODAY, cerys, clock)

    assert not supervision_in_date(bryn.worker, TODAY - timedelta(days=1))


def test_records_of_practice_are_audited(bryn: Member, cerys: Member, clock: FixedClock) -> None:
    competent(bryn, TODAY, cerys, clock)
    supervised(bryn, TODAY, cerys, clock)

    events = AuditEvent.objects.filter(actor=cerys.worker.pk, subject=bryn.worker.pk)
    assert [row.event for row in events.order_by("id")] == [
        Event.COMPETENCE_RECORDED,
        Event.SUPERVISION_RECORDED,
    ]
