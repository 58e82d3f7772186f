"""The way into a demonstration: one press for each of the cast."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.door.way_in import enter
from yarrow.staff.queries import could_lift, is_demo, worker


@never_cache
@require_GET
def cast_list(request: HttpRequest) -> HttpResponse:
    """Everybody one can be. Raises ``NotThere`` in every database that is not a demonstration."""
    _only_in_demo()
    return render(request, "staff/demo.html", {"cast": could_lift()})


@require_POST
def enter_as(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """Sign in as one of the cast, by the real way in. Raises ``NotThere`` elsewhere."""
    _only_in_demo()
    return enter(request, username=worker(worker_id).username, passphrase=DEMO_PASSPHRASE)


def _only_in_demo() -> None:
    if not is_demo():
        raise NotThere
