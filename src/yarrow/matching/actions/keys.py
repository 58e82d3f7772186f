"""The key: made when it is first needed, wrapped to every intake worker, and kept by nobody else."""

import logging
from collections.abc import Iterable

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.matching.contexts import private_context, wrap_context
from yarrow.matching.models import MatchKey, MatchKeyWrap
from yarrow.matching.queries import is_ours, mark_of_key, standing_key, who_holds_the_key
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import new_sealing_pair, new_symmetric_key
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public

_LOG = logging.getLogger("yarrow.matching")


def key_to_leave_with(*, clock: Clock) -> MatchKey | None:
    """The key as it stands, made now where there is none; nothing where no intake worker could hold it.

    Nothing either where its public half is not ours: nobody's numbers are sealed to a stranger, and
    what is being written is kept all the same. The next intake worker who comes in puts it right.
    """
    key = standing_key() or _made_by_one(clock=clock)
    if key is not None and not is_ours(key):
        _LOG.error("The key for looking people up is not the one this service made: nothing is sealed to it")
        return None
    return key


def _made_by_one(*, clock: Clock) -> MatchKey | None:
    Service.objects.select_for_update().get()  # of two first writers one makes the key
    if (made := standing_key()) is not None:
        return made
    new = new_key(clock=clock)
    return new[0] if new else None


def new_key(*, clock: Clock) -> tuple[MatchKey, bytes] | None:
    """A fresh key for everybody of intake; the key itself goes to the caller alone."""
    key, pair = new_symmetric_key(), new_sealing_pair()
    row = MatchKey(id=new_id(), public=pair.public, made_on=clock.today())
    row.private_sealed = seal(key, pair.private, private_context(row))
    row.save(force_insert=True)
    if not wrap_to_everybody(row=row, key=key, workers=who_holds_the_key(), clock=clock):
        row.delete()
        return None
    audit.append(
        chain=the_service().pk,
        event=Event.MATCH_KEY_MADE,
        actor=None,
        subject=row.pk,
        digest=mark_of_key(row),
        clock=clock,
    )
    return row, key


def wrap_to_everybody(*, row: MatchKey, key: bytes, workers: Iterable[Worker], clock: Clock) -> int:
    """Wrap the key to each of these whose key is vouched for; returns how many."""
    wrapped = 0
    for worker in workers:
        try:
            public = trusted_sealing_public(worker)
        except UntrustedKey:
            continue
        wrap = MatchKeyWrap(id=new_id(), key=row, worker=worker)
        wrap.blob = wrap_to(public, key, wrap_context(wrap))
        wrap.save(force_insert=True)
        audit.append(
            chain=the_service().pk,
            event=Event.MATCH_KEY_PASSED_ON,
            actor=None,
            subject=worker.pk,
            clock=clock,
        )
        wrapped += 1
    return wrapped
