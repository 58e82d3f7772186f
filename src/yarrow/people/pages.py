"""What several pages about people need: asking to confirm, and refusals that come back after a redirect."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from yarrow.design.forms import PageForm, problems_of
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused

_PROBLEMS = "problems"
"""Session key: what was wrong with a form of which nothing may be kept. Our own words only."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that says what a press does before it is pressed."""

    heading: str
    lines: Sequence[str]
    button: str
    """Empty where there is nothing for this reader to press."""
    back: str
    kind: str = ""
    form: PageForm | None = None
    figures: str = ""


def ask(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show it."""
    return render(request, "people/ask.html", {"asked": asked})


def say(request: HttpRequest, refusal: Refused) -> None:
    """Say on the next page why nothing was done."""
    for reason in refusal.reasons:
        messages.warning(request, gettext(reason.text))


def keep_problems(request: HttpRequest, form: PageForm, refusal: Refused | None = None) -> None:
    """Keep what was wrong, and nothing of what was typed."""
    found = problems_of(form)
    for reason in refusal.reasons if refusal is not None else ():
        field = reason.field if reason.field in form.fields else "__all__"
        found.setdefault(field, []).append(gettext(reason.text))
    request.session[_PROBLEMS] = found


def fresh(request: HttpRequest, form_class: type[PageForm]) -> PageForm:
    """The form empty, with what was wrong the time before."""
    problems = request.session.pop(_PROBLEMS, None)
    return form_class.offered_again({}, problems) if problems else form_class()
