"""Accounts of the example: somebody is frozen, somebody is invited, one has a recovery code."""

from yarrow.config.cast import Cast
from yarrow.kernel.clock import Clock
from yarrow.people import actions as people
from yarrow.staff.actions import freeze, make_recovery_code
from yarrow.staff.terms import Post


def settle_accounts(*, cast: Cast, clock: Clock) -> None:
    """Nothing of the codes made here is kept: who wants to try one makes their own."""
    mari = cast["manager"]
    freeze(worker=cast.worker("frozen"), by=cast.worker("lead"), clock=clock)
    people.invite(
        name="Nest Newcomer",
        username="newcomer",
        post=Post.PRACTITIONER,
        by=mari.worker,
        keyring=mari.keyring,
        clock=clock,
    )
    make_recovery_code(
        worker=cast.worker("harmed_worker"), keyring=cast.keyring("harmed_worker"), clock=clock
    )
    people.begin_new_keys(worker=cast.worker("outsider"), drops_factor=False, by=mari.worker, clock=clock)
