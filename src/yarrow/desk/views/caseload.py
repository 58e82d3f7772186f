"""The caseload, a page at a time. The number of the page is in the path: an address has no query."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.desk.queries import page_of_cases, rows_of
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def caseload_page(request: WorkerRequest, number: int = 1) -> HttpResponse:
    """The worker's own cases; raises NotThere for a page that is not there."""
    page_of = page_of_cases(request.worker, number)
    rows = rows_of(
        request.worker,
        request.keyring,
        list(page_of),
        now=request.clock.now(),
        today=request.clock.today(),
    )
    context = {"rows": rows, "page_of": page_of, "today": request.clock.today()}
    return render(request, "desk/caseload.html", context)
