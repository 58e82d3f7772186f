"""Follow-ups of one room: what is owed, made, tried in vain, or left out. This room's only."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.rules import is_over
from yarrow.design.pages import render
from yarrow.gate.ending import newest_end
from yarrow.gate.facts.after import Debrief, FollowUpLeftOut, FollowUpMade, Step
from yarrow.gate.facts.who import RoleInHarm
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import HARMED
from yarrow.gate.words import Answer
from yarrow.kernel.decision import refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import done_debrief, done_follow_up, leave_out
from yarrow.meetings.actions.following_up import DONE_ALREADY
from yarrow.meetings.aftercare.due import (
    debriefs_of,
    follow_up_in,
    is_covered,
    room_follow_ups,
    support_end_of,
)
from yarrow.meetings.models import FollowUp
from yarrow.meetings.terms import FollowUpKind
from yarrow.record.views.doors import OnScreen, on_screen
from yarrow.rooms.models import Room
from yarrow.rooms.pages import saved, working_view
from yarrow.rooms.queries import room_for, team_room
from yarrow.rooms.terms import RoomKind
from yarrow.staff.requests import WorkerRequest

from .sheets import Filled, is_being_written, is_thrown_away, show_sheet, take_sheet

_UNKNOWN = Answer.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class ShownFollowUp:
    """One line of the list."""

    id: UUID
    words: str
    due_on: date
    is_overdue: bool


def person_room(request: WorkerRequest, room_id: UUID) -> Room:
    """A person's room that this worker is in, unread; raises NotThere for any other."""
    room = room_for(request.worker, room_id)
    if room.kind != RoomKind.PERSON:
        raise NotThere
    return room


def person_on_screen(request: WorkerRequest, room_id: UUID) -> OnScreen:
    """The same, opened for reading."""
    person_room(request, room_id)
    return on_screen(request, room_id)


@working_view
@require_GET
def after_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What is still owed to this person, the next first; and whether support goes on."""
    screen, today = person_on_screen(request, room_id), request.clock.today()
    rows = list(room_follow_ups(screen.room))
    said = newest_end(screen.recorded)
    ended = support_end_of(screen.room)
    context: dict[str, Any] = {
        "room": screen.shown,
        "here": screen.room,
        "open": [_shown(row, today) for row in rows if row.done_on is None],
        "settled": [_shown(row, today) for row in rows if row.done_on is not None],
        "goes_first": _is_harmed(screen.recorded),
        "ended": ended,
        "is_covered": is_covered(screen.room),
        "waits_for_second": said is not None and ended is None,
        "is_over": screen.room.case is not None and is_over(screen.room.case.stage),
    }
    return render(request, "meetings/after/list.html", context)


def _shown(row: FollowUp, today: date) -> ShownFollowUp:
    is_overdue = row.done_on is None and row.due_on < today
    return ShownFollowUp(row.pk, row.get_kind_display(), row.due_on, is_overdue)


def _is_harmed(recorded: tuple[Recorded, ...]) -> bool:
    """Whether this person was harmed, by their own room alone: they are asked first (domain.md E35)."""
    newest = {each.fact.harm: each.fact.role for each in recorded if isinstance(each.fact, RoleInHarm)}
    return not HARMED.isdisjoint(newest.values())


@working_view
def follow_up_page(request: WorkerRequest, room_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Make one follow-up, or record that nobody was reached."""
    row = follow_up_in(person_room(request, room_id), follow_up_id)
    if row.done_on is not None and not is_being_written(request):
        return redirect("meetings:after", room_id)
    if is_thrown_away(request):
        return saved(request, "meetings:after", room_id)
    filled = _not_asked(FollowUpKind(row.kind))
    if request.method != "POST":
        return show_sheet(request, FollowUpMade, _about(request, room_id, row), filled)
    made = take_sheet(request, FollowUpMade, lambda fact: _made(request, row, fact), filled)
    if isinstance(made, HttpResponse):
        return made
    if isinstance(made, FollowUpMade):
        _say_what_came_of_it(request, row, made)
    return saved(request, "meetings:after", room_id)


def _made(request: WorkerRequest, row: FollowUp, fact: FollowUpMade) -> Any:
    return done_follow_up(
        follow_up=row, outcome=fact, by=request.worker, keyring=request.keyring, clock=request.clock
    )


def _not_asked(kind: FollowUpKind) -> Filled:
    """What this follow-up does not ask: which one it is, and what belongs to another one."""
    filled = {"which": Step.of(kind.value).value}
    if kind is not FollowUpKind.TELL_OUTCOME:
        filled["told_by_route"] = _UNKNOWN
    if kind is FollowUpKind.RISK_AGAIN:
        filled |= dict.fromkeys(("reached", "safe_now", "pressure_since"), _UNKNOWN)
    return filled


def _about(request: WorkerRequest, room_id: UUID, row: FollowUp) -> dict[str, Any]:
    screen = person_on_screen(request, room_id)
    return {
        "room": screen.shown,
        "title": row.get_kind_display(),
        "lines": _lines(FollowUpKind(row.kind)),
        "back": reverse("meetings:after", args=[room_id]),
        "button": gettext("Record this"),
        "other_way": reverse("meetings:leave_out", args=[room_id, row.pk]),
        "other_words": gettext("Leave it out, with a reason"),
        "is_settled": row.done_on is not None,
    }


def _lines(kind: FollowUpKind) -> list[str]:
    if kind is FollowUpKind.RISK_AGAIN:
        return [gettext("Record risk in this room first. Then say here that it was looked at.")]
    if kind is FollowUpKind.AGREED_AGAIN:
        return [
            gettext("Look up every order again first, and record it. Compare each line with it."),
            gettext("Then ask them, alone, how it goes with each line. Not kept is a question first."),
        ]
    reach = gettext("Use only the way agreed with them, alone, and not before the hour that was set.")
    if kind is FollowUpKind.TELL_OUTCOME:
        return [reach, gettext("Tell them how it ended, also when it did not come about. Nothing is asked.")]
    return [reach, gettext("Not reached is worth recording too. It then stays open.")]


def _say_what_came_of_it(request: WorkerRequest, row: FollowUp, made: FollowUpMade) -> None:
    """``row`` as it was when the page was asked for: a colleague may have settled it before."""
    stays_open = row.done_on is None and not made.settles()
    messages.success(request, gettext("Recorded. It stays open.") if stays_open else gettext("Recorded."))


@working_view
def leave_out_page(request: WorkerRequest, room_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Leave one out; the reason is sealed in this room."""
    row = follow_up_in(person_room(request, room_id), follow_up_id)
    if row.done_on is not None and not is_being_written(request):
        return redirect("meetings:after", room_id)
    if is_thrown_away(request):
        return saved(request, "meetings:after", room_id)
    filled = {"which": Step.of(row.kind).value}
    if request.method != "POST":
        return show_sheet(request, FollowUpLeftOut, _leaving(request, room_id, row), filled)
    left = take_sheet(request, FollowUpLeftOut, lambda fact: _left(request, row, fact), filled)
    return left if isinstance(left, HttpResponse) else saved(request, "meetings:after", room_id)


def _left(request: WorkerRequest, row: FollowUp, fact: FollowUpLeftOut) -> Any:
    return leave_out(
        follow_up=row, left_out=fact, by=request.worker, keyring=request.keyring, clock=request.clock
    )


def _leaving(request: WorkerRequest, room_id: UUID, row: FollowUp) -> dict[str, Any]:
    return {
        "room": person_on_screen(request, room_id).shown,
        "title": gettext("Leave this out"),
        "lines": [row.get_kind_display()],
        "back": reverse("meetings:follow_up", args=[room_id, row.pk]),
        "button": gettext("Leave it out"),
        "is_settled": row.done_on is not None,
    }


@working_view
def debrief_page(request: WorkerRequest, case_id: UUID) -> HttpResponse:
    """The workers speak it through; the lead or the case supervisor records it in the team's room."""
    case, waiting = debriefs_of(request.worker, case_id)
    row = waiting.first()
    if request.method == "POST":
        asked = _debrief_asked(request, waiting)
        said = take_sheet(request, Debrief, lambda fact: _spoken(request, asked, fact))
        return said if isinstance(said, HttpResponse) else saved(request, "desk:case", case.pk)
    if row is None and not is_being_written(request):
        messages.success(request, gettext("No debrief is waiting."))
        return redirect("desk:case", case.pk)
    team = team_room(case)
    context = {
        "room": on_screen(request, team.pk).shown if team is not None else None,
        "title": gettext("Debrief of the workers"),
        "lines": [gettext("About our work, and how we are. Nothing that is sealed in a room.")],
        "back": reverse("desk:case", args=[case.pk]),
        "button": gettext("Record this"),
        "row": row.pk if row is not None else "",
    }
    return show_sheet(request, Debrief, context)


def _debrief_asked(request: WorkerRequest, waiting: QuerySet[FollowUp]) -> FollowUp | None:
    """The very debrief that the page was about; another event's is not settled with these words."""
    return next((row for row in waiting if str(row.pk) == request.POST.get("row", "")), None)


def _spoken(request: WorkerRequest, row: FollowUp | None, fact: Debrief) -> Any:
    if row is None:
        return refused("AFTER", DONE_ALREADY)
    return done_debrief(
        follow_up=row, outcome=fact, by=request.worker, keyring=request.keyring, clock=request.clock
    )
