"""Appending to the roster: the only place where a line of it is written, and the alarm when it differs."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.sealing.keys import sign
from yarrow.staff.models import RosterEntry, Service
from yarrow.staff.queries.remembered import forget_lines_remembered
from yarrow.staff.queries.roster import line_digest, signed_words, witnessed_words
from yarrow.staff.queries.service import service_signing_pair, the_service


def append_line(
    entry: RosterEntry, service: Service, *, event: Event, by: UUID | None, clock: Clock
) -> RosterEntry:
    """Witness a signed line and keep it; what has no signature yet is signed by the service.

    The record remembers the line in the same act: a line counts only while it does.
    """
    private = service_signing_pair(service).private
    entry.signature = bytes(entry.signature) or sign(private, signed_words(entry, service))
    entry.witnessed = sign(private, witnessed_words(entry, service))
    entry.save(force_insert=True)
    seen = line_digest(entry, service)
    append(chain=service.pk, event=event, actor=by, subject=entry.worker_id, digest=seen, clock=clock)
    forget_lines_remembered()
    return entry


@transaction.atomic
def raise_alarm(*, workers: Iterable[UUID], clock: Clock) -> int:
    """Write down that these workers' lines are not those of the record, once a day each; returns how many.

    Found where a key was to be used, and by the night's tick. Nothing is put right here: which of
    the two was altered is for people to find out.
    """
    service, said = the_service(), 0
    for worker in workers:
        last = latest(service.pk, Event.ROSTER_DIFFERS, worker)
        if last is not None and last.at.astimezone(LOCAL).date() == clock.today():
            continue
        append(chain=service.pk, event=Event.ROSTER_DIFFERS, actor=None, subject=worker, clock=clock)
        said += 1
    return said


def replacing_line(
    *,
    id: UUID,  # noqa: A002  # the column's name
    worker_id: UUID,
    sealing_public: bytes,
    signing_public: bytes,
    vouchers: tuple[UUID, UUID],
    at: datetime,
) -> RosterEntry:
    """The line that two colleagues sign, unsigned and unsaved: the same for both of them."""
    return RosterEntry(
        id=id,
        worker_id=worker_id,
        sealing_public=sealing_public,
        signing_public=signing_public,
        signed_by_id=vouchers[0],
        second_by_id=vouchers[1],
        at=at,
    )
