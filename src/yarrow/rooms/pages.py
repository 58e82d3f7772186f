"""What every page with a form needs, so that nothing typed is lost and nothing is drawn from a post.

A refused, late or locked-out post is sealed to the worker's own key, then redirected, then
offered again (design.md §4, "Typed text is never lost and never plain").
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.error_pages import not_from_our_page
from yarrow.design.forms import WHOLE_FORM, PageForm, problems_of, typed_in
from yarrow.kernel.decision import Refused
from yarrow.staff.access import RETURN_TO, remember_return, signed_in_view
from yarrow.staff.requests import TimedRequest, WorkerRequest
from yarrow.staff.session import keyring_of
from yarrow.staff.whose_page import worker_marked

from .actions import forget_draft, save_draft
from .queries import draft_at

P = ParamSpec("P")
FormType = TypeVar("FormType", bound=PageForm)

_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "page_of"})


def working_view(
    view: Callable[Concatenate[WorkerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Guard a worker's page with a form; what is posted while locked waits, sealed, as a draft."""
    guarded = signed_in_view(view)

    @wraps(view)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep_for_whose_page_it_was(cast("TimedRequest", request))
        elif request.method == "POST" and keyring_of(request) is None:
            _keep_typed(cast("TimedRequest", request))
            request.session[RETURN_TO] = request.path  # where it is offered again, a random id
        return guarded(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", kept)


def form_for(request: WorkerRequest, form_class: type[FormType], **more: Any) -> FormType:
    """The page's form: as it was typed and not saved, or fresh."""
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    if draft is None:
        return form_class(**more)
    return form_class.offered_again(draft.typed, draft.problems, **more)


def offer_again(request: WorkerRequest, form: PageForm, refusal: Refused | None = None) -> HttpResponse:
    """Keep what was typed and what is wrong with it, and send the browser back to the page."""
    problems = problems_of(form) if refusal is None else _problems_in(refusal, form)
    save_draft(
        worker=request.worker,
        path=request.path,
        typed=typed_in(form),
        problems=problems,
        clock=request.clock,
    )
    return redirect(request.path)


def saved(request: WorkerRequest, to: str, *args: Any) -> HttpResponse:
    """The text is safe in its room: throw the draft away and go on."""
    forget_draft(worker=request.worker, path=request.path)
    return redirect(to, *args)


def _problems_in(refusal: Refused, form: PageForm) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for reason in refusal.reasons:
        field = reason.field if reason.field in form.fields else WHOLE_FORM
        problems.setdefault(field, []).append(gettext(reason.text))
    return problems


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old tab: keep what was typed and ask to save again, instead of losing it.

    Nothing is acted on. A forged post cannot get here: the cookies are SameSite=Strict and
    cross-site posts are refused before (R-48).
    """
    if request.method != "POST" or not request.user.is_authenticated:
        return not_from_our_page(request, reason)
    _keep_typed(cast("TimedRequest", request))
    messages.warning(request, gettext("This page had been open for a while. Check it and save again."))
    return redirect(request.path)


def _keep_typed(request: TimedRequest) -> None:
    typed = _as_lists(request.POST)
    if typed and request.user.is_authenticated:
        save_draft(worker=request.user, path=request.path, typed=typed, problems={}, clock=request.clock)


def _keep_for_whose_page_it_was(request: TimedRequest) -> None:
    """The worker signed out in another tab: their words wait, sealed, for them alone."""
    worker, typed = worker_marked(request.POST.get("page_of", ""), request.clock), _as_lists(request.POST)
    if worker is not None and typed:
        save_draft(worker=worker, path=request.path, typed=typed, problems={}, clock=request.clock)
        remember_return(request, worker=worker.pk, path=request.path)


def _as_lists(posted: QueryDict) -> dict[str, list[str]]:
    return {key: [str(value) for value in posted.getlist(key)] for key in posted if key not in _NOT_TYPED}
