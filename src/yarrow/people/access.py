"""Who looks after the people of the service. A post opens no room; it lets one see to accounts."""

from django.db.models import QuerySet

from yarrow.kernel.clock import Clock
from yarrow.people.models import Invitation
from yarrow.staff.models import Worker
from yarrow.staff.queries import Arrivals, could_lift, is_beginning, not_two_with
from yarrow.staff.terms import OUTSIDE, Post

LOOKING_AFTER = frozenset({Post.MANAGER, Post.SUPERVISOR})
NEVER_SECOND = OUTSIDE | {Post.RESEARCHER}
"""Research meets nobody here, and who comes from outside does not know who works here."""


def is_open(worker: Worker) -> bool:
    """Whether they work here, a colleague has vouched for their keys, and their account is not frozen."""
    return could_lift().filter(pk=worker.pk).exists()


def may_look_after(worker: Worker) -> bool:
    """Whether this worker invites, begins new keys and ends a colleague's time here."""
    return worker.post in LOOKING_AFTER and is_open(worker)


def may_confirm(worker: Worker) -> bool:
    """Whether this worker may be the second of two."""
    return worker.post not in NEVER_SECOND and is_open(worker)


def has_invited(worker: Worker, newcomer: Worker) -> bool:
    """Whether the newcomer came by this worker's code."""
    return Invitation.objects.filter(worker=newcomer, by=worker).exists()


def may_vouch(worker: Worker, newcomer: Worker, clock: Clock) -> bool:
    """Whether this worker may sign for a newcomer: looks after people, and is two with who invited them.

    One person who did both could invent a colleague, and with that one the next. Exceptions: while
    fewer than three people were ever vouched for, the inviter may; where nobody looks after people
    but the inviter and who does not count as two with them, any colleague who may confirm does it; and
    where nobody at all counts as two with the inviter, whoever else may: a service must be able to grow
    (decision 0018). Of unknown origin is no.
    """
    invitation = Invitation.objects.filter(worker=newcomer).first()
    # Hazard: where the roster was altered nobody is two with anybody, and anybody could do it.
    if invitation is None or not Arrivals().is_whole:
        return False
    if invitation.by_id == worker.pk:
        return may_look_after(worker) and is_beginning()
    not_two = not_two_with(invitation.by, clock.now()) | {newcomer.pk}
    others = could_lift().exclude(pk__in={invitation.by_id, newcomer.pk}).exclude(post__in=NEVER_SECOND)
    if others.exclude(pk__in=not_two).exists():
        others = others.exclude(pk__in=not_two)
    if others.filter(post__in=LOOKING_AFTER).exists():
        others = others.filter(post__in=LOOKING_AFTER)
    return others.filter(pk=worker.pk).exists()


def looking_after() -> QuerySet[Worker]:
    """Everybody who looks after people and can sign in now."""
    return could_lift().filter(post__in=LOOKING_AFTER)
