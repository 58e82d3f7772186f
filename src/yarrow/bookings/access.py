"""Who may write down what somebody offers: every colleague who may come to book them."""

from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift
from yarrow.staff.terms import BOOKED, OUTSIDE, Post


def may_see_comers(worker: Worker) -> bool:
    """Whoever works here with families; research meets nobody, and who comes from outside sees no list."""
    return worker.is_active and worker.post not in OUTSIDE | {Post.RESEARCHER}


def may_write_offers(worker: Worker, of: Worker) -> bool:
    """The same, for an interpreter or volunteer who is here."""
    return may_see_comers(worker) and of.post in BOOKED and could_lift().filter(pk=of.pk).exists()


def is_booked_here(worker: Worker) -> bool:
    """Whether this is an interpreter or a volunteer."""
    return worker.is_active and worker.post in BOOKED
