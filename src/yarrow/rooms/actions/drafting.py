"""Keeping typed text, sealed, until it is saved."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from yarrow.design.no_room import cannot_write
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.rooms import spare
from yarrow.rooms.contexts import draft_context, public_draft_context
from yarrow.rooms.models import Draft, PublicDraft
from yarrow.rooms.queries.drafts import Typed, place_of, public_draft
from yarrow.sealing.blob import seal
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service, trusted_sealing_public

PUBLIC_DRAFT_LIFE = timedelta(hours=2)


def save_draft(*, worker: Worker, path: str, typed: Typed, problems: Typed, clock: Clock) -> None:
    """Seal what was typed, and what was wrong, to the worker's own public key.

    It needs no unlocked key, so that a post that arrives after the lock loses nothing. On a full disk
    it waits in memory (``rooms.spare``); raises what the database raised where there is none.
    """
    draft = Draft(id=new_id(), worker=worker, place=place_of(path), saved_on=clock.today())
    content = json.dumps({"typed": typed, "problems": problems}, ensure_ascii=False).encode()
    draft.blob = wrap_to(trusted_sealing_public(worker), content, draft_context(draft.pk), pad_to=1024)
    _keep_somewhere(draft)


def _keep_somewhere(draft: Draft) -> None:
    try:
        _replace_draft(draft)
    except DatabaseError as failure:
        if not cannot_write(failure) or not _keep_in_memory(draft):
            raise


@transaction.atomic
def _replace_draft(draft: Draft) -> None:
    Draft.objects.filter(worker=draft.worker_id, place=bytes(draft.place)).delete()
    draft.save(force_insert=True)
    spare.forget(deployment=the_service().pk, worker=draft.worker_id, place=bytes(draft.place))


def _keep_in_memory(draft: Draft) -> bool:
    return spare.keep(
        deployment=the_service().pk,
        worker=draft.worker_id,
        place=bytes(draft.place),
        draft=draft.pk,
        blob=bytes(draft.blob),
    )


def keep_sealed_draft(*, worker: Worker, path: str, draft: UUID, blob: bytes, clock: Clock) -> None:
    """Keep what the worker's own browser has sealed for them; nobody here can look into it.

    Only the newest counts. An id that lies elsewhere already is not taken from there.
    """
    place = place_of(path)
    if Draft.objects.filter(pk=draft).exclude(worker=worker, place=place).exists():
        return
    _keep_somewhere(Draft(id=draft, worker=worker, place=place, saved_on=clock.today(), blob=blob))


@transaction.atomic
def forget_draft(*, worker: Worker, path: str) -> None:
    """The text has been saved or thrown away."""
    Draft.objects.filter(worker=worker, place=place_of(path)).delete()
    spare.forget(deployment=the_service().pk, worker=worker.pk, place=place_of(path))


@transaction.atomic
def save_public_draft(*, typed: Typed, key: bytes, clock: Clock, draft: UUID | None = None) -> UUID:
    """Seal what was typed on the public form to the key in its browser's cookie."""
    forget_old_public_drafts(clock=clock)
    if draft is not None:
        PublicDraft.objects.filter(pk=draft).delete()
    row = PublicDraft(id=new_id(), saved_at=clock.now())
    content = json.dumps(typed, ensure_ascii=False).encode()
    row.blob = seal(key, content, public_draft_context(row.pk), pad_to=4096)
    row.save(force_insert=True)
    return row.pk


@transaction.atomic
def forget_public_draft(*, draft: UUID, key: bytes) -> None:
    """The text was sent or thrown away; only the browser that holds the key may say so."""
    if public_draft(draft=draft, key=key) is not None:
        PublicDraft.objects.filter(pk=draft).delete()


@transaction.atomic
def forget_old_public_drafts(*, clock: Clock) -> int:
    """Delete what nobody came back for; returns how many rows."""
    return PublicDraft.objects.filter(saved_at__lt=clock.now() - PUBLIC_DRAFT_LIFE).delete()[0]
