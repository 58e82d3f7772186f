"""What a list says of a room: whose it is and when its person was last spoken with; what a team owes. Pure.

It is worked out anew with every attestation and sealed beside the entries, so that a page of many
rooms opens one small row each and no entry.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from yarrow.gate.facts import Fact
from yarrow.gate.facts.agencies import RiskReport, RiskReportStep
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.justice import JusticeReport
from yarrow.gate.facts.who import AgeBand, Identity, ReachConfirmed

KINDS: tuple[type[Fact], ...] = (
    Identity,
    ReachConfirmed,
    CallNote,
    JusticeReport,
    RiskReport,
    RiskReportStep,
)
"""All that a label is made of."""


@dataclass(frozen=True, slots=True)
class Label:
    """``tide`` is how much had happened to the room's entries; an older label is not believed."""

    tide: int
    name: str = ""
    spoken_with_on: date | None = None
    age: AgeBand = AgeBand.UNKNOWN
    owes_report: bool = False
    """Whether an office that asked us is still to be told; of a team's room alone."""
    report_due_on: date | None = None
    """The nearest day of those that were set."""
    chase_on: date | None = None
    """By when an agency is to be asked again about somebody at risk; None where nothing is open."""

    def to_bytes(self) -> bytes:
        """The plaintext that is sealed."""
        day = self.spoken_with_on.isoformat() if self.spoken_with_on else None
        due = self.report_due_on.isoformat() if self.report_due_on else None
        content = {"tide": self.tide, "name": self.name, "day": day, "age": self.age.value}
        content |= {"owes": self.owes_report, "due": due}
        content |= {"chase": self.chase_on.isoformat() if self.chase_on else None}
        return json.dumps(content, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read it back; raises ValueError or KeyError on anything this version did not write."""
        content = json.loads(raw)
        # Labels of people's rooms that are older than these two lack them: nothing is owed there.
        owes, due = content.get("owes", False), _day(content.get("due"))
        age = AgeBand.of(content["age"])
        chase = _day(content.get("chase"))
        return cls(content["tide"], content["name"], _day(content["day"]), age, owes, due, chase)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def newest_reports(facts: Iterable[Fact]) -> tuple[JusticeReport, ...]:
    """The newest word on each office that asked us: what it was told, or what it is owed and by when."""
    reports = (each for each in facts if isinstance(each, JusticeReport))
    return tuple({report.to_whom.strip().casefold(): report for report in reports}.values())


def report_owed(facts: Iterable[Fact]) -> tuple[bool, date | None]:
    """Whether any office is still to be told, and the nearest day of those set for it."""
    owed = [report for report in newest_reports(facts) if report.is_owed()]
    return bool(owed), min((report.due_on for report in owed if report.due_on), default=None)


def spoken_on(fact: Fact, written_on: date) -> date | None:
    """The day on which a fact says that the person was spoken with; None where it does not."""
    if isinstance(fact, ReachConfirmed):
        return fact.confirmed_on
    return written_on if isinstance(fact, CallNote) and fact.what is CallOutcome.SPOKE else None
