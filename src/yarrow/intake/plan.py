"""What an intake worker plans for a referral, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yarrow.cases.terms import Pathway, ReferralSource, Setting
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer
from yarrow.rooms.facts import ReferralPart
from yarrow.sealing.keys import digest


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Somebody who gets a room of their own, and the worker who will hold it."""

    first_name: str
    age_band: AgeBand
    role: Role
    worker: UUID
    full_name: str = ""
    """First and family name, where it is known: a worker is asked with it whether they know them."""

    @property
    def asked_as(self) -> str:
        """The name with which workers are asked."""
        return self.full_name or self.first_name


@dataclass(frozen=True, slots=True)
class CasePlan:
    """The process to open and its people; workers are named by their id.

    ``abuse`` is what the referral lets one think, and only decides who may hold which rooms: a
    "no" here is never a finding (design.md §5, decision 2).
    """

    pathway: Pathway
    setting: Setting
    source: ReferralSource
    abuse: Answer
    lead: UUID
    supervisor: UUID
    kept_away: tuple[UUID, ...]
    people: tuple[PlannedPerson, ...]
    second: UUID | None = None
    """Who leads together with the lead and is inside every room: only where abuse is ruled out."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One kind of thing that was written, word for word as it would be read in a room."""

    part: ReferralPart
    words: str


Sorting = Mapping[ReferralPart, int]
"""Which statement goes to whose room, by the person's place in the plan. Absent: it stays."""


def mark_of(plan: CasePlan, sorting: Sorting, statements: Sequence[Statement]) -> str:
    """Marks exactly this plan and these words, so that what was seen is what is done."""
    people = [(p.first_name, p.full_name, p.age_band, p.role, str(p.worker)) for p in plan.people]
    words = [(s.part, s.words, str(sorting.get(s.part, ""))) for s in statements]
    workers = [
        str(worker) for worker in (plan.lead, plan.supervisor, *_second_of(plan), *sorted(plan.kept_away))
    ]
    chosen = [plan.pathway.value, plan.setting.value, plan.source.value, plan.abuse.value, *workers]
    parts = [*chosen, str(len(people)), *(text for group in (*people, *words) for text in group)]
    return digest(*(part.encode() for part in parts)).hex()


def _second_of(plan: CasePlan) -> tuple[UUID | str, ...]:
    return () if plan.second is None else ("second", plan.second)
