"""For managers: how often words went to agencies, a month; neither of whom, nor by whom, nor to whom."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.agencies.queries import shares_by_month
from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.oversight.access import may_oversee
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def counts(request: WorkerRequest) -> HttpResponse:
    """The last twelve months. Reports of somebody at risk lie sealed, so nobody can count them here."""
    if not may_oversee(request.worker):
        raise NotThere
    rows = shares_by_month(request.clock.today())
    return render(
        request, "agencies/counts.html", {"rows": [[f"{month:%Y-%m}", str(n)] for month, n in rows]}
    )
