"""Referrals as they lie in the intake room, for who holds it. There is no table of referrals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.rooms.facts import ReferralAnswered, ReferralReceived
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, holders_of, holds, intake_room
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers
from yarrow.staff.terms import Post

from .plan import Statement
from .statements import statements_of


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral, opened: the day it came, its words, and what became of it."""

    id: UUID
    day: date
    received: ReferralReceived
    answered: ReferralAnswered | None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answered is None

    def statements(self) -> tuple[Statement, ...]:
        """Everything that was written, box by box."""
        return statements_of(self.received)

    def left_here(self) -> tuple[Statement, ...]:
        """What no room was given: all of it while it waits, and what stayed afterwards."""
        gone = self.answered.passed_on if self.answered else ()
        return tuple(each for each in self.statements() if each.part not in gone)


def intake_room_held_by(worker: Worker) -> Room:
    """The intake room, for an intake worker who is inside; raises NotThere for everybody else."""
    room = intake_room()
    if room is None or worker.post != Post.INTAKE or not holds(worker, room):
        raise NotThere
    return room


def colleagues_outside(room: Room) -> QuerySet[Worker]:
    """Intake workers whose keys count and who are not in the intake room yet."""
    inside = holders_of(room).values("pk")
    return active_workers().filter(post=Post.INTAKE).exclude(pk__in=inside)


def referrals_among(entries: Sequence[ReadEntry]) -> tuple[Referral, ...]:
    """The referrals in an opened intake room, oldest first."""
    facts = [read for read in entries if read.counts]
    answers = {a.referral: a for a in (read.fact for read in facts) if isinstance(a, ReferralAnswered)}
    return tuple(
        Referral(read.entry.pk, read.entry.day, read.fact, answers.get(str(read.entry.pk)))
        for read in facts
        if isinstance(read.fact, ReferralReceived)
    )


def possible_leads() -> QuerySet[Worker]:
    """Workers who may lead a case or hold a person's room. Intake and managers hold none."""
    return active_workers().filter(post__in=[Post.PRACTITIONER, Post.SPECIALIST])


def possible_supervisors() -> QuerySet[Worker]:
    """Workers who may supervise a case."""
    return active_workers().filter(post=Post.SUPERVISOR)
