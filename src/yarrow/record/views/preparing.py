"""A session of preparation, page by page: safety first, then the steps, each kept when it is left.

A page's words lie in its own sealed draft, so that a time-out, a lock or an invalid post keeps them in
the same place as "Save and go on". Nothing is recorded before the last page (``views/prepared.py``).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.gate.facts import asked
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.record.actions import seal_together
from yarrow.record.forms.preparing import SafetyForm, StepForm
from yarrow.record.preparing.moment import MOMENT, moment_of, still_said
from yarrow.record.preparing.session import YES, Session, place_of_session, session_in, under_way
from yarrow.record.preparing.steps import BY_NUMBER, LAST, SAFETY, STEPS, Step
from yarrow.record.queries import is_written
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.pages import offer_again, working_view
from yarrow.rooms.queries import draft_at, recorded_in
from yarrow.rooms.queries.drafts import DraftContent
from yarrow.staff.requests import WorkerRequest

from .doors import OnScreen, acting_view, keep_typed, on_screen, room_of_a_person
from .once import FIELD
from .two_tabs import both_kept, drawn_mark, is_from_another_tab
from .unrecorded import words_from_an_old_tab


@acting_view
def begin(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Begin a session, or go on with the one that this worker has begun here."""
    room = room_of_a_person(request, room_id)
    session = under_way(room, request.worker, request.keyring)
    if session is None:
        session = Session.begin(room, recorded_in(room, request.keyring), request.clock.today())
        keep(request, room, session)
    return redirect(session.page(session.at if is_safe_today(request, session) else SAFETY))


def keep(request: WorkerRequest, room: Room, session: Session) -> None:
    """Seal how far a session is, for this worker alone."""
    keep_typed(request, place_of_session(room), session.as_typed())


def my_session(request: WorkerRequest, room: Room, session_id: UUID) -> Session | None:
    """The session with this id, while it is this worker's own and under way or just ended."""
    session = session_in(room, request.worker, request.keyring)
    return session if session is not None and session.id == session_id else None


def is_safe_today(request: WorkerRequest, session: Session) -> bool:
    """Whether they said today that it is safe to talk, or the worker is only writing up what was said."""
    return session.safe_on == request.clock.today()


@working_view
def step_page(request: WorkerRequest, room_id: UUID, session_id: UUID, number: int) -> HttpResponse:
    """One page of a session. The steps open only once it is safe to talk, that very day."""
    room = room_of_a_person(request, room_id)
    session, step = my_session(request, room, session_id), BY_NUMBER.get(number)
    if step is None and number != SAFETY:
        raise NotThere
    if session is None or session.has_ended:
        return _not_under_way(request, room, session_id, step)
    if step is None:
        return _safety(request, room, session)
    if request.method == "POST":
        return _step_posted(request, room, session, step)
    if not is_safe_today(request, session):
        return redirect(session.page(SAFETY))
    return _step_shown(request, session, step)


def _not_under_way(request: WorkerRequest, room: Room, session_id: UUID, step: Step | None) -> HttpResponse:
    """An old tab, "Back" after the end, or nothing that is here."""
    ended = my_session(request, room, session_id)
    if step is not None and (sheet := words_from_an_old_tab(request, room, step)):
        return redirect(sheet)
    if ended is not None:
        return redirect(ended.whole)
    if not is_written(room, session_id):
        raise NotThere
    return redirect("record:room", room.pk)


# --- safety first ---


def _safety(request: WorkerRequest, room: Room, session: Session) -> HttpResponse:
    if request.method == "POST":
        return _safety_posted(request, room, session)
    form = _safety_form(request, session)
    context = {
        "room": on_screen(request, room.pk).shown,
        "here": room,
        "session": session,
        "form": form,
        "once": new_id(),
        "may_write_up": session.has_talked,
    }
    return render(request, "record/preparing/safety.html", context)


def _safety_form(request: WorkerRequest, session: Session) -> SafetyForm:
    """Offered again only to put right what was typed a moment ago: no yes ever stands there beforehand."""
    today = request.clock.today()
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    if draft is not None and draft.problems and draft.typed.get("asked_on") == [today.isoformat()]:
        return SafetyForm.offered_again(draft.typed, draft.problems)
    typed = draft.typed.get("break_off", [""])[0] if draft is not None else ""
    return SafetyForm(initial={"break_off": typed or session.break_off, "asked_on": today.isoformat()})


def _safety_posted(request: WorkerRequest, room: Room, session: Session) -> HttpResponse:
    if "writing" in request.POST and session.has_talked:
        return _go_on(request, room, replace(session, reach=""))  # what they said of it is from before
    form = SafetyForm(request.POST)
    is_sound = form.is_valid()
    if form.says_stop():  # whatever else is wrong with the page
        return stop(request, room, session, form.was_safe())
    if not is_sound:
        return offer_again(request, form)
    said = form.cleaned_data
    if said["asked_on"] not in {None, request.clock.today()}:
        messages.warning(request, gettext("This page is from another day. Ask again."))
        return offer_again(request, form)
    talks = replace(session, has_talked=True, reach=said["reach"], break_off=said["break_off"])
    return _go_on(request, room, talks)


def _go_on(request: WorkerRequest, room: Room, session: Session) -> HttpResponse:
    """The answers about safety are not kept: they are asked afresh, and never stand there beforehand."""
    keep(request, room, replace(session, safe_on=request.clock.today()))
    forget_draft(worker=request.worker, path=session.page(SAFETY))
    return redirect(session.page(session.at))


def stop(request: WorkerRequest, room: Room, session: Session, safe: Answer) -> HttpResponse:
    """End the talk at once: a short note, nothing more is asked, and what was said before is kept."""
    words = gettext("Preparing was not gone on with.")
    note = CallNote(what=CallOutcome.SPOKE, safe_to_talk=safe, words=words)
    pressed = session.id_of(f"stop {request.POST.get(FIELD, '')}")
    outcome = seal_together(
        room=room, facts=[(pressed, note)], by=request.worker, keyring=request.keyring, clock=request.clock
    )
    if isinstance(outcome, Refused):
        messages.warning(request, gettext(outcome.reasons[0].text))
    forget_draft(worker=request.worker, path=session.page(SAFETY))
    is_over = not _has_words(request, session)
    keep(request, room, replace(session, safe_on=None, reach="", has_ended=is_over))
    return redirect(session.whole)


def _has_words(request: WorkerRequest, session: Session) -> bool:
    pages = (session.page(step.number) for step in STEPS)
    drafts = (draft_at(worker=request.worker, keyring=request.keyring, path=path) for path in pages)
    return any(draft is not None and drawn_mark(draft.typed) for draft in drafts)


# --- the steps ---


def _form_of(request: WorkerRequest, session: Session, step: Step) -> StepForm:
    return StepForm(request.POST, step=step, session=session, today=request.clock.today())


def _step_shown(request: WorkerRequest, session: Session, step: Step) -> HttpResponse:
    screen = on_screen(request, session.room)
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    form, asks_again = _form_as_kept(request, screen, session, step, draft)
    context = {
        "room": screen.shown,
        "here": screen.room,
        "session": session,
        "step": step,
        "title": title_of(step),
        "last": LAST,
        "prompts": _prompts(session, step),
        "form": form,
        "drawn": drawn_mark(draft.typed if draft is not None else {}),
        "asks_again": asks_again,
        "once": new_id(),
        "offers_reach": _offers_reach(screen.room, session, step),
    }
    return render(request, "record/preparing/step.html", context)


def _form_as_kept(
    request: WorkerRequest, screen: OnScreen, session: Session, step: Step, draft: DraftContent | None
) -> tuple[StepForm, bool]:
    """The page as it was left; and whether a choice on it is too old to stand."""
    today = request.clock.today()
    moment = moment_of(screen.recorded, today)
    if draft is None:
        return StepForm(initial={MOMENT: moment}, step=step, session=session, today=today), False
    typed, asks_again = still_said(draft.typed, session.parts_of(step), moment)
    again = StepForm.offered_again(typed, draft.problems, step=step, session=session, today=today)
    return again, asks_again


def title_of(step: Step) -> str:
    """What a step is called: as its words are, where they are recorded."""
    return next(gettext(each.label) for each in asked(PreparedSteps) if each.name == step.field)


def _prompts(session: Session, step: Step) -> Sequence[str]:
    return [gettext(each.words) for each in step.prompts if session.is_asked(each.of)]


def _offers_reach(room: Room, session: Session, step: Step) -> str:
    """On the first page after safety: what they said of the ways to reach them, until it is acted on."""
    if step is not STEPS[0] or is_written(room, session.id_of(f"reach {session.safe_on}")):
        return ""
    return session.reach


def _step_posted(request: WorkerRequest, room: Room, session: Session, step: Step) -> HttpResponse:
    form = _form_of(request, session, step)
    if (both := _from_two_tabs(request, form)) is not None:
        return redirect(keep_typed(request, request.path, *both))
    if "stop" in request.POST or not is_safe_today(request, session):
        keep_typed(request, request.path, typed_in(form))
        return _stopped(request, room, session)
    if not form.is_valid():
        return offer_again(request, form)
    keep_typed(request, request.path, typed_in(form))
    return _to_next(request, room, session, step)


def _from_two_tabs(request: WorkerRequest, form: StepForm) -> Any:
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    kept = draft.typed if draft is not None else {}
    if not is_from_another_tab(request, kept, typed_in(form)):
        return None
    return both_kept(form, kept, typed_in(form))


def _stopped(request: WorkerRequest, room: Room, session: Session) -> HttpResponse:
    """On a press of "stop"; or in another tab already, or yesterday: then safety is asked first."""
    if is_safe_today(request, session):
        return stop(request, room, session, Answer.NO)
    return redirect(session.whole if session.safe_on is None else session.page(SAFETY))


def _to_next(request: WorkerRequest, room: Room, session: Session, step: Step) -> HttpResponse:
    onward = step.number + 1
    if "back" in request.POST:
        onward = max(step.number - 1, STEPS[0].number)
    keep(request, room, replace(session, at=min(onward, LAST)))
    if "leave" in request.POST:
        messages.success(request, gettext("Kept, sealed, for you alone. Nothing is recorded yet."))
        return redirect("record:room", room.pk)
    return redirect(session.whole if onward > LAST else session.page(onward))


WRITING = {"writing": YES}
"""What the press "I only write up what was said" posts to the first page."""
