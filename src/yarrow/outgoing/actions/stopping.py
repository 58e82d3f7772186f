"""Keeping what was stopped, sealed, for who may let it out; and forgetting it after a week."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.door.protection import Matched
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.outgoing.answers import Stopped
from yarrow.outgoing.artefact import Artefact
from yarrow.outgoing.content import (
    BODY_PADDED_TO,
    KEY_SIZE,
    WORDS_PADDED_TO,
    Asked,
    Why,
    artefact_to_bytes,
    asked_context,
    body_context,
    copy_context,
    door_key_of,
)
from yarrow.outgoing.models import LetOut, StoppedCopy, StoppedPaper
from yarrow.outgoing.queries.inside import who_could_be_asked
from yarrow.outgoing.queries.printed_before import stopped_before
from yarrow.outgoing.rules import KEPT_FOR, MOST_BYTES
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import new_symmetric_key
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public


def stop(
    *,
    brought: LetOut,
    artefact: Artefact | None,
    why: Collection[Why],
    asked: Mapping[UUID, frozenset[Matched]],
    clock: Clock,
) -> Stopped:
    """Keep it for who is asked, and answer the same whatever it was. Part of the caller's transaction.

    Without an ``artefact`` nothing of it is kept: it was not looked at. A page to print that was stopped
    before on that day, for the same cause, is kept already.
    """
    reasons = Asked(frozenset(why), asked)
    if (before := stopped_before(brought, reasons)) is not None:
        return Stopped(before)
    row = StoppedPaper(
        id=new_id(),
        case=brought.case,
        audience=brought.audience,
        kind=brought.kind,
        digest=brought.digest,
        by=brought.by,
        at=brought.at,
        kept_until=clock.today() + KEPT_FOR,
    )
    row.asked = seal(door_key_of(row.case_id), reasons.to_bytes(), asked_context(row), pad_to=WORDS_PADDED_TO)
    key = new_symmetric_key()
    if artefact is not None and len(artefact.body) <= MOST_BYTES:
        row.body = seal(key, artefact_to_bytes(artefact), body_context(row), pad_to=BODY_PADDED_TO)
    row.save(force_insert=True)
    if row.body:
        _seal_to_all(row, key=key, asked=asked)
    audit.append(chain=row.case_id, event=Event.PAPER_STOPPED, actor=row.by_id, subject=row.pk, clock=clock)
    return Stopped(row.pk)


def _seal_to_all(row: StoppedPaper, *, key: bytes, asked: Collection[UUID]) -> None:
    """A copy for everybody inside any room; it opens for who is asked, and inside the room whose paper it is.

    Hazard: who is inside a room that protects something may be on the other side; a paper for her tells
    her worker's words. They see what of their own room was found, never the paper (decision 0027).
    And copies for those alone would tell whoever reads the table, and the time it takes would tell
    the sender, how many rooms protect what was in it.
    """
    everybody = who_could_be_asked(row.case, but=row.by_id)
    whose = {row.audience_id} if row.audience_id else set(asked)
    for worker, rooms in everybody.items():
        try:
            public = trusted_sealing_public(worker)
        except UntrustedKey:
            continue
        theirs = key if rooms & set(asked) and rooms >= whose else new_symmetric_key()
        copy = StoppedCopy(id=new_id(), stopped=row, worker=worker)
        copy.blob = wrap_to(public, theirs, copy_context(copy), pad_to=KEY_SIZE)
        copy.save(force_insert=True)


@transaction.atomic
def forget_stopped_papers(*, clock: Clock) -> int:
    """Empty what lay for a week: the bytes and every key to them. That something was stopped stays.

    Returns how many.
    """
    late = StoppedPaper.objects.filter(kept_until__lt=clock.today()).exclude(body=b"")
    StoppedCopy.objects.filter(stopped__in=late.values("pk")).delete()
    return late.update(body=b"")
