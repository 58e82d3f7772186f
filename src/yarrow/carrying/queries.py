"""What acts and pages ask besides what lies in one room."""

from uuid import UUID

from yarrow.cases.models import Case
from yarrow.gate.ask import Possible
from yarrow.gate.forms import Form
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import is_held
from yarrow.meetings.terms import PlanState
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, entries_in, unopened_drops
from yarrow.sealing.keyring import Keyring

from .rules import FORMS, Sent, Waiting, sent_in, waiting_in


def plans_that_carry(case: Case) -> tuple[Plan, ...]:
    """The plans of a case that carry words and were not set aside, newest first."""
    forms = [form.value for form in FORMS]
    open_ones = case.plans.filter(form__in=forms).exclude(state=PlanState.SET_ASIDE)
    return tuple(open_ones.select_related("case").order_by("-number"))


def plan_of(room: Room, plan_id: str) -> Plan:
    """The plan that a message names; raises NotThere where it is none of this case that carries words."""
    if room.case is None:
        raise NotThere
    forms = [form.value for form in FORMS]
    plans = room.case.plans.filter(form__in=forms).select_related("case")
    found = next((each for each in plans if str(each.pk) == plan_id), None)
    if found is None:
        raise NotThere
    return found


def sent(room: Room, keyring: Keyring, message: UUID) -> tuple[Sent, ReadEntry, tuple[ReadEntry, ...]]:
    """One message that was written in this room, its entry, and all that was read; NotThere for others."""
    entries = entries_in(room, keyring)
    found = next((each for each in sent_in(entries) if each.id == message), None)
    if found is None:
        raise NotThere
    return found, next(read for read in entries if read.entry.pk == message), entries


def waiting(room: Room, keyring: Keyring, copy: UUID) -> Waiting:
    """One copy that waits in this room; raises NotThere for anything else, and for what was set aside."""
    found = next((each for each in waiting_in(entries_in(room, keyring)) if each.id == copy), None)
    if found is None:
        raise NotThere
    return found


def may_go_today(plan: Plan, message: UUID, room: Room, clock: Clock) -> bool:
    """Whether everything outside this room still says yes, now: asked in the moment of giving (E25, E27).

    The plan is arranged and was not stopped since; the gate answers for today, with every room, order
    and signature; the signature was given with this very message; no note waits unread in this room.
    """
    if plan.state != PlanState.ARRANGED or is_held(plan) or Form.of(plan.form) not in FORMS:
        return False
    last = plan.vettings.order_by("-at", "-id").first()
    if last is None or last.message != message or unopened_drops(room).exists():
        return False
    return isinstance(gate_answer(plan, clock.today()), Possible)


def do_rooms_stand(plan: Plan, clock: Clock) -> bool:
    """Whether the room of everybody concerned answers yes to this form today."""
    said = gate_answer(plan, clock.today())
    return isinstance(said, Possible) or not said.rooms
