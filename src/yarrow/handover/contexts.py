"""Where each sealed column belongs, and the marks of rows that only this service may put in."""

from collections.abc import Callable
from uuid import UUID

from yarrow.audit.terms import Event
from yarrow.sealing.context import Context
from yarrow.sealing.keys import digest
from yarrow.staff.marks import Matter, holds, mark_of, newest_of
from yarrow.staff.queries import the_service

SENT = Matter("answers", (Event.ANSWERS_SEALED,), (Event.ANSWERS_TAKEN_IN,))
"""Hazard: whoever can write to the database could put answers in that nobody gave."""


def asked_context(handed: UUID) -> Context:
    """Which sheet and whose, under a key in the browser."""
    return Context(deployment=the_service().pk, table="handed", column="asked", row=handed)


def typed_context(handed: UUID) -> Context:
    """What was typed and not sent."""
    return Context(deployment=the_service().pk, table="handed", column="draft", row=handed)


def sent_context(row: UUID) -> Context:
    """Answers for a room, to who handed over."""
    return Context(deployment=the_service().pk, table="sent_answers", column="blob", row=row)


def apart_context(row: UUID) -> Context:
    """Answers for somebody else."""
    return Context(deployment=the_service().pk, table="apart_answers", column="blob", row=row)


def marked(row: UUID, to: UUID, blob: bytes) -> Callable[[int], bytes]:
    """What ``audit.append`` takes as the digest of the event that puts this row in."""
    return mark_of(SENT, chain=the_service().pk, subject=row, says=(to.bytes, digest(blob)))


def is_ours(row: UUID, to: UUID, blob: bytes) -> bool:
    """Whether this service put the row in as it lies here, and it was not taken in before."""
    service = the_service().pk
    found = newest_of(SENT, chains=[service], subjects=[row]).get((service, row))
    return found is not None and holds(found, SENT, chain=service, subject=row, says=(to.bytes, digest(blob)))
