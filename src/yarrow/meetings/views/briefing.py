"""Writing a brief: what one room's worker tells the signing supervisor, seen exactly before it is sealed.

What is typed waits as a sealed draft of the first page; the preview is made from it, and a mark
says that these very bytes were seen.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from yarrow.cases.guests import is_guest
from yarrow.cases.queries import workers_on
from yarrow.cases.terms import Duty
from yarrow.design.colours import RoomShown
from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.person import reasons_for_person
from yarrow.gate.reasons import GateReason
from yarrow.gate.team import reasons_for_team
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.meetings.access import may_sign
from yarrow.meetings.actions import write_brief
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.forms import BriefForm
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import plan_for, question_of
from yarrow.meetings.shown.codes import codes_in, heading_in_words, headings_of, in_words
from yarrow.record.shown.room import room_shown
from yarrow.rooms.actions import forget_draft, read_room, save_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at, room_for
from yarrow.rooms.queries.recorded import facts_for_gate
from yarrow.rooms.rules import preview_mark
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest

_NAMES_NOBODY = N_("This is sealed to a guest of a partner service. Write it without anybody's name.")


@dataclass(frozen=True, slots=True)
class Desk:
    """The one room on screen, what stands in the way inside it, and who may be told."""

    plan: Plan
    room: Room
    shown: RoomShown
    codes: tuple[str, ...]
    reasons: tuple[GateReason, ...]
    supervisors: dict[str, Worker]

    def choices(self) -> dict[str, Any]:
        """What the form offers."""
        return {
            "supervisors": [(pk, worker.name) for pk, worker in self.supervisors.items()],
            "facts": [(code, in_words(code)) for code in self.codes],
        }


def _room_asked(request: WorkerRequest, plan: Plan, room_id: UUID) -> Room:
    """A room this worker is in that the plan asks, or the team's; raises NotThere otherwise."""
    room = room_for(request.worker, room_id)
    is_asked = room.kind == RoomKind.TEAM or plan.plan_rooms.filter(room=room).exists()
    if room.case_id != plan.case_id or not is_asked:
        raise NotThere
    return room


def _at_desk(request: WorkerRequest, plan: Plan, room_id: UUID) -> Desk:
    room = _room_asked(request, plan, room_id)
    _room, entries = read_room(
        room_id=room.pk, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    recorded = facts_for_gate(room, entries)
    rules = reasons_for_team if room.kind == RoomKind.TEAM else reasons_for_person
    return Desk(
        plan=plan,
        room=room,
        shown=room_shown(room, [each.fact for each in recorded]),
        codes=codes_in(recorded),
        reasons=rules(recorded, question_of(plan, request.clock.today())),
        supervisors={str(each.pk): each for each in _who_signs(plan)},
    )


def _who_signs(plan: Plan) -> list[Worker]:
    """A guest only once they have answered that they know nobody: before that they are told nothing."""
    named = workers_on(plan.case, Duty.SIGNING_SUPERVISOR)
    return [each for each in named if not is_guest(each) or may_sign(each, plan.case)]


@working_view
def brief(request: WorkerRequest, plan_id: UUID, room_id: UUID) -> HttpResponse:
    """Write it, prefilled from the room's coded answers and from what still stands in the way."""
    desk = _at_desk(request, plan_for(request.worker, plan_id), room_id)
    if request.method == "POST":
        return _to_preview(request, desk)
    form = form_for(request, BriefForm, **desk.choices(), initial=_prefilled(desk))
    context = {"room": desk.shown, "plan_id": plan_id, "form": form, "reasons": desk.reasons}
    return render(request, "meetings/brief.html", context)


def _prefilled(desk: Desk) -> dict[str, Any]:
    only = next(iter(desk.supervisors)) if len(desk.supervisors) == 1 else None
    return {"facts": list(desk.codes), "supervisor": only}


def _to_preview(request: WorkerRequest, desk: Desk) -> HttpResponse:
    form = BriefForm(request.POST, **desk.choices())
    if not form.is_valid():
        return offer_again(request, form)
    if (named := _names_to_a_guest(desk, form)) is not None:
        return offer_again(request, form, named)
    save_draft(
        worker=request.worker, path=request.path, typed=typed_in(form), problems={}, clock=request.clock
    )
    return redirect("meetings:preview", desk.plan.pk, desk.room.pk)


@working_view
def preview(request: WorkerRequest, plan_id: UUID, room_id: UUID) -> HttpResponse:
    """Exactly what will be read, by whom; sealed only on a press."""
    desk = _at_desk(request, plan_for(request.worker, plan_id), room_id)
    form = _typed_before(request, desk)
    if form is None or not form.is_valid() or _names_to_a_guest(desk, form) is not None:
        return redirect("meetings:brief", plan_id, room_id)
    supervisor, content = desk.supervisors[form.cleaned_data["supervisor"]], _content(desk, form)
    seen = preview_mark(words=content.to_bytes().decode(), target=supervisor.pk)
    if request.method == "POST" and request.POST.get("seen") == seen:
        return _sealed(request, desk, supervisor, content)
    if request.method == "POST":
        messages.warning(request, gettext("What the brief says has changed. Look at it again."))
        return redirect(request.path)
    context = {
        "room": desk.shown,
        "plan_id": plan_id,
        "room_id": room_id,
        "to": supervisor.name,
        "to_a_guest": is_guest(supervisor),
        "waiting": [heading_in_words(code) for code in content.codes],
        "facts": [in_words(code) for code in content.facts],
        "words": content.words,
        "seen": seen,
    }
    return render(request, "meetings/brief_preview.html", context)


def _names_to_a_guest(desk: Desk, form: BriefForm) -> Refused | None:
    """What a partner service reads names neither this person nor a worker, as far as names are known here."""
    if not is_guest(desk.supervisors[form.cleaned_data["supervisor"]]):
        return None
    names = {worker.name for worker in workers_on(desk.plan.case)}
    if desk.room.kind == RoomKind.PERSON:
        names.add(desk.shown.name)
    parts = {part for name in names for part in name.split()}
    if parts.isdisjoint(re.findall(r"\w+", form.cleaned_data["words"])):
        return None
    return refused("BRIEF", _NAMES_NOBODY, field="words")


def _typed_before(request: WorkerRequest, desk: Desk) -> BriefForm | None:
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=_first_page(desk))
    if draft is None:
        return None
    posted = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        posted.setlist(name, values)
    return BriefForm(posted, **desk.choices())


def _content(desk: Desk, form: BriefForm) -> BriefContent:
    return BriefContent(
        codes=headings_of(desk.reasons),
        facts=tuple(form.cleaned_data["facts"]),
        words=form.cleaned_data["words"],
    )


def _sealed(request: WorkerRequest, desk: Desk, supervisor: Worker, content: BriefContent) -> HttpResponse:
    write_brief(
        plan=desk.plan,
        room=desk.room,
        supervisor=supervisor,
        content=content,
        by=request.worker,
        clock=request.clock,
    )
    forget_draft(worker=request.worker, path=_first_page(desk))
    messages.success(request, gettext("The brief is sealed. Only its supervisor can read it."))
    return saved(request, "meetings:plan", desk.plan.pk)


def _first_page(desk: Desk) -> str:
    return reverse("meetings:brief", args=[desk.plan.pk, desk.room.pk])
