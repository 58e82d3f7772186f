"""Whether the gate said what the case expects. Every clause counts (VOCABULARY.md, "M")."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from .asking import Said, Seen
from .case import Expected
from .vocabulary import MISSING


class Fault(Enum):
    """What kind of mismatch it is."""

    WRONGLY_OPEN = "wrongly open"
    OVER_BLOCKED = "over-blocked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that was not met, in words."""

    fault: Fault
    expected: str
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation: form at one step."""

    step: int
    day: int
    form: str
    mismatches: tuple[Mismatch, ...] = field(default=())

    def has(self, fault: Fault) -> bool:
        """Whether any clause failed in this way."""
        return any(each.fault is fault for each in self.mismatches)


def told(said: Said) -> str:
    """What the gate said, in one line: codes, each with the places where it is seen."""
    if said.is_possible:
        return "possible"
    happened = _listed(seen for seen in said.seen if not seen.reason.absent)
    absent = _listed(seen for seen in said.seen if seen.reason.absent)
    parts = [f"because {happened}"] * bool(happened) + [f"records absent: {absent}"] * bool(absent)
    return "not yet, " + ("; ".join(parts) or "though no room, team or plan gives a reason")


def _listed(seen: Iterable[Seen]) -> str:
    places: dict[str, list[str]] = {}
    for each in seen:
        places.setdefault(each.reason.code, []).append(each.place)
    return ", ".join(f"{code} ({' '.join(dict.fromkeys(places[code]))})" for code in places)


def judge_now(expected: Expected, said: Said) -> Iterator[Mismatch]:
    """Compare with the answer as things are recorded."""
    if not said.agrees:
        yield Mismatch(Fault.OTHER, "the gate to answer as the rooms, the team and the plan say", told(said))
    unwelcome = sorted(said.codes & set(expected.not_because))
    if unwelcome:
        yield Mismatch(Fault.OVER_BLOCKED, f"not because of {', '.join(unwelcome)}", told(said))
    yield from _no(expected, said) if expected.answer == "no" else _may(expected, said)


def _no(expected: Expected, said: Said) -> Iterator[Mismatch]:
    if said.is_possible:
        yield Mismatch(Fault.WRONGLY_OPEN, "no", told(said))
    unsaid = _not_given(expected.because, said)
    if unsaid:
        yield Mismatch(Fault.OTHER, f"no, because {', '.join(unsaid)}", told(said))


def _may(expected: Expected, said: Said) -> Iterator[Mismatch]:
    hidden = sorted(set(expected.because) - said.remains - {MISSING})
    if hidden:
        yield Mismatch(Fault.OTHER, f"{', '.join(hidden)} shown as what remains possible", told(said))
    if not expected.if_complete:
        if not said.is_possible:
            yield Mismatch(Fault.OVER_BLOCKED, "possible at once", told(said))
        return
    if said.is_possible:
        yield Mismatch(Fault.WRONGLY_OPEN, "not ready before the records are complete", told(said))
    unsaid = _not_given(expected.missing, said)
    if unsaid:
        yield Mismatch(Fault.OTHER, f"not ready, naming {', '.join(unsaid)}", told(said))


def judge_completed(expected: Expected, said: Said) -> Iterator[Mismatch]:
    """Compare with the answer after the recipe."""
    if not said.agrees:
        yield Mismatch(Fault.OTHER, "the gate to answer as the rooms say, after the recipe", told(said))
    if not said.is_possible:
        yield Mismatch(Fault.OVER_BLOCKED, f"{expected.answer}, once complete", told(said))


def _not_given(codes: tuple[str, ...], said: Said) -> list[str]:
    given = said.codes | ({MISSING} if any(seen.reason.absent for seen in said.seen) else set())
    return [code for code in codes if code not in given]
