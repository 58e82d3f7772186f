"""What the page of a course asks besides what is in the room."""

from collections.abc import Sequence
from datetime import date

from yarrow.meetings.models import FollowUp
from yarrow.rooms.models import Room


def follow_up_days_of(room: Room) -> Sequence[date]:
    """The days of the follow-up that is still owed to this room without a meeting, in order."""
    owed = FollowUp.objects.filter(room=room, plan__isnull=True, done_on__isnull=True)
    return tuple(owed.order_by("due_on").values_list("due_on", flat=True).distinct())
