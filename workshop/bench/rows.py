"""The rows: what is measured, beside what, and what was hoped for before anything was measured."""

from dataclasses import dataclass
from typing import Literal

from .peers import LIST, NOTE, OPEN, SIGN_IN

Unit = Literal["ms", "s", "a second"]


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that is to be reached: at most so much for times, at least so much for how many a second."""

    ratio: float
    at_least: bool = False

    def is_met(self, ratio: float) -> bool:
        """Whether this ratio is good enough."""
        return ratio >= self.ratio if self.at_least else ratio <= self.ratio

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.ratio:g}"


@dataclass(frozen=True, slots=True)
class Ahead:
    """To be so many times faster than a peer, by figures that were measured earlier."""

    doing: str
    peer: str
    times: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``number`` is that of the goals; a further row has none."""

    number: str
    what: str
    lane: str
    beside: str = ""
    """The lane it is compared with; empty where nothing in the run does the like."""
    goal: Goal | None = None
    ahead: tuple[Ahead, ...] = ()
    unit: Unit = "ms"


DAILY = Goal(2)
"""Every page that a worker opens daily, where it has no goal of its own."""

ROWS = (
    Row(
        "1",
        "caseload, 25 rows, names decrypted",
        "caseload",
        "bare list",
        Goal(1.5),
        (Ahead(LIST, "Roundup", 5), Ahead(LIST, "GNU Health", 3), Ahead(LIST, "GlobaLeaks", 500)),
    ),
    Row(
        "4",
        "open a room: 25 entries decrypted, what must be in place worked out, access logged",
        "room",
        "bare list",
        Goal(2.2),
        (Ahead(OPEN, "Roundup", 2), Ahead(OPEN, "GlobaLeaks", 3), Ahead(OPEN, "CaseFile", 1)),
    ),
    Row("", "today's page of a worker with 25 cases", "today", "bare list", DAILY),
    Row("", "the case page of three persons", "case", "bare list", DAILY),
    Row(
        "5",
        "add a note through the page",
        "note",
        "bare insert",
        Goal(3.5),
        (Ahead(NOTE, "GlobaLeaks", 2.5),),
    ),
    Row("", "add a note, the act alone without a page", "note in process", "bare insert in process"),
    Row(
        "6",
        "eight writers at once, notes a second",
        "eight writers",
        "eight inserts",
        Goal(0.5, at_least=True),
        unit="a second",
    ),
    Row(
        "7",
        "sign in, keys unwrapped",
        "sign in",
        "argon2id",
        Goal(1.2),
        (Ahead(SIGN_IN, "GlobaLeaks", 8),),
    ),
    Row("", "unlock after sixteen idle minutes", "unlock", "argon2id"),
    Row("", "ask the gate: six rooms, the plan, the signature", "gate", "bare list"),
    Row("", "a trigger recorded, until everything joint is closed", "trigger", "bare insert"),
    Row("", "the nightly tick over 100,000 open cases, one night", "tick", unit="s"),
    Row("", "what lapses or changed this week in 100,000 open cases: one query", "this week"),
    Row("", "public form, eight at once: opened and sent", "eight visitors", "eight bare visits"),
    Row("", "fresh demo: from the command to the first page", "demo", unit="s"),
)
