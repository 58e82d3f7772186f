"""One press and a confirmation: the page between, for meetings and for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from yarrow.design.forms import PageForm
from yarrow.design.pages import render
from yarrow.rooms.actions import forget_draft
from yarrow.rooms.pages import form_for
from yarrow.staff.requests import WorkerRequest

from .once import fresh_token


class PressForm(PageForm):
    """Nothing is asked; it only carries what stood in the way of a press."""


@dataclass(frozen=True, slots=True)
class Press:
    """What is about to be done, in words, the button, and where "Back" leads."""

    heading: str
    lines: Sequence[str]
    button: str
    back: str
    kind: str = ""


def ask_to_confirm(request: WorkerRequest, press: Press) -> HttpResponse:
    """Show what the button will do. What stood in the way last time is said once, then forgotten."""
    form = form_for(request, PressForm)
    if form.is_bound:
        forget_draft(worker=request.worker, path=request.path)
    return render(request, "meetings/confirm.html", {"press": press, "form": form, "once": fresh_token()})
