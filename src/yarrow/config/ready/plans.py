"""Recording everything an invented family needs, and taking its plan the whole way."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from yarrow.config.families import Family, InventionRefused
from yarrow.gate.ask import NotYet
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import arrange_plan, plan_series, propose_plan, sign_plan, write_brief
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import open_drops

from .practice import in_date
from .records import caused_harm, child, harmed, team, views_of_specialists

BY_PART = {"harmed": harmed, "other": caused_harm, "child": child}


def record_everything(family: Family) -> None:
    """Record all that the two-home family needs, the team last so that it saw every change."""
    day = family.clock.today()
    for part, facts in BY_PART.items():
        family.record(part, *facts(day))
    read_waiting_notes(family)
    record_team(family)


def record_team(family: Family) -> None:
    """What only the team can see whole, and what the specialist sends, after every change was read."""
    family.record("team", *team(family.clock.today()))
    for part, view in views_of_specialists().items():
        family.specialist_says(part, view)


def read_waiting_notes(family: Family) -> None:
    """Every holder reads what was dropped into their rooms."""
    for part, room in family.rooms.items():
        member = family.holder(part)
        open_drops(room=room, by=member.worker, keyring=member.keyring, clock=family.clock)


def staff_in_date(family: Family) -> None:
    """Training and supervision of everybody who works on the case: one records it, another confirms it."""
    for part in sorted({"lead", *family.inside.values()}):
        in_date(family.cast.worker(part), family.cast, family.clock)


def propose(family: Family, form: Form, topics: Iterable[Topic], *, joint_on: date) -> Plan:
    """A plan for everybody of the family, with its written series."""
    lead = family.cast.worker("lead")
    people = [room for part, room in family.rooms.items() if part not in {"team", "shared"}]
    plan = propose_plan(case=family.case, form=form, topics=topics, rooms=people, by=lead, clock=family.clock)
    if isinstance(plan, Refused):
        raise InventionRefused(plan)
    series = plan_series(
        plan=plan,
        preparation_on=joint_on - timedelta(days=7),
        joint_on=joint_on,
        by=lead,
        clock=family.clock,
    )
    if isinstance(series, Refused):
        raise InventionRefused(series)
    return plan


def brief_and_sign(family: Family, plan: Plan, by: str = "signing_supervisor") -> None:
    """Each room's worker writes a brief; the signing supervisor, or a guest, signs."""
    signer = family.cast[by]
    brief(family, plan, to=by)
    signed = sign_plan(plan=plan, by=signer.worker, keyring=signer.keyring, clock=family.clock)
    if isinstance(signed, Refused):
        raise InventionRefused(signed)


def brief(family: Family, plan: Plan, to: str = "signing_supervisor") -> None:
    """Each room's worker writes a brief for who signs."""
    for part, room in family.rooms.items():
        if not plan.plan_rooms.filter(room=room).exists():
            continue
        content = BriefContent(codes=(), facts=(), words="Ready, and asked alone this morning.")
        write_brief(
            plan=plan,
            room=room,
            supervisor=family.cast.worker(to),
            content=content,
            by=family.holder(part).worker,
            clock=family.clock,
        )


def arrange(family: Family, plan: Plan, *, planned_for: datetime) -> Plan:
    """The lead sets the day, when the gate answers that nothing stands in the way."""
    lead = family.cast.worker("lead")
    arranged = arrange_plan(plan=plan, planned_for=planned_for, by=lead, clock=family.clock)
    if isinstance(arranged, Refused):
        said = gate_answer(plan, family.clock.today())
        raise InventionRefused(arranged) from (LookupError(said.rooms) if isinstance(said, NotYet) else None)
    return arranged
