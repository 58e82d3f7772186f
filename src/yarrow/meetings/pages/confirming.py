"""One press and a confirmation: the page between, for meetings and for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext

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


def not_easy_press(back: str) -> Press:
    """Closing a plan without a reason (design.md §1): the same words for a worker of the case and a guest."""
    return Press(
        heading=gettext("I am not easy about this"),
        lines=[
            gettext("Nothing goes ahead on this plan until you say that you are easy again."),
            gettext("Nobody may ask you why. You owe no reason."),
        ],
        button=gettext("I am not easy about this"),
        back=back,
        kind="warning",
    )


def easy_again_press(back: str) -> Press:
    """Taking that back; signing is a press of its own."""
    return Press(
        heading=gettext("Are you easy about this again?"),
        lines=[gettext("The plan must be signed again before anything goes ahead.")],
        button=gettext("I am easy about this again"),
        back=back,
    )


def ask_to_confirm(request: WorkerRequest, press: Press) -> HttpResponse:
    """Show what the button will do. What stood in the way last time is said once, then forgotten."""
    form = form_for(request, PressForm)
    if form.is_bound:
        forget_draft(worker=request.worker, path=request.path)
    return render(request, "meetings/confirm.html", {"press": press, "form": form, "once": fresh_token()})
