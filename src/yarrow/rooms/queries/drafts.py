"""Typed text that was not saved, offered again to who typed it."""

import json
from dataclasses import dataclass
from uuid import UUID

from yarrow.rooms.contexts import draft_context, public_draft_context
from yarrow.rooms.models import Draft, PublicDraft
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker

Typed = dict[str, list[str]]
"""Form data as posted: name to values."""


def place_of(path: str) -> bytes:
    """Which page a draft belongs to, without saying it."""
    return digest(path.encode())


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What was typed on a page, and what was wrong with it when it was posted."""

    typed: Typed
    problems: Typed


def draft_at(*, worker: Worker, keyring: Keyring, path: str) -> DraftContent | None:
    """What this worker typed on this page and did not save; None when nothing can be opened."""
    row = Draft.objects.filter(worker=worker, place=place_of(path)).first()
    if row is None:
        return None
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(row.blob), draft_context(row.pk))
    except CannotOpen:
        # Sealed to a key the worker no longer has: nothing can bring it back.
        return None
    content = json.loads(raw)
    return DraftContent(typed=content["typed"], problems=content["problems"])


def public_draft(*, draft: UUID, key: bytes) -> Typed | None:
    """What was typed on the public form, for the browser that holds the key."""
    row = PublicDraft.objects.filter(pk=draft).first()
    if row is None:
        return None
    try:
        return _typed(unseal(key, bytes(row.blob), public_draft_context(row.pk)))
    except CannotOpen:
        return None


def _typed(raw: bytes) -> Typed:
    content: Typed = json.loads(raw)
    return content
