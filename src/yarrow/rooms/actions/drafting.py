"""Keeping typed text, sealed, until it is saved."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.rooms.contexts import draft_context, public_draft_context
from yarrow.rooms.models import Draft, PublicDraft
from yarrow.rooms.queries.drafts import Typed, place_of, public_draft
from yarrow.sealing.blob import seal
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import trusted_sealing_public

PUBLIC_DRAFT_LIFE = timedelta(hours=2)


@transaction.atomic
def save_draft(*, worker: Worker, path: str, typed: Typed, problems: Typed, clock: Clock) -> None:
    """Seal what was typed, and what was wrong, to the worker's own public key.

    It needs no unlocked key, so that a post that arrives after the lock loses nothing.
    """
    place = place_of(path)
    Draft.objects.filter(worker=worker, place=place).delete()
    draft = Draft(id=new_id(), worker=worker, place=place, saved_on=clock.today())
    content = json.dumps({"typed": typed, "problems": problems}, ensure_ascii=False).encode()
    draft.blob = wrap_to(trusted_sealing_public(worker), content, draft_context(draft.pk), pad_to=1024)
    draft.save(force_insert=True)


@transaction.atomic
def forget_draft(*, worker: Worker, path: str) -> None:
    """The text has been saved or thrown away."""
    Draft.objects.filter(worker=worker, place=place_of(path)).delete()


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
