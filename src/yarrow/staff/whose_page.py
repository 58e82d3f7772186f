"""A mark on every form of a worker's page that says whose page it was.

A page may be left open while its worker signs out in another tab. What was typed there can then
still be sealed to that worker, and to nobody else (design.md §4: typed text is never lost).
The mark gives no access: whoever holds it can only leave a sealed draft for its worker.
"""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

from yarrow.kernel.clock import Clock
from yarrow.staff.models import Worker

_SALT = "yarrow.page-of"


def mark_of(worker: Worker, clock: Clock) -> str:
    """The mark for this worker's pages; it changes every day."""
    return Signer(salt=_SALT).sign(f"{worker.pk} {clock.today()}")


def worker_marked(mark: str, clock: Clock) -> Worker | None:
    """Whose page it was, if that was today or yesterday and they are still with the service."""
    try:
        worker, day = Signer(salt=_SALT).unsign(mark).split(" ")
    except (BadSignature, ValueError):
        return None
    days = {f"{clock.today()}", f"{clock.today() - timedelta(days=1)}"}
    return Worker.objects.filter(pk=UUID(worker), is_active=True).first() if day in days else None
