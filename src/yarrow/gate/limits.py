"""How one number of a rule may be tightened: which way, and how far. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class Stricter(StrEnum):
    """Which way a number is tightened."""

    FEWER = "fewer"
    MORE = "more"


class Unit(Choice):
    """What a number counts."""

    DAYS = "days", N_("days")
    HOURS = "hours", N_("hours")
    MINUTES = "minutes", N_("minutes")
    WORKERS = "workers", N_("workers")
    SESSIONS = "sessions", N_("sessions")


@dataclass(frozen=True, slots=True)
class Limit:
    """One number: the rule's own, which way is stricter, and how far a service may go.

    Past ``tightest`` nothing could go ahead at all, which is no number but another decision.
    """

    name: str
    code: str
    words: str
    unit: Unit
    own: int
    tightest: int

    @property
    def stricter(self) -> Stricter:
        """Whether fewer or more is stricter."""
        return Stricter.FEWER if self.tightest < self.own else Stricter.MORE

    def is_within(self, value: object) -> bool:
        """Whether this is a whole number from the rule's own to the tightest; True is no number."""
        low, high = sorted((self.own, self.tightest))
        return type(value) is int and low <= value <= high


def limited(own: int, tightest: int, code: str, unit: Unit, words: str) -> Any:
    """A number of a policy: the rule's own unless a service asks more (``limit_of`` reads it back)."""
    return field(default=own, metadata={"tightest": tightest, "code": code, "unit": unit, "words": words})


def limit_of(each: Any) -> Limit:
    """What a field that ``limited`` made says of itself."""
    said = each.metadata
    return Limit(each.name, said["code"], said["words"], said["unit"], each.default, said["tightest"])
