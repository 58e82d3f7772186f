"""A child at risk was reported, answered, and is asked after again tomorrow."""

from datetime import datetime, timedelta
from uuid import UUID

from yarrow.agencies.actions import report_risk, write_step
from yarrow.config.families import Family
from yarrow.gate.facts.agencies import (
    AtRisk,
    ReportStep,
    RiskReport,
    RiskReportStep,
    TheyKnow,
    ToldHow,
)
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id

WORDS = "The child will not go home on Fridays, and has stopped eating at school. Told by the class teacher."


def reported_and_followed(family: Family, clock: FixedClock, now: datetime) -> None:
    """By her worker, by telephone, the day before yesterday; they rang back yesterday."""
    report_id = new_id()
    _reported(family, clock, now, report_id)
    _followed(family, clock, now, report_id)


def _reported(family: Family, clock: FixedClock, now: datetime, report_id: UUID) -> None:
    by = family.holder("harmed")
    clock.move_to(now - timedelta(days=2))
    report = RiskReport(
        at_risk=AtRisk.CHILD,
        words=LongText(WORDS),
        agency="Children's services of the council",
        person="The duty social worker",
        how=ToldHow.PHONE,
        told_on=clock.today(),
        told_at="14:20",
        they_know=TheyKnow.KNOWS,
        why=LongText("The child may be hurt before she could agree."),
        next_step=LongText("Send it in writing."),
    )
    report_risk(
        case=family.case,
        rooms=[family.rooms["harmed"]],
        report=report,
        report_id=report_id,
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )


def _followed(family: Family, clock: FixedClock, now: datetime, report_id: UUID) -> None:
    by = family.holder("harmed")
    clock.move_to(now - timedelta(days=1))
    step = RiskReportStep(
        what=ReportStep.ANSWERED,
        person="The duty social worker",
        words=LongText("They will see the child at school."),
        next_step=LongText("Ring and ask how it went."),
        next_by=(now + timedelta(days=1)).date(),
        report=Mark(str(report_id)),
    )
    write_step(
        case=family.case,
        rooms=[family.rooms["harmed"]],
        step=step,
        step_id=new_id(),
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )
