"""Typed text that was not saved, offered again to who typed it."""

import json
from dataclasses import dataclass
from uuid import UUID

from yarrow.rooms import spare
from yarrow.rooms.contexts import draft_context, public_draft_context
from yarrow.rooms.models import Draft, PublicDraft
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

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
    found = _sealed_draft(worker, place_of(path))
    if found is None:
        return None
    try:
        raw = unwrap_with(keyring.sealing_private, found[1], draft_context(found[0]))
    except CannotOpen:
        # Sealed to a key the worker no longer has: nothing can bring it back.
        return None
    return _content(raw)


def _sealed_draft(worker: Worker, place: bytes) -> tuple[UUID, bytes] | None:
    """What waits in memory is later than any row: it was typed when no row could be written."""
    spared = spare.kept(deployment=the_service().pk, worker=worker.pk, place=place)
    if spared is not None:
        return spared
    row = Draft.objects.filter(worker=worker, place=place).first()
    return (row.pk, bytes(row.blob)) if row is not None else None


def as_typed(text: str) -> Typed | None:
    """What a browser says was typed; none where it is nothing of the kind."""
    content = _content(text.encode())
    return content.typed if content else None


def typed_of(raw: bytes) -> Typed | None:
    """What a browser sealed for itself, opened; none where it is nothing of the kind."""
    content = _content(raw)
    return content.typed if content else None


def _content(raw: bytes) -> DraftContent | None:
    """A browser may have written it: anything but names with lists of texts is nothing."""
    try:
        content = json.loads(raw)
        typed, problems = content["typed"], content["problems"]
        for name, texts in [*typed.items(), *problems.items()]:
            if not isinstance(name, str) or not all(isinstance(text, str) for text in texts):
                return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return DraftContent(typed=typed, problems=problems)


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
