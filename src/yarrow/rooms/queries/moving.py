"""What rooms say to moving on to the next stage, asked without any key."""

from datetime import date

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.gate.acts.moving import StageNow
from yarrow.gate.standing import RoomAnswer, answer_to_moving_on
from yarrow.kernel.clock import LOCAL
from yarrow.policy.queries import policy_on
from yarrow.rooms.models import Room
from yarrow.rooms.terms import RoomKind

from .held import case_rooms
from .standings import trusted_standing


def stage_now(case: Case) -> StageNow:
    """When the present stage of a case began, and which move began it.

    From the record of what was done, to which rows are only ever added: a day in a column could be
    set back, so that an old look at risk would count.
    """
    moved = latest(case.pk, Event.STAGE_MOVED)
    if moved is None:
        return StageNow(0, case.opened_on)
    return StageNow(moved.number, moved.at.astimezone(LOCAL).date())


def stage_of(room: Room) -> StageNow | None:
    """The present stage of the room's case; None where there is no case."""
    return stage_now(room.case) if room.case is not None else None


def every_room_moves_on(case: Case, day: date) -> RoomAnswer:
    """One answer for all rooms of people together; never which of them lacks something, nor how many.

    Every person's room is asked, as for joint work. A case without any is not known.
    """
    now = stage_now(case)
    people = case_rooms(case).filter(kind=RoomKind.PERSON)
    policy = policy_on(day)
    said = {answer_to_moving_on(trusted_standing(room, policy), now, day) for room in people}
    if not said or RoomAnswer.UNKNOWN in said:
        return RoomAnswer.UNKNOWN
    return RoomAnswer.DOES_NOT if RoomAnswer.DOES_NOT in said else RoomAnswer.STANDS


def room_moves_on(room: Room, day: date) -> RoomAnswer:
    """What one room says; for who is inside it."""
    now = stage_of(room)
    if now is None:
        return RoomAnswer.UNKNOWN
    return answer_to_moving_on(trusted_standing(room, policy_on(day)), now, day)
