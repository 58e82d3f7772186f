"""A guest of a partner service as the one who signs: on no case, and asked about a plan (decision 0028).

Hazard: a duty on a case opens its pages, its warnings and its notes to who has it. So a guest has none
anywhere (``queries.duties_of``), and what they may do is asked here, by the few acts that know of guests.
"""

from uuid import UUID

from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen
from yarrow.staff.terms import Post

from .counted import that_count_and_are_clear
from .lists import kept_closely
from .models import Allocation, Case
from .nearness import reachable
from .terms import Duty


def is_guest(worker: Worker) -> bool:
    """Whether this is a guest of a partner service."""
    return worker.post == Post.GUEST


def cases_signed_as_guest(worker: Worker) -> list[UUID]:
    """The cases for which this guest was named to sign, and answered that they know nobody.

    None for who is no guest, has left or is frozen; nor a case that is kept closely, whoever is on its list.
    """
    if not is_guest(worker) or not worker.is_active or is_frozen(worker):
        return []
    rows = Allocation.objects.filter(reachable(worker, case="case"), worker=worker, until_day__isnull=True)
    counted = that_count_and_are_clear(rows.select_related("case"))
    closed = kept_closely(row.case for row in counted)
    others = {row.case_id for row in counted if row.duty != Duty.SIGNING_SUPERVISOR}
    return [row.case_id for row in counted if row.case_id not in others | closed]


def signs_as_guest(worker: Worker, case: Case) -> bool:
    """Whether this guest is asked to sign for this case."""
    return is_guest(worker) and case.pk in cases_signed_as_guest(worker)
