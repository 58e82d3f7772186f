"""Which kinds of record a worker may write by hand. Pure."""

from yarrow.gate.facts import Fact, Home, facts_for
from yarrow.gate.facts.risk import SpecialistView
from yarrow.gate.facts.team import ProposalNotice, TriggerNotice, WholeView

BY_SPECIALISTS: frozenset[type[Fact]] = frozenset({SpecialistView, WholeView})
"""Specialists attest for themselves (design.md §4, "Asking")."""

AUTOMATIC: frozenset[type[Fact]] = frozenset({ProposalNotice, TriggerNotice})
"""Left by the rooms when something is recorded in them. Written or put right by hand, such a notice
could say that nothing has changed where something has. The harmed person's own choice is not among
them: her worker hears it from her and tells the team (design.md §5, decision 2)."""


def kinds_by_hand(home: Home | None, *, by_specialist: bool) -> tuple[type[Fact], ...]:
    """What may be recorded and put right by hand in a room of this sort; nothing where it has none."""
    if home is None:
        return ()
    barred = AUTOMATIC if by_specialist else AUTOMATIC | BY_SPECIALISTS
    return tuple(kind for kind in facts_for(home) if kind not in barred)
