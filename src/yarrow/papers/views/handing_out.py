"""The bytes of a paper, by an address that works once and leads nowhere afterwards."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.papers.actions import hand_out
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@signed_in_view
@require_GET
def once(request: WorkerRequest, ticket_id: UUID) -> HttpResponse:
    """The file itself. Another site can neither show nor save it (``design.middleware.OwnSiteOnly``)."""
    artefact = hand_out(
        ticket=ticket_id,
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    answer = HttpResponse(artefact.body, content_type=artefact.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{artefact.file_name}"'
    # Opened by itself it may run nothing and load nothing.
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer
