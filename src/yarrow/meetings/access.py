"""Who may do what to a plan."""

from datetime import date

from yarrow.cases.guests import is_guest, signs_as_guest
from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Duty
from yarrow.practice.queries import supervises_in_date
from yarrow.rooms.queries import case_rooms, rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

from .models import Plan
from .queries import every_room_asked


def may_lead(worker: Worker, case: Case) -> bool:
    """Only the lead proposes, arranges and sees room by room (design.md §4, "Asking")."""
    return Duty.LEAD in duties_of(worker, case)


def is_inside_every_room(worker: Worker, plan: Plan) -> bool:
    """Whether a lead holds every room that the plan asks, and the team's, by the supervisor's decision.

    Only then may they be told what the gate says: otherwise the answer to a plan would tell what
    is recorded in a room that they were not let into (design.md §4, "Asking").
    """
    asked = {room.pk for room in every_room_asked(plan)}
    return asked <= set(rooms_held_by(worker).filter(case=plan.case).values_list("pk", flat=True))


def is_inside_the_team(worker: Worker, plan: Plan) -> bool:
    """Whether a lead may be told what the plan lacks: which rules bind it tells whether there is abuse."""
    return rooms_held_by(worker).filter(case=plan.case, kind=RoomKind.TEAM).exists()


def may_move_on(worker: Worker, case: Case) -> bool:
    """Who moves a case to its next stage, and so hears whether every room lets it move.

    The case supervisor, who decides who holds which rooms, from inside the team's; the lead only from
    inside every person's room and the team's. Hazard: anybody else who could ask again and again would
    hear when something changed in a room that they are not in (design.md §4, "Asking").
    """
    duties = duties_of(worker, case)
    if not duties & {Duty.LEAD, Duty.SUPERVISOR}:
        return False
    kinds = [RoomKind.TEAM] if Duty.SUPERVISOR in duties else [RoomKind.PERSON, RoomKind.TEAM]
    asked = set(case_rooms(case).filter(kind__in=kinds).values_list("pk", flat=True))
    held = rooms_held_by(worker).filter(case=case)
    is_in_team = held.filter(kind=RoomKind.TEAM).exists()
    return is_in_team and asked <= set(held.values_list("pk", flat=True))


def may_sign(worker: Worker, case: Case) -> bool:
    """A signing supervisor, who holds no room of the case: no key, no interest in the answer.

    Or a guest of a partner service, who was named for this and is on no case (decision 0028).
    """
    duties = duties_of(worker, case)
    if duties != {Duty.SIGNING_SUPERVISOR} and not signs_as_guest(worker, case):
        return False
    return not rooms_held_by(worker).filter(case=case).exists()


def may_speak_up(worker: Worker, case: Case) -> bool:
    """Any worker of the case may say "I am not easy about this", and a guest who is asked to sign."""
    return bool(duties_of(worker, case)) or signs_as_guest(worker, case)


def signature_stands(signer: Worker, case: Case, day: date) -> bool:
    """Whether who signed may still be believed to have signed; only of a guest is anything asked here.

    A guest is known to this service by their training and by having been named: without either, on
    this day, their signature is worth nothing.
    """
    if not is_guest(signer):
        return True
    return signs_as_guest(signer, case) and supervises_in_date(signer.pk, day)
