"""Reading in the library. Nothing in it is about anybody: whoever works here may read it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from yarrow.cases.terms import Pathway, Setting
from yarrow.design.pages import render
from yarrow.gate.forms import Form
from yarrow.library.access import may_ask, may_see
from yarrow.library.queries import standing_for
from yarrow.library.shown import (
    FORMS,
    asked_of,
    form_numbered,
    forms_at,
    own_shown,
    place_numbered,
    places,
    said_of,
    tongue_here,
)
from yarrow.library.terms import When
from yarrow.library.wording import Prompts, page_of
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def list_page(request: WorkerRequest) -> HttpResponse:
    """Every way of working."""
    return _list(request, None)


@require_GET
@signed_in_view
def at_page(request: WorkerRequest, number: int) -> HttpResponse:
    """Those at home on one pathway or in one setting, and what to look out for there."""
    return _list(request, place_numbered(number))


def _list(request: WorkerRequest, place: Pathway | Setting | None) -> HttpResponse:
    context = {
        "groups": forms_at(place),
        "places": places(place),
        "here": place.label if place else "",
        "said": said_of(place) if place else (),
        "sees_own": may_see(request.worker),
    }
    return render(request, "library/list.html", context)


@require_GET
@signed_in_view
def one_page(request: WorkerRequest, number: int) -> HttpResponse:
    """One way of working: what it is, when not, what must be in place, prompts, what is kept."""
    form = form_numbered(number)
    page = page_of(form, tongue_here())
    at_home: list[Pathway | Setting] = [*page.pathways, *page.settings]
    context = {
        "title": gettext(form.words),
        "page_of_form": page,
        "asked": asked_of(form),
        "places": [(each.label, said_of(each)) for each in at_home],
        "own": own_shown(standing_for(form)),
        "may_write": may_ask(request.worker),
        "number": number,
    }
    return render(request, "library/one.html", context | _prompts(form))


@require_GET
@signed_in_view
def prompts_page(request: WorkerRequest, number: int) -> HttpResponse:
    """The prompts alone, to be printed: no word on it says what kind of work this is."""
    form = form_numbered(number)
    return render(request, "library/prompts.html", {"number": FORMS.index(form) + 1} | _prompts(form))


def _prompts(form: Form) -> dict[str, Any]:
    page = page_of(form, tongue_here())
    return {"prompts": _by_stage(page.prompts), "children": _by_stage(page.children)}


def _by_stage(prompts: Prompts) -> list[tuple[str, tuple[str, ...]]]:
    return [(gettext(when.words), prompts[when]) for when in When]
