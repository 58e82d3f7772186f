"""Every read of matching: the key as it stands, what a session may open, and what is left of a ration."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.cases.nearness import near
from yarrow.kernel.errors import NotThere
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, the_service
from yarrow.staff.queries.freezing import stands_frozen
from yarrow.staff.queries.service import mark_of_public
from yarrow.staff.terms import Post

from .contexts import notice_context, wrap_context
from .models import LookUp, MatchKey, MatchKeyWrap, MatchNotice
from .notes import Notice
from .terms import LINES_A_SITTING, PERSONS_A_DAY, SITTINGS_A_DAY, Sitting


def may_look(worker: Worker) -> bool:
    """Intake workers alone: whoever answers a first call. Not the duty, nor a manager."""
    return worker.is_active and worker.post == Post.INTAKE


def who_holds_the_key() -> QuerySet[Worker]:
    """Everybody the key is for now."""
    return active_workers().filter(~stands_frozen(), post=Post.INTAKE)


def standing_key() -> MatchKey | None:
    """The key that is in use; none before the first. A row that we did not make comes after ours."""
    rows = list(MatchKey.objects.filter(retired_on__isnull=True).order_by("made_on", "id"))
    return next((row for row in rows if is_ours(row)), rows[0] if rows else None)


def mark_of_key(key: MatchKey) -> bytes:
    """What the record remembers of a key's public half; only this service can make it (security.md T21)."""
    return mark_of_public(bytes(key.public), b"match", key.pk.bytes, service=the_service())


def is_ours(key: MatchKey) -> bool:
    """Whether the public half in this row is the one that this service made last.

    Hazard: whoever can write to the database puts theirs in its place, and the names, days and numbers
    of everybody who is written of after that are sealed to them. So with a retired key put back, whose
    private half somebody has who left: only the key that was made last counts.
    """
    made = latest(the_service().pk, Event.MATCH_KEY_MADE)
    return made is not None and made.subject == key.pk and bytes(made.digest) == mark_of_key(key)


def left_with_a_key(key: MatchKey) -> QuerySet[MatchKeyWrap]:
    """Wraps of somebody who has gone from intake: their key must be replaced."""
    frozen_or_here = active_workers().filter(post=Post.INTAKE)
    return key.wraps.exclude(worker__in=frozen_or_here)


def opened_key(key: MatchKey, keyring: Keyring) -> bytes:
    """The key itself, for who holds it; raises NotThere for anybody else."""
    wrap = key.wraps.filter(worker_id=keyring.worker, worker__is_active=True).first()
    if wrap is None:
        raise NotThere
    try:
        return unwrap_with(keyring.sealing_private, bytes(wrap.blob), wrap_context(wrap))
    except CannotOpen:
        raise NotThere from None


def left_to_look(worker: Worker, sitting: Sitting, day: date) -> int:
    """How many persons this worker may still look up on this day, in this way."""
    looks = LookUp.objects.filter(worker=worker, day=day, sitting=sitting)
    if sitting is Sitting.LIST:
        return LINES_A_SITTING if looks.count() < SITTINGS_A_DAY else 0
    used = looks.aggregate(used=Sum("persons"))["used"] or 0
    return max(0, PERSONS_A_DAY - used)


def notices_for(worker: Worker, keyring: Keyring) -> tuple[Notice, ...]:
    """What this supervisor must know of: a match, or a notice that does not open; others say nothing.

    A match in a case that is not there for them is left out, until they have answered for it.
    """
    rows = MatchNotice.objects.filter(worker=worker).order_by("id")
    found = [_opened(row, keyring) for row in rows]
    asked = {notice.case for notice in found if notice.case is not None}
    there = set(Case.objects.filter(near(worker), pk__in=asked).values_list("pk", flat=True))
    return tuple(notice for notice in found if notice.case in there or not notice.opens)


def empty_notices(worker: Worker, keyring: Keyring) -> list[UUID]:
    """The rows that say nothing, as this worker alone can see."""
    rows = MatchNotice.objects.filter(worker=worker)
    found = ((row.pk, _opened(row, keyring)) for row in rows)
    return [row for row, notice in found if notice.opens and notice.case is None]


def _opened(row: MatchNotice, keyring: Keyring) -> Notice:
    try:
        raw = unwrap_with(keyring.sealing_private, bytes(row.blob), notice_context(row))
        return Notice.from_bytes(raw, row=row.pk)
    except (CannotOpen, ValueError, KeyError, TypeError):
        return Notice(None, row=row.pk, opens=False)
