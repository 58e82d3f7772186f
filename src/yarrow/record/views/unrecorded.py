"""Words from a page of a session that is over: they wait on a sheet of their own."""

from django.utils.translation import gettext

from yarrow.design.forms import WHOLE_FORM
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.record.forms.preparing import WORDS
from yarrow.record.forms.sheet import fresh
from yarrow.record.preparing.steps import Part, Step
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.models import Room
from yarrow.rooms.queries import draft_at
from yarrow.rooms.queries.drafts import Typed
from yarrow.staff.requests import WorkerRequest

from .writing import put_on_sheet


def words_from_an_old_tab(request: WorkerRequest, room: Room, step: Step) -> str:
    """The address of a sheet with what was typed here, posted now or kept at a lock; empty for nothing."""
    words = _words(_typed(request), step)
    if not words:
        return ""
    typed = fresh(PreparedSteps) | {step.field: [words]}
    problem = gettext("This session is over already. These words are not recorded yet.")
    sheet = put_on_sheet(request, room, typed, {WHOLE_FORM: [problem]})
    forget_draft(worker=request.worker, path=request.path)
    return sheet


def _typed(request: WorkerRequest) -> Typed:
    if request.method == "POST":
        return {name: [str(value) for value in request.POST.getlist(name)] for name in request.POST}
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    return draft.typed if draft is not None else {}


def _words(typed: Typed, step: Step) -> str:
    names = [WORDS, *(name for part in step.parts for name in _words_of(part))]
    return "\n\n".join(text for name in names for text in typed.get(name, []) if text.strip())


def _words_of(part: Part) -> list[str]:
    return [f"{part.kind.kind}_{name}" for name in part.names if name in {"words", "condition", "name"}]
