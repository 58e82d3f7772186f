"""What changed today and this week, for who supervises cases: in their own rooms only."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.desk.queries import changed_for
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def changed_page(request: WorkerRequest) -> HttpResponse:
    """The supervised cases in whose rooms something happened or ends; raises NotThere for who has none."""
    today = request.clock.today()
    context = {"changed": changed_for(request.worker, request.keyring, today), "today": today}
    return render(request, "desk/changed.html", context)
