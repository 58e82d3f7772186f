"""A service's own words beside a way of working: written by one, agreed by another, taken back by one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.design.pages import render
from yarrow.gate.forms import Form
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.library.access import may_ask, may_see, second_is_apart
from yarrow.library.actions import agree_to_wording, withdraw_wording, write_wording
from yarrow.library.forms import WordingForm
from yarrow.library.models import OwnWording
from yarrow.library.queries import every_wording, wording
from yarrow.library.shown import form_numbered, own_shown
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def all_page(request: WorkerRequest) -> HttpResponse:
    """Everything that this service wrote beside ours, and where each stands."""
    if not may_see(request.worker):
        raise NotThere
    return render(request, "library/own_all.html", {"rows": own_shown(every_wording())})


@working_view
def write_page(request: WorkerRequest, number: int) -> HttpResponse:
    """Write words beside a way of working."""
    return _written(request, form_numbered(number), None)


@working_view
def again_page(request: WorkerRequest, number: int) -> HttpResponse:
    """A later version of what is there: the earlier one stays until two have agreed to this."""
    before = _seen(request, number)
    return _written(request, Form.of(before.form), before)


def _written(request: WorkerRequest, about: Form, before: OwnWording | None) -> HttpResponse:
    if not may_ask(request.worker):
        raise NotThere
    if request.method != "POST":
        context = {"form": form_for(request, WordingForm), "title": gettext(about.words), "before": before}
        return render(request, "library/own_write.html", context)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    typed = form.cleaned_data
    said = write_wording(
        form=about,
        title=typed["title"],
        when=typed["when"],
        prompts=typed["prompts"],
        by=request.worker,
        clock=request.clock,
        replaces=before,
    )
    if isinstance(said, Refused):
        return offer_again(request, form, said)
    messages.success(request, gettext("Written. Others read it once somebody else has agreed."))
    return saved(request, "library:own", said.number)


@require_http_methods(["GET", "POST"])
@signed_in_view
def one_page(request: WorkerRequest, number: int) -> HttpResponse:
    """One of them; a press agrees to it."""
    row = _seen(request, number)
    if request.method == "POST":
        return _agreed(request, row)
    (shown,) = own_shown([row])
    waits = shown.waits and may_ask(request.worker)
    apart = second_is_apart(request.worker, row, request.clock) if waits else None
    context = {
        "row": shown,
        "before": own_shown([row.replaces])[0] if row.replaces else None,
        "waits": waits,
        "reasons": apart.reasons if isinstance(apart, Refused) else (),
        "may_write": may_ask(request.worker) and row.withdrawn_at is None,
    }
    return render(request, "library/own_one.html", context)


def _agreed(request: WorkerRequest, row: OwnWording) -> HttpResponse:
    said = agree_to_wording(row=row, by=request.worker, clock=request.clock)
    if isinstance(said, Refused):
        for reason in said.reasons:
            messages.warning(request, gettext(reason.text))
    else:
        messages.success(request, gettext("Agreed. Everybody who works here reads it now."))
    return redirect("library:own", row.number)


@require_http_methods(["POST"])
@signed_in_view
def back_page(request: WorkerRequest, number: int) -> HttpResponse:
    """Take it back; no reason is asked."""
    withdraw_wording(row=_seen(request, number), by=request.worker, clock=request.clock)
    messages.success(request, gettext("Taken back. Nobody reads it any more."))
    return redirect("library:own_all")


def _seen(request: WorkerRequest, number: int) -> OwnWording:
    if not may_see(request.worker):
        raise NotThere
    return wording(number)
