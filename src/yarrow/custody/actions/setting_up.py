"""The beginning: a real service and its custodians in one act (security.md §5.4, R-09)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from yarrow.custody.models import Round
from yarrow.custody.rules import Named, custodians_are_three
from yarrow.custody.terms import Reason
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.age import new_age_identity
from yarrow.sealing.keys import new_sealing_pair
from yarrow.sealing.recovery_shares import Kept
from yarrow.staff.actions import enrol_worker, make_pepper_once, set_up_real_service
from yarrow.staff.models import Service
from yarrow.staff.queries import is_set_up, pepper, recovery_pair
from yarrow.staff.rules import passphrase_is_good_enough
from yarrow.staff.terms import Post

from .making import Keep, make_round

FIRST_POSTS = frozenset({Post.SUPERVISOR, Post.MANAGER})


@dataclass(frozen=True, slots=True)
class FirstWorker:
    """Who comes in first and invites the others. The service itself vouches for them."""

    username: str
    name: str
    post: Post
    passphrase: str = field(repr=False)


def set_up_real(
    *, custodians: Sequence[Named], first: FirstWorker, keep: Keep, clock: Clock
) -> Service | Refused:
    """Make a real service: its custodians, their codes, and its first worker; all of it or nothing.

    Only the pepper is made before, as a file knows no going back; a second run goes on with it. The
    recovery key's private half is sealed under the codes and kept nowhere else. Refuses a database
    that is set up, custodians who are not three people, and a weak passphrase.
    """
    if is_set_up():
        return refused("already_set_up", N_("This database is already set up"))
    if isinstance(wrong := custodians_are_three(custodians), Refused):
        return wrong
    if (refusal := _first_may_come(first)) is not None:
        return refusal
    make_pepper_once()
    return _made(custodians, first, keep, clock)


def _first_may_come(first: FirstWorker) -> Refused | None:
    if first.post not in FIRST_POSTS:
        return refused("first_post", N_("The first worker is a supervisor or a manager."))
    if not first.username.strip() or not first.name.strip():
        return refused("first_name", N_("The first worker has a sign-in name and a name."))
    decision = passphrase_is_good_enough(first.passphrase, username=first.username)
    return decision if isinstance(decision, Refused) else None


@transaction.atomic
def _made(custodians: Sequence[Named], first: FirstWorker, keep: Keep, clock: Clock) -> Service | Refused:
    recovery, backups = new_sealing_pair(), new_age_identity()
    service = set_up_real_service(service_id=new_id(), recovery_public=recovery.public, clock=clock)
    if isinstance(service, Refused):
        return service
    enrol_worker(
        username=first.username.strip(),
        name=first.name.strip(),
        post=first.post,
        passphrase=first.passphrase,
        clock=clock,
    )
    kept = Kept(recovery.private, pepper(), backups.secret)
    make_round(kept=kept, named=custodians, reason=Reason.SET_UP, keep=keep, clock=clock)
    return service


@transaction.atomic
def begin_custody(*, custodians: Sequence[Named], keep: Keep, clock: Clock) -> Round | Refused:
    """Rehearse the ceremony in a demonstration or a test, with its throw-away recovery pair.

    Raises ``CannotOpen`` in a real service, whose private half nobody here has.
    """
    if isinstance(wrong := custodians_are_three(custodians), Refused):
        return wrong
    kept = Kept(recovery_pair().private, pepper(), new_age_identity().secret)
    return make_round(kept=kept, named=custodians, reason=Reason.SET_UP, keep=keep, clock=clock)
