"""Is somebody known here already? For intake workers; the answer names nobody."""

import re
from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import save_draft
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.rooms.queries import draft_at
from yarrow.staff.requests import WorkerRequest

from .actions import Looked, look_up, say_seen
from .forms import ListForm, PersonForm
from .queries import left_to_look, may_look
from .terms import Found, Sitting, Why

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@working_view
def known(request: WorkerRequest) -> HttpResponse:
    """One person, and how many more may be looked up today."""
    _for_intake(request)
    today = request.clock.today()
    if request.method == "POST":
        return _one_looked_up(request, PersonForm(request.POST, today=today))
    context = {
        "form": form_for(request, PersonForm, today=today),
        "left": left_to_look(request.worker, Sitting.ONE_BY_ONE, today),
        "left_of_list": left_to_look(request.worker, Sitting.LIST, today),
    }
    return render(request, "matching/known.html", context)


def _one_looked_up(request: WorkerRequest, form: PersonForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = look_up(
        persons=[form.somebody()],
        sitting=Sitting.ONE_BY_ONE,
        why=Why(form.cleaned_data["why"]),
        words=form.cleaned_data["words"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    keep_answers(request, [], said)
    return saved(request, "matching:answer")


@working_view
def known_list(request: WorkerRequest) -> HttpResponse:
    """A Marac list in one sitting. Its reason is the Marac, and it is counted by itself."""
    _for_intake(request)
    today = request.clock.today()
    if request.method == "POST":
        return _list_looked_up(request, ListForm(request.POST, today=today))
    form = form_for(request, ListForm, today=today)
    left = left_to_look(request.worker, Sitting.LIST, today)
    context = {"form": form, "lines": form.read() if form.errors else (), "left": left}
    return render(request, "matching/list.html", context)


def _list_looked_up(request: WorkerRequest, form: ListForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    said = look_up(
        persons=form.persons(),
        sitting=Sitting.LIST,
        why=Why.MARAC,
        words=form.cleaned_data["words"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    keep_answers(request, [line.typed for line in form.read()], said)
    return saved(request, "matching:answer")


@working_view
def answer(request: WorkerRequest) -> HttpResponse:
    """What came of the last looking, line by line; it lies sealed to this worker until the next one."""
    _for_intake(request)
    kept = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    if kept is None:
        return redirect("matching:known")
    lines, answers = kept.typed.get("lines", []), [Found(each) for each in kept.typed.get("answers", [])]
    rows = [(lines[at] if at < len(lines) else "", each) for at, each in enumerate(answers)]
    return render(request, "matching/answer.html", {"rows": rows, "with_lines": bool(lines)})


@working_view
def seen(request: WorkerRequest) -> HttpResponse:
    """A supervisor has spoken with whoever asked; who has nothing waiting has seen it before."""
    if request.method == "POST":
        rows = _ids(request.POST.getlist("shown"))
        say_seen(rows=rows, by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("desk:today")


def _ids(typed: Sequence[str]) -> list[UUID]:
    """What was posted, as far as it can be the id of a row."""
    return [UUID(each) for each in typed if _ID.fullmatch(each)]


def keep_answers(request: WorkerRequest, lines: Sequence[str], said: Looked) -> None:
    """Keep the answers for the page after the press, sealed to who asked."""
    typed = {"lines": list(lines), "answers": [each.value for each in said.answers]}
    save_draft(
        worker=request.worker,
        path=reverse("matching:answer"),
        typed=typed,
        problems={},
        clock=request.clock,
    )


def _for_intake(request: WorkerRequest) -> None:
    if not may_look(request.worker):
        raise NotThere
