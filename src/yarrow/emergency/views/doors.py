"""How a page of emergency begins: who may be here at all, and who must show again that it is them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from yarrow.emergency.access import may_keep_list, may_oversee
from yarrow.emergency.queries import is_on_duty
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.pages import working_view
from yarrow.sealing.keys import digest
from yarrow.staff.access import proved_view
from yarrow.staff.models import Worker
from yarrow.staff.requests import WorkerRequest

View = Callable[..., HttpResponse]


def _only_for(may: Callable[[Worker], bool], view: View, *, proved: Callable[[HttpRequest], bool]) -> View:
    """First whether the page is there for this worker at all; only then who they are, once more.

    The other way round, being asked for a passphrase would tell that there is something here.
    """
    stricter = proved_view(view)

    @wraps(view)
    def seen(request: WorkerRequest, **ids: Any) -> HttpResponse:
        if not may(request.worker):
            raise NotThere
        return stricter(request, **ids) if proved(request) else view(request, **ids)

    return working_view(seen)


def duty_view(view: View) -> View:
    """For who is on duty, and proved again within five minutes (R-25)."""
    return _only_for(is_on_duty, view, proved=lambda _request: True)


def list_view(view: View) -> View:
    """For who names colleagues for duty; changing the list is proved again."""
    return _only_for(may_keep_list, view, proved=lambda request: request.method == "POST")


def overseeing_view(view: View) -> View:
    """For managers, supervisors and colleagues on duty."""
    return _only_for(may_oversee, view, proved=lambda _request: False)


ONCE = "once"


def fresh_once() -> str:
    """The hidden id of a form that is about to be shown."""
    return str(new_id())


def id_of_press(request: WorkerRequest, place: UUID, content: bytes) -> UUID | None:
    """The id of what this press leaves, made of the form's own id and of what it says; None without one.

    So the same form sent twice leaves one, and it can never name a row that is something else.
    """
    try:
        once = UUID(request.POST.get(ONCE, ""))
    except ValueError:
        return None
    return UUID(bytes=digest(b"emergency", once.bytes, request.worker.pk.bytes, place.bytes, content)[:16])
