"""Families with whom no meeting was needed: two courses, equal, each one person's own."""

from datetime import date, datetime, timedelta

from yarrow.cases.terms import ReferralSource, Stage
from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import Family, InventionRefused, open_family
from yarrow.config.ready import courses, people
from yarrow.gate.facts.after import FollowUpMade, Step
from yarrow.gate.facts.choice import Hope, Statement
from yarrow.gate.facts.readiness import Acknowledgement, Extent, Programme, ProgrammeState
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import done_follow_up, end_process
from yarrow.meetings.models import FollowUp

from .door import reminder_waits
from .reached import safe_ways
from .telling import named, stage


def living_together(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Bethan and Siôn stay together: early help, each with steps of their own, and no meeting."""
    family = open_family(
        cast=cast, clock=clock, people=named("Bethan", "Siôn", None), source=ReferralSource.FAMILY
    )
    day = clock.today()
    family.record("harmed", ready.reach(day), *ready.chooses_freely(day))
    family.record("other", ready.reach(day), *ready.chooses_freely(day), *_owns_it())
    ready.read_waiting_notes(family)
    for part in ("harmed", "other"):
        courses.living_together(family, part)
    people.map_of_grown_up(family, "harmed")
    clock.move_to(now - timedelta(days=2))
    follow_up_all(family, until=clock.today())
    stage(family, Stage.AFTER_CARE)
    safe_ways(family, "harmed")
    reminder_waits(family, now)


def parted_well(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Catrin and Emlyn live apart now; she left on the day she had chosen. The process has ended."""
    family = open_family(cast=cast, clock=clock, people=named("Catrin", "Emlyn", "Gwenno"))
    day = clock.today()
    family.record("harmed", ready.reach(day, "At work, before ten."), *ready.chooses_freely(day))
    family.record("other", ready.reach(day), *_owns_it())
    family.record(
        "child",
        ready.reach(day, "At school, with the class teacher."),
        ready.risk(day),
        Statement(source="Themselves", words=LongText("It is quiet at Nain's. I can hear the clock.")),
        Hope(words=LongText("To keep my piano lesson on Thursdays.")),
    )
    people.map_of_child(family)
    ready.read_waiting_notes(family)
    courses.parting(family, "harmed")
    clock.move_to(now - timedelta(days=3))
    follow_up_all(family, until=clock.today())
    end_process(case=family.case, by=cast.worker("lead"), clock=clock)


def follow_up_all(family: Family, *, until: date) -> None:
    """Every follow-up that was due by a day was made, and went well enough."""
    due = FollowUp.objects.filter(case=family.case, done_on__isnull=True, due_on__lte=until)
    for row in due.exclude(room=None):
        part = next(part for part, room in family.rooms.items() if room.pk == row.room_id)
        member = family.holder(part)
        if row.kind == Step.RISK_AGAIN.value:
            family.record(part, ready.risk(family.clock.today()))
        made = done_follow_up(
            follow_up=row,
            outcome=FollowUpMade(
                which=Step.SAFETY_48H,
                reached=Answer.YES,
                safe_now=Answer.YES,
                pressure_since=Answer.NO,
                told_by_route=Answer.YES,
                words=LongText("Tired, and all right. Nobody has said anything."),
            ),
            by=member.worker,
            keyring=member.keyring,
            clock=family.clock,
        )
        if isinstance(made, Refused):
            raise InventionRefused(made)


def _owns_it() -> tuple[Acknowledgement, Programme]:
    words = LongText("I made the rules in that house, and I called it tidiness.")
    return (
        Acknowledgement(extent=Extent.FULL, words=words, second_worker="Sian Super"),
        Programme(state=ProgrammeState.ATTENDING),
    )
