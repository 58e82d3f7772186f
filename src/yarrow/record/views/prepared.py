"""The last page of a session: exactly what will be recorded, then one press; and what to do after a stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.forms import problems_of, typed_in
from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import KINDS, Fact
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.gate.facts.readiness import Preparation
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.record.actions import confirm_reach, seal_together
from yarrow.record.forms.preparing import WORDS, StepForm, WholeForm
from yarrow.record.forms.sheet import KIND
from yarrow.record.preparing.moment import moment_of, still_said
from yarrow.record.preparing.session import YES, Session
from yarrow.record.preparing.steps import SAFETY, STEPS
from yarrow.record.queries import is_written
from yarrow.record.shown.entries import lines_of
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.rooms.queries import draft_at, recorded_in
from yarrow.rooms.rules import preview_mark
from yarrow.staff.requests import WorkerRequest

from .doors import acting_view, by_hand, keep_typed, on_screen, room_of_a_person
from .preparing import WRITING, is_safe_today, my_session

NEXT = ("risk_assessed", "order", "safety_plan", "vulnerability", "taking_part_safeguards")
"""Sheets of their own, offered after a session: they are looked at anew, not in passing."""
AFTER_A_STOP = ("reach_unsafe", "incident", "gone_quiet")


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that was kept in a session, as facts in the order of its pages.

    ``asks_again``: a choice was left out, because it was made on another day or before an alarm.
    """

    facts: tuple[Fact, ...]
    asks_again: bool

    def mark(self, room: Room) -> str:
        """Marks exactly this, for exactly this room."""
        whole = "\n".join(to_bytes(fact).decode() for fact in self.facts)
        return preview_mark(words=whole, target=room.pk)

    def to_seal(self, session: Session, *, is_whole: bool) -> list[tuple[UUID | None, Fact]]:
        """With the ids that a doubled press finds again; the first has the session's own."""
        facts = (*((Preparation(sessions=1),) if is_whole else ()), *self.facts)
        ids = (session.id, *(session.id_of(fact.kind) for fact in facts[1:]))
        return list(zip(ids, facts, strict=True))


@working_view
def whole_page(request: WorkerRequest, room_id: UUID, session_id: UUID) -> HttpResponse:
    """What was kept, word for word; recorded only on a press, and once."""
    room = room_of_a_person(request, room_id)
    session = my_session(request, room, session_id)
    if session is None and not is_written(room, session_id):
        raise NotThere
    if session is None:
        return redirect("record:room", room.pk)  # a doubled press, or "Back" after recording
    if session.has_ended or (session.has_talked and session.safe_on is None):
        return _stopped(request, room, session)
    said = _what_was_said(request, room, session)
    if isinstance(said, HttpResponse):
        return said
    if request.method == "POST":
        return _recorded(request, room, session, said)
    return _shown(request, room, session, said)


def _stopped(request: WorkerRequest, room: Room, session: Session) -> HttpResponse:
    if request.method == "POST":
        return redirect(request.path)
    screen = on_screen(request, room.pk)
    return render(
        request,
        "record/preparing/stopped.html",
        {
            "room": screen.shown,
            "here": room,
            "session": session,
            "name": KIND,
            "kinds": _titled(request, room, AFTER_A_STOP),
            "first": session.page(SAFETY),
            "writing": WRITING,
        },
    )


def _titled(request: WorkerRequest, room: Room, kinds: Sequence[str]) -> list[tuple[str, str]]:
    mine = by_hand(request, room)
    return [(kind, gettext(KINDS[kind].title)) for kind in kinds if KINDS[kind] in mine]


def _what_was_said(request: WorkerRequest, room: Room, session: Session) -> Said | HttpResponse:
    """Every page read once more, or the page that must be looked at first."""
    if not session.has_talked:
        return redirect(session.page(SAFETY))
    words: dict[str, LongText] = {}
    facts: list[Fact] = []
    today, asks_again = request.clock.today(), False
    moment = moment_of(recorded_in(room, request.keyring), today)
    for step in STEPS:
        path = session.page(step.number)
        draft = draft_at(worker=request.worker, keyring=request.keyring, path=path)
        kept = draft.typed if draft is not None else {}
        typed, is_old = still_said(kept, session.parts_of(step), moment)
        asks_again = asks_again or is_old
        form = StepForm.from_draft(typed, step=step, session=session, today=today)
        if not form.is_valid():
            return redirect(keep_typed(request, path, typed_in(form), problems_of(form)))
        words[step.field] = LongText(form.cleaned_data[WORDS])
        facts += form.facts()
    steps = PreparedSteps(break_off=session.break_off, **words)
    return Said((*(() if steps.says_nothing() else (steps,)), *facts), asks_again)


def _shown(request: WorkerRequest, room: Room, session: Session, said: Said) -> HttpResponse:
    screen = on_screen(request, room.pk)
    context: dict[str, Any] = {
        "room": screen.shown,
        "here": room,
        "session": session,
        "form": form_for(request, WholeForm),
        "facts": [{"title": gettext(fact.title), "lines": lines_of(fact)} for fact in said.facts],
        "asks_again": said.asks_again,
        "counted": gettext(Preparation.title),
        "seen": said.mark(room),
        "last": session.page(STEPS[-1].number),
        "first": session.page(SAFETY),
        "may_change": is_safe_today(request, session),
        "writing": WRITING,
        "name": KIND,
        "kinds": _titled(request, room, NEXT),
    }
    return render(request, "record/preparing/whole.html", context)


def _recorded(request: WorkerRequest, room: Room, session: Session, said: Said) -> HttpResponse:
    form = WholeForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    if not said.facts or request.POST.get("seen") != said.mark(room):
        messages.warning(request, gettext("Look at it again: nothing is recorded yet."))
        return redirect(request.path)
    outcome = seal_together(
        room=room,
        facts=said.to_seal(session, is_whole=form.cleaned_data["whole"] == Answer.YES.value),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
        typed_at=session.places(),
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Recorded."))
    return redirect("record:room", room.pk)


@acting_view
def throw_session_away(request: WorkerRequest, room_id: UUID, session_id: UUID) -> HttpResponse:
    """Delete everything that was typed in a session and not recorded."""
    room = room_of_a_person(request, room_id)
    session = my_session(request, room, session_id)
    for path in session.places() if session is not None else ():
        forget_draft(worker=request.worker, path=path)
    if session is not None:
        messages.success(request, gettext("Thrown away. Nothing of it was recorded."))
    return redirect("record:room", room.pk)


@acting_view
def reach_is_right(request: WorkerRequest, room_id: UUID, session_id: UUID) -> HttpResponse:
    """One press: they said today that the recorded way to reach them is still right and safe."""
    room = room_of_a_person(request, room_id)
    session = my_session(request, room, session_id)
    if session is None or session.has_ended:
        return redirect("record:room", room.pk)
    if session.reach == YES and is_safe_today(request, session):
        _say(request, _reach_confirmed(request, room, session))
    return redirect(session.page(session.at))


def _reach_confirmed(request: WorkerRequest, room: Room, session: Session) -> object:
    return confirm_reach(
        room=room,
        how=gettext("They said so when we prepared."),
        reach_id=session.id_of(f"reach {session.safe_on}"),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )


def _say(request: WorkerRequest, outcome: object) -> None:
    if isinstance(outcome, Refused):
        messages.warning(request, gettext(outcome.reasons[0].text))
    else:
        messages.success(request, gettext("The way to reach them is confirmed today."))
