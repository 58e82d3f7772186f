"""Where script leaves what is being typed, sealed, every two seconds (design.md §4)."""

from base64 import b64decode, b64encode
from contextlib import suppress
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yarrow.kernel.ids import new_id
from yarrow.sealing.wrap import info_of
from yarrow.staff.access import signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public
from yarrow.staff.requests import TimedRequest, WorkerRequest
from yarrow.staff.whose_page import worker_marked

from .actions import keep_sealed_draft, save_draft
from .contexts import draft_context
from .queries.drafts import as_typed

_LARGEST = 256 * 1024
_SMALLEST = 1 + 32 + 16
"""Bytes: the format, the sent half, the tag."""


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Say what to seal to, and take what was sealed. Taking needs no key: a locked page loses nothing."""
    if request.method == "GET":
        return _slot(request)
    worker = _whose(cast("TimedRequest", request))
    if worker is None:
        return redirect("account_login")
    _take(cast("TimedRequest", request), worker)
    return redirect(settings.LOGIN_REDIRECT_URL)


@signed_in_view
def _slot(request: WorkerRequest) -> HttpResponse:
    draft = new_id()
    to, info = trusted_sealing_public(request.worker), info_of(draft_context(draft))
    return JsonResponse({"draft": str(draft), "to": _text(to), "info": _text(info)})


def _whose(request: TimedRequest) -> Worker | None:
    """Whose page it was, unless a colleague is here now."""
    worker = worker_marked(request.POST.get("page_of", ""), request.clock)
    if request.user.is_authenticated and worker is not None and worker.pk != request.user.pk:
        return None
    return worker


def _take(request: TimedRequest, worker: Worker) -> None:
    path, given = request.POST.get("path", ""), request.POST
    if "typed" in given:  # a browser that cannot seal: it is sealed here, at once
        typed = as_typed(given["typed"])
        if typed is not None:
            with suppress(UntrustedKey):  # whoever nobody has vouched for has nothing kept
                save_draft(worker=worker, path=path, typed=typed, problems={}, clock=request.clock)
        return
    try:
        draft, blob = UUID(given.get("draft", "")), b64decode(given.get("blob", ""), validate=True)
    except ValueError:
        return
    if _SMALLEST <= len(blob) <= _LARGEST:
        keep_sealed_draft(worker=worker, path=path, draft=draft, blob=blob, clock=request.clock)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
