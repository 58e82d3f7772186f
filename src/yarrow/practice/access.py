"""Who records, confirms, takes back and sees what is said of a worker's training and supervision."""

from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_
from yarrow.practice.models import Attestation
from yarrow.practice.queries import led_colleagues
from yarrow.practice.terms import BOTH_WERE_THERE
from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift, is_independent_of
from yarrow.staff.terms import OUTSIDE, Post

KEEPERS = frozenset({Post.SUPERVISOR, Post.MANAGER})
"""Who answers for the training and supervision of everybody here."""
FOR_THEMSELVES = frozenset({Post.SPECIALIST, Post.GUEST})
"""Who is trained and supervised elsewhere, and alone can say so (design.md §4, "Asking")."""
NEVER_SECOND = OUTSIDE | {Post.RESEARCHER}

_SAME = refused("PRACTICE", N_("You recorded this. Somebody else must confirm it."))
_OWN = refused("PRACTICE", N_("This is about you. A colleague must confirm it."))
_GIVER = refused(
    "PRACTICE", N_("The record says that a colleague gave this supervision. They must confirm it themselves.")
)
_NOT_INDEPENDENT = refused(
    "PRACTICE",
    N_("Somebody else must: neither may have vouched for the other, nor be here less than two weeks."),
)


def is_open(worker: Worker) -> bool:
    """Whether they work here, a colleague has vouched for their keys, and their account is not frozen."""
    return could_lift().filter(pk=worker.pk).exists()


def may_keep(worker: Worker) -> bool:
    """Whether this worker sees everybody's training and supervision, and records it."""
    return worker.post in KEEPERS and worker.is_active


def may_see(by: Worker, worker: Worker) -> bool:
    """A keeper sees everybody's, a lead that of the colleagues on their cases; one's own has its own page."""
    return by.is_active and (may_keep(by) or worker.pk in led_colleagues(by))


def may_record(by: Worker, worker: Worker) -> bool:
    """A supervisor, a manager or their lead for a colleague; a guest or a specialist for themselves alone."""
    if not (is_open(by) and worker.is_active):
        return False
    if worker.post in FOR_THEMSELVES:
        return by.pk == worker.pk
    return by.pk != worker.pk and may_see(by, worker)


def may_be_second(by: Worker, row: Attestation) -> bool:
    """Whether confirming is this worker's to do at all; whether this very record, ``second_is_apart`` says.

    What a guest or a specialist says of themselves is confirmed by a supervisor or manager of this service.
    """
    if by.post in NEVER_SECOND or not is_open(by):
        return False
    return may_keep(by) or row.by_id != row.worker_id


def can_be_signed_by(giver: Worker, *, worker: Worker, by: Worker) -> bool:
    """Whether who gave supervision is the one who records it, or may be asked to confirm it."""
    return giver.pk == by.pk or may_be_second(giver, Attestation(worker=worker, by=by))


def second_is_apart(by: Worker, row: Attestation, clock: Clock) -> Decision:
    """Whether they are somebody else, and independent of who recorded it.

    Supervision is confirmed by who was supervised as well: nobody knows better that it took place. Where
    a colleague is said to have given it, they are one of the two: nobody is named behind their back.
    """
    if by.pk == row.by_id:
        return _SAME
    if row.given_by_id is not None and row.given_by_id not in {row.by_id, by.pk}:
        return _GIVER
    if by.pk == row.worker_id and row.subject not in BOTH_WERE_THERE:
        return _OWN
    return Allowed() if is_independent_of(by, row.by, clock) else _NOT_INDEPENDENT


def may_withdraw(by: Worker, row: Attestation) -> bool:
    """Taking back is easy: a keeper, the worker, or either of the two who stand behind it."""
    return by.is_active and (may_keep(by) or by.pk in {row.worker_id, row.by_id, row.second_id})


def may_offer_time(by: Worker, to: Worker) -> bool:
    """Whoever answers for somebody, or leads them, offers them time to talk; never to oneself."""
    return by.pk != to.pk and to.is_active and may_see(by, to)


def is_guest(worker: Worker) -> bool:
    """Whether this is a guest, an interpreter or a volunteer, who reads nobody's name here."""
    return worker.post in OUTSIDE
