"""Who looks after the people of the service. A post opens no room; it lets one see to accounts."""

from django.db.models import QuerySet

from yarrow.people.models import Invitation
from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift, is_beginning
from yarrow.staff.terms import Post

LOOKING_AFTER = frozenset({Post.MANAGER, Post.SUPERVISOR})


def is_open(worker: Worker) -> bool:
    """Whether they work here, a colleague has vouched for their keys, and their account is not frozen."""
    return could_lift().filter(pk=worker.pk).exists()


def may_look_after(worker: Worker) -> bool:
    """Whether this worker invites, begins new keys and ends a colleague's time here."""
    return worker.post in LOOKING_AFTER and is_open(worker)


def may_confirm(worker: Worker) -> bool:
    """Whether this worker may be the second of two: anybody but a researcher, who meets nobody here."""
    return worker.post != Post.RESEARCHER and is_open(worker)


def has_invited(worker: Worker, newcomer: Worker) -> bool:
    """Whether the newcomer came by this worker's code."""
    return Invitation.objects.filter(worker=newcomer, by=worker).exists()


def may_vouch(worker: Worker, newcomer: Worker) -> bool:
    """Whether this worker may sign for a newcomer: looks after people, and did not invite them.

    One person who did both could invent a colleague. Two exceptions: while fewer than three people
    were ever vouched for, the inviter may; and where nobody but the inviter looks after people,
    any colleague who may confirm does it. Of unknown origin is no.
    """
    invitation = Invitation.objects.filter(worker=newcomer).first()
    if invitation is None:
        return False
    if invitation.by_id == worker.pk:
        return may_look_after(worker) and is_beginning()
    others = looking_after().exclude(pk__in={invitation.by_id, newcomer.pk})
    return may_look_after(worker) or (may_confirm(worker) and not others.exists())


def looking_after() -> QuerySet[Worker]:
    """Everybody who looks after people and can sign in now."""
    return could_lift().filter(post__in=LOOKING_AFTER)
