"""Which releases count: those that this service wrote down, fresh and unused."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef

from yarrow.audit.terms import Event
from yarrow.outgoing.content import Released, door_key_of, release_context
from yarrow.outgoing.models import LetOut, Release
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.staff import marks
from yarrow.staff.marks import Matter

RELEASE = Matter("release", gives=(Event.PAPER_RELEASED,), ends=(Event.RELEASE_USED,))
"""Of each release by itself: its own event, and then that it was used."""


def mark_of_release(row: Release) -> Callable[[int], bytes]:
    """What the record remembers of a release."""
    return marks.mark_of(RELEASE, chain=row.stopped.case_id, subject=row.pk, says=_says(row))


def _says(row: Release) -> list[bytes]:
    paper = row.stopped
    audience = paper.audience_id.bytes if paper.audience_id else b""
    until = row.until.isoformat().encode()
    return [
        paper.pk.bytes,
        bytes(paper.digest),
        audience,
        paper.by_id.bytes,
        row.by_id.bytes,
        until,
        bytes(row.blob),
    ]


def releases_of(brought: LetOut, now: datetime) -> list[tuple[Release, Mapping[UUID, bytes]]]:
    """The releases of exactly these bytes, for this room, brought by the same worker; with their rooms."""
    rows = Release.objects.filter(
        stopped__case=brought.case,
        stopped__audience=brought.audience,
        stopped__by=brought.by,
        stopped__digest=bytes(brought.digest),
        until__gt=now,
        by__is_active=True,
    ).exclude(by=brought.by)
    newest = marks.newest(RELEASE, chain=OuterRef("stopped__case"), subject=OuterRef("pk"))
    found = [row for row in rows.select_related("stopped", "by").annotate(**newest) if _counts(row)]
    return [(row, rooms) for row in found if (rooms := rooms_let_out(row))]


def _counts(row: Release) -> bool:
    found = marks.marked_on(row, RELEASE)
    return marks.holds(found, RELEASE, chain=row.stopped.case_id, subject=row.pk, says=_says(row))


def rooms_let_out(row: Release) -> Mapping[UUID, bytes]:
    """For which rooms it was given, each in its state then; none where it does not open."""
    try:
        raw = unseal(door_key_of(row.stopped.case_id), bytes(row.blob), release_context(row))
        return Released.from_bytes(raw).rooms
    except (CannotOpen, ValueError, KeyError):
        return {}
