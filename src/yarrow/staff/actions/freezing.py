"""Freezing an account at once, by anybody; two others lift it (security.md §5.3.4, R-28)."""

from collections.abc import Callable, Iterable

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_
from yarrow.staff.marks import Matter, mark_of
from yarrow.staff.models import Freeze, Service, Worker, WorkerSession
from yarrow.staff.queries.freezing import (
    A_DAY,
    AGREED,
    LIFTED,
    could_lift,
    first_to_agree,
    freeze_of,
    frozen_by_since,
    is_frozen,
    says_agreed,
)
from yarrow.staff.queries.service import the_service
from yarrow.staff.queries.standing import Arrivals, is_independent_of, is_settled

MOST_A_DAY = 3
"""An abuser inside must not be able to shut everybody out."""

_NOT_YOU = refused("not_open", N_("Only somebody who works here and whose own account is open can do this"))
_NOT_HERE = refused("not_here", N_("They do not work here any more"))
_TOO_MANY = refused(
    "frozen_enough",
    N_("You have frozen three colleagues since this time yesterday. Ask another colleague to do it."),
)
_NOBODY_LEFT = refused(
    "nobody_left",
    N_(
        "No two people besides you would be left who could lift this together, so the account stays open. "
        "Sign out everywhere, and speak to a colleague."
    ),
)
_BY_OTHERS = refused("lifted_by_others", N_("Two colleagues lift this. Nobody lifts their own."))
_BY_TWO = refused("lifted_by_two", N_("You have agreed already. A second colleague must agree as well."))
_NEW_HERE = refused("new_here", N_("Somebody who has been here for two weeks or longer must do this"))
_NOT_FROZEN = refused("not_frozen", N_("This account is not frozen"))


@transaction.atomic
def freeze(*, worker: Worker, by: Worker, clock: Clock) -> Decision:
    """Shut an account at once and end its sessions; no reason is asked. Its keys to rooms stay.

    Anybody who works here may freeze anybody, themselves too. Refuses a fourth colleague within
    24 hours, and whoever would leave no two others who could lift it, now or when they have been here
    long enough: who froze it may be the one who will not. Nothing happens twice.
    """
    _hold()
    if freeze_of(worker) is not None:
        return Allowed()
    may = _may_freeze(worker, by, clock)
    if not isinstance(may, Allowed):
        return may
    Freeze.objects.create(worker=worker, by=by, at=clock.now())
    WorkerSession.objects.filter(worker=worker).delete()
    _note(Event.ACCOUNT_FROZEN, worker, by, clock)
    return Allowed()


@transaction.atomic
def agree_to_lift(*, worker: Worker, by: Worker, clock: Clock) -> Decision:
    """One colleague's agreement to open the account again; with the second one it is open.

    Refuses the frozen worker, the same colleague twice, anybody whose own account is not open, and
    who is new here. Two of whom one brought in the other are not two: then the later word stands
    as the first, so that one agreement that nobody can join blocks no account for ever.
    """
    _hold()
    standing = freeze_of(worker)
    first = first_to_agree(standing) if standing else None
    may = _may_lift(standing, first, by, clock)
    if standing is None or not isinstance(may, Allowed):
        return may
    if first is None or not is_independent_of(by, first, clock):
        standing.agreed_by = by
        standing.save()  # a row that was taken away is there again
        _note(Event.FREEZE_AGREED, worker, by, clock, mark=_mark(AGREED, worker, says_agreed(by)))
    else:
        Freeze.objects.filter(pk=standing.pk).update(lifted_by=by, lifted_at=clock.now())
        _note(Event.FREEZE_LIFTED, worker, by, clock, mark=_mark(LIFTED, worker, ()))
    return Allowed()


def _hold() -> None:
    """One at a time: two freezes counted side by side could leave nobody to lift them."""
    Service.objects.select_for_update().get()


def _may_freeze(worker: Worker, by: Worker, clock: Clock) -> Decision:
    open_now = set(could_lift().values_list("pk", flat=True))
    if by.pk not in open_now or is_frozen(by):
        return _NOT_YOU
    if not Worker.objects.filter(pk=worker.pk, is_active=True).exists():
        return _NOT_HERE
    arrivals = Arrivals()
    # Hazard: whoever altered the roster could not be frozen any more, if that made nobody a second.
    if arrivals.is_whole and not arrivals.could_have_two(open_now - {worker.pk, by.pk}):
        return _NOBODY_LEFT
    if worker.pk != by.pk and frozen_by_since(by, clock.now() - A_DAY) >= MOST_A_DAY:
        return _TOO_MANY
    return Allowed()


def _may_lift(standing: Freeze | None, first: Worker | None, by: Worker, clock: Clock) -> Decision:
    if standing is None:
        return _NOT_FROZEN
    if by.pk == standing.worker_id:
        return _BY_OTHERS
    if not could_lift().filter(pk=by.pk).exists() or is_frozen(by):
        return _NOT_YOU
    if not is_settled(by, clock):
        return _NEW_HERE
    return _BY_TWO if by == first else Allowed()


def _mark(matter: Matter, worker: Worker, says: Iterable[bytes]) -> Callable[[int], bytes]:
    return mark_of(matter, chain=the_service().pk, subject=worker.pk, says=says)


def _note(
    event: Event, worker: Worker, by: Worker, clock: Clock, *, mark: bytes | Callable[[int], bytes] = b""
) -> None:
    append(chain=the_service().id, event=event, actor=by.pk, subject=worker.pk, digest=mark, clock=clock)
