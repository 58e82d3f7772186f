"""Whose post counts: the one with which a colleague vouched for them, and no other.

Hazard: a post stands in a plain column. Who gave themselves another could be named a supervisor by
rule, be sealed what on-call colleagues are sealed, or be handed the key of intake. So it carries the
service's mark (``staff.marks``) from the act in which a colleague vouched. To whoever shows another
post nothing is sealed, and no page is open.
"""

from collections.abc import Iterable
from uuid import UUID

from yarrow.audit.terms import Event
from yarrow.staff import marks
from yarrow.staff.marks import Marked, Matter
from yarrow.staff.models import Worker

from .service import the_service

POST = Matter("post", gives=(Event.POST_GIVEN,), ends=())
POST_NUMBER = f"{POST.name}_number"


def says_post(worker: Worker) -> list[bytes]:
    """What the mark of a post is made of."""
    return [worker.post.encode()]


def has_their_post(worker: Worker) -> bool:
    """Whether the post in this row is the one with which somebody vouched for this worker."""
    return worker.pk in posts_that_count([worker])


def posts_that_count(workers: Iterable[Worker]) -> set[UUID]:
    """Those of these workers who have the post that was vouched for; one query."""
    chain, asked = the_service().pk, list(workers)
    newest = marks.newest_of(POST, chains=[chain], subjects=[each.pk for each in asked])
    return {each.pk for each in asked if _holds(each, newest.get((chain, each.pk), Marked()), chain)}


def shows_another_post(row: Worker) -> bool:
    """Whether a row read as ``accounts.account_as_recorded`` shows a post that nobody vouched for.

    Whom nobody vouched for at all shows none: they wait, and see one page. Hazard: so would somebody
    seem to who takes their own name off the event; the roster and its record know them still.
    """
    found, service = marks.marked_on(row, POST), getattr(row, "of_service", None)
    if found.number is None:
        return bool(getattr(row, "is_known", True))
    return not (service and _holds(row, found, service))


def has_no_post(row: object) -> bool:
    """Whether a row read as ``accounts.account_as_recorded`` is of somebody who waits for their post.

    No for a row that was not read so.
    """
    return getattr(row, POST_NUMBER, 0) is None


def _holds(worker: Worker, found: Marked, chain: UUID) -> bool:
    return marks.holds(found, POST, chain=chain, subject=worker.pk, says=says_post(worker))
