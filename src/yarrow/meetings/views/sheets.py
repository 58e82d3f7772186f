"""One fact on one sheet, at an address of its own: drawn from its draft, recorded from its post."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse

from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact
from yarrow.kernel.decision import Refused
from yarrow.meetings.pages.once import fresh_token, once
from yarrow.record.forms.sheet import FactSheet, fresh, sheet_of
from yarrow.rooms.models import Entry
from yarrow.rooms.pages import offer_again
from yarrow.rooms.queries import draft_at
from yarrow.staff.requests import WorkerRequest

Filled = Mapping[str, str]
"""Questions that are answered by the page itself and not asked."""
Record = Callable[[Any], Entry | Refused]


THROWN_AWAY = "throw_away"
"""The button beside words that wait where everything was settled meanwhile."""


def is_thrown_away(request: WorkerRequest) -> bool:
    """Whether the worker wants what they typed at this address forgotten."""
    return request.method == "POST" and THROWN_AWAY in request.POST


def is_being_written(request: WorkerRequest) -> bool:
    """Whether words of this worker wait at this address: they are shown again, whatever was settled."""
    if request.method == "POST":
        return True
    return draft_at(worker=request.worker, keyring=request.keyring, path=request.path) is not None


def show_sheet(
    request: WorkerRequest, kind: type[Fact], context: dict[str, Any], filled: Filled | None = None
) -> HttpResponse:
    """Draw the sheet of one kind of fact, as it was typed and not saved, or fresh."""
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    typed = draft.typed if draft else fresh(kind)
    form = sheet_of(kind).offered_again(
        typed | _as_lists(filled), draft.problems if draft else {}, today=request.clock.today()
    )
    _hide(form, filled)
    return render(request, "meetings/after/sheet.html", context | {"form": form, "once": fresh_token()})


def take_sheet(
    request: WorkerRequest, kind: type[Fact], record: Record, filled: Filled | None = None
) -> HttpResponse | Fact | None:
    """Record what was posted: the recorded fact, a redirect where it was not, None when pressed twice."""
    posted = request.POST.copy()
    for name, value in (filled or {}).items():
        posted[name] = value
    form = sheet_of(kind)(posted, today=request.clock.today())
    _hide(form, filled)
    if not form.is_valid():
        return offer_again(request, form)
    fact = form.fact()
    outcome = once(request, lambda: record(fact), typed=to_bytes(fact))
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    return None if outcome is None else fact


def _as_lists(filled: Filled | None) -> dict[str, list[str]]:
    return {name: [value] for name, value in (filled or {}).items()}


def _hide(form: FactSheet, filled: Filled | None) -> None:
    for name in filled or {}:
        form.fields[name].widget = forms.HiddenInput()
