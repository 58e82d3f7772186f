"""The process of a case moves on, ends, is closed, begins anew. None ends anybody's support (E12, E37)."""

from django.db import transaction

from yarrow.cases.access import may_allocate, may_name_supervisors
from yarrow.cases.actions import move_to_stage
from yarrow.cases.models import Case
from yarrow.cases.rules import is_over
from yarrow.cases.terms import Stage
from yarrow.gate.standing import RoomAnswer
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.access import may_move_on
from yarrow.meetings.aftercare.due import still_supported
from yarrow.meetings.rules import stage_after
from yarrow.meetings.terms import FollowUpKind, PlanState
from yarrow.rooms.queries import case_rooms, every_room_moves_on
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

from .aftercare import make_telling
from .arranging import aside_unchecked

STILL_SUPPORTED = N_("This case cannot be closed yet. Support of everybody ends first, room by room.")
NOT_ENDED = N_("End the process first.")
NOT_YET = N_("Not everything that must be in place is there yet.")
STAGE_IS_ANOTHER = N_("This case is not in that stage any more. Look at where it stands now.")
DEBRIEF_OPEN = N_("The workers have not spoken it through yet. Hold the debrief first.")


@transaction.atomic
def move_on(*, case: Case, onto: Stage, by: Worker, clock: Clock) -> Refused | None:
    """Move a case to its next stage (E4, E7, E8). The refusal never says which room lacks something.

    Every person's room is asked, without a key, by what its holder attested in this stage; what is
    not known refuses. Refused too when ``onto`` is not the stage after the present one, as on a page
    that a colleague overtook. Raises NotThere for who may not hear the answer.
    """
    case = _locked(case)
    if not may_move_on(by, case):
        raise NotThere
    if stage_after(case.stage) != onto:
        return refused("STAGE", STAGE_IS_ANOTHER)
    if every_room_moves_on(case, clock.today()) is not RoomAnswer.STANDS:
        return refused("STAGE", NOT_YET)
    move_to_stage(case=case, stage=onto, by=by, clock=clock)
    return None


@transaction.atomic
def end_process(*, case: Case, by: Worker, clock: Clock) -> None:
    """End joint work: every plan is set aside, everybody is told by their own route, support goes on.

    Needs no reason and is never refused to the lead or the supervisor; NotThere for anybody else.
    """
    case = _locked(case)
    if not may_allocate(by, case):
        raise NotThere
    if is_over(case.stage):
        return
    for plan in case.plans.exclude(state=PlanState.SET_ASIDE):
        aside_unchecked(plan=plan, by=by, clock=clock)
    move_to_stage(case=case, stage=Stage.PROCESS_ENDED, by=by, clock=clock)
    people = case_rooms(case).filter(kind=RoomKind.PERSON, support_end__isnull=True)
    make_telling(case=case, rooms=people, on=clock.today(), clock=clock)


@transaction.atomic
def close_case(*, case: Case, by: Worker, clock: Clock) -> Refused | None:
    """Close a case when support of everybody has ended. The refusal never says whose goes on.

    Raises NotThere for anybody but the case supervisor.
    """
    case = _locked(case)
    if not may_name_supervisors(by, case):
        raise NotThere
    if case.stage == Stage.CLOSED:
        return None
    if case.stage != Stage.PROCESS_ENDED:
        return refused("E37", NOT_ENDED)
    if case.follow_ups.filter(kind=FollowUpKind.DEBRIEF, done_on__isnull=True).exists():
        return refused("E36", DEBRIEF_OPEN)
    if still_supported(case):
        return refused("E37", STILL_SUPPORTED)
    move_to_stage(case=case, stage=Stage.CLOSED, by=by, clock=clock)
    return None


@transaction.atomic
def reopen_case(*, case: Case, by: Worker, clock: Clock) -> None:
    """Begin anew with first calls; nothing that was signed or arranged comes back.

    Raises NotThere for anybody but the case supervisor.
    """
    case = _locked(case)
    if not may_name_supervisors(by, case):
        raise NotThere
    if is_over(case.stage):
        move_to_stage(case=case, stage=Stage.FIRST_CALLS, by=by, clock=clock)


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update().get(pk=case.pk)
