"""One page: who keeps the recovery key, when they last tried it out, and what stays off."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest

from .access import may_see_custody
from .queries import NotKept, current_round, custodians_of, custody_state, events_shown, what_is_off
from .rules import Named


@require_GET
@signed_in_view
def custody_page(request: WorkerRequest) -> HttpResponse:
    """For managers and supervisors; for everybody else there is no such page."""
    if not may_see_custody(request.worker):
        raise NotThere
    today = request.clock.today()
    needs = what_is_off(today)
    context = {
        "state": custody_state(today),
        "custodians": _custodians(),
        "events": events_shown(),
        "missing": [need for need in needs if not need.is_met],
        "met": [need for need in needs if need.is_met],
        "today": today,
    }
    return render(request, "custody/page.html", context)


def _custodians() -> dict[str, Named]:
    """Nobody, rather than an error page, where the names cannot be opened."""
    try:
        return custodians_of(current_round())
    except (NotKept, CannotOpen):
        return {}
