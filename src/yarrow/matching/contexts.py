"""Where each sealed column of matching belongs: moved elsewhere it does not open."""

from uuid import UUID

from yarrow.sealing.context import Context
from yarrow.staff.queries import the_service

from .models import LookUp, MatchKey, MatchKeyWrap, MatchNote, MatchNotice, MatchValue


def private_context(key: MatchKey) -> Context:
    """The private half, under the key."""
    return _place("match_key", "private_sealed", key.pk, key.pk)


def wrap_context(wrap: MatchKeyWrap) -> Context:
    """The key, for one worker."""
    return _place("match_key_wrap", "blob", wrap.pk, wrap.key_id)


def note_context(note: MatchNote) -> Context:
    """What one room says, on its way."""
    return _place("match_note", "blob", note.pk, note.key_id)


def value_context(value: MatchValue, *, deployment: UUID | None = None) -> Context:
    """One value with its room, kept for a new key."""
    return _place("match_value", "blob", value.pk, value.key_id, deployment)


def words_context(look: LookUp) -> Context:
    """Why somebody looked, in words."""
    return _place("look_up", "words", look.pk, look.worker_id)


def notice_context(notice: MatchNotice) -> Context:
    """A notice to one supervisor."""
    return _place("match_notice", "blob", notice.pk, notice.worker_id)


def _place(table: str, column: str, row: UUID, room: UUID, deployment: UUID | None = None) -> Context:
    return Context(deployment=deployment or the_service().pk, table=table, column=column, row=row, room=room)
