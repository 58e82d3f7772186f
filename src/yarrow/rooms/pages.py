"""What every page with a form needs, so that nothing typed is lost and nothing is drawn from a post.

A refused, late or locked-out post is sealed to the worker's own key, then redirected, then
offered again (design.md §4, "Typed text is never lost and never plain").
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.design.error_pages import not_from_our_page
from yarrow.design.forms import WHOLE_FORM, PageForm, problems_of, typed_in
from yarrow.design.no_room import cannot_write
from yarrow.kernel.decision import Refused
from yarrow.staff.access import RETURN_TO, remember_return, signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey
from yarrow.staff.requests import TimedRequest, WorkerRequest
from yarrow.staff.session import keyring_of
from yarrow.staff.whose_page import worker_marked

from .actions import forget_draft, save_draft
from .queries import draft_at

P = ParamSpec("P")
FormType = TypeVar("FormType", bound=PageForm)

_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "page_of", "credential", "code", "seen"})
"""Also the code from a phone, and the mark of what was looked at: both are good for one moment alone."""

_PROOFS = ("passphrase", "recovery_code")
"""A field so named proves who somebody is: it is never kept, sealed or not."""


def working_view(
    view: Callable[Concatenate[WorkerRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Guard a worker's page with a form; what is posted while locked waits, sealed, as a draft.

    What is typed into a form that posts to its own page is left there by script every two
    seconds, sealed (``views.keep``), exactly as a post that comes too late is.
    """
    guarded = signed_in_view(view)

    @wraps(view)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        cast("WorkerRequest", request).keeps_words = True
        if request.method == "POST" and keyring_of(request) is None:
            keep_typed(request)
            if request.user.is_authenticated:
                request.session[RETURN_TO] = request.path  # where it is offered again, a random id
        return guarded(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", kept)


def form_for(request: WorkerRequest, form_class: type[FormType], **more: Any) -> FormType:
    """The page's form: as it was typed and not saved, or fresh."""
    request.keeps_words = True
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
    """The text is safe in its room: throw the draft away and go on.

    Where the disk filled up in between, the draft stays. To say "nothing was kept" now would be untrue.
    """
    try:
        forget_draft(worker=request.worker, path=request.path)
    except DatabaseError as failure:
        if not cannot_write(failure):
            raise
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
    cross-site posts are refused before (R-48). Hazard: the tab may be a colleague's, who signed
    out here since; the words are sealed to whoever the page's mark names, never to who is here now.
    """
    if request.method != "POST" or not _keep_for_whose_page_it_was(cast("TimedRequest", request)):
        return not_from_our_page(request, reason)
    if not request.user.is_authenticated:
        return redirect("account_login")
    messages.warning(request, gettext("This page had been open for a while. Check it and save again."))
    return redirect(request.path)


def keep_typed(request: HttpRequest) -> None:
    """Seal what a post carries that cannot be acted on now; also for who has signed out meanwhile."""
    timed = cast("TimedRequest", request)
    if not request.user.is_authenticated:
        _keep_for_whose_page_it_was(timed)
    elif typed := _as_lists(request.POST):
        _seal(typed, timed, request.user)


def _seal(typed: dict[str, list[str]], request: TimedRequest, worker: Worker) -> None:
    """Nothing is sealed to a key nobody has vouched for: a newcomer's post is passed over, not an error."""
    with suppress(UntrustedKey):
        save_draft(worker=worker, path=request.path, typed=typed, problems={}, clock=request.clock)


def _keep_for_whose_page_it_was(request: TimedRequest) -> bool:
    """Whether the page says whose it was, so that their words wait, sealed, for them alone."""
    worker, typed = worker_marked(request.POST.get("page_of", ""), request.clock), _as_lists(request.POST)
    if worker is None:
        return False
    if typed:
        _seal(typed, request, worker)
    if not request.user.is_authenticated:
        remember_return(request, worker=worker.pk, path=request.path)
    return True


def _as_lists(posted: QueryDict) -> dict[str, list[str]]:
    return {key: [str(value) for value in posted.getlist(key)] for key in posted if _is_kept(key)}


def _is_kept(name: str) -> bool:
    return name not in _NOT_TYPED and not any(proof in name for proof in _PROOFS)
