"""Every kind of fact that a room can hold. Importing this package fills the registry."""

from yarrow.gate.facts import (
    after,
    agencies,
    agreement,
    bookings,
    calls,
    carried,
    change,
    children,
    choice,
    course,
    day,
    emergency,
    files,
    freedom,
    groups,
    harm,
    justice,
    kept,
    messages,
    orders,
    own_hand,
    people,
    preparation,
    proposals,
    readiness,
    risk,
    routes,
    team,
    visits,
    ways,
    who,
)
from yarrow.gate.facts.base import (
    KINDS,
    AskedField,
    Fact,
    Home,
    Problem,
    Shape,
    Subject,
    Unreadable,
    ask,
    asked,
    fact,
)
from yarrow.gate.words import Answer

__all__ = [
    "KINDS",
    "AskedField",
    "Fact",
    "Home",
    "Problem",
    "Shape",
    "Subject",
    "Unreadable",
    "after",
    "agencies",
    "agreement",
    "ask",
    "asked",
    "bookings",
    "calls",
    "carried",
    "change",
    "children",
    "choice",
    "course",
    "day",
    "emergency",
    "fact",
    "facts_for",
    "files",
    "freedom",
    "groups",
    "harm",
    "is_trigger",
    "justice",
    "kept",
    "messages",
    "notice_for_team",
    "orders",
    "own_hand",
    "people",
    "preparation",
    "proposals",
    "readiness",
    "risk",
    "routes",
    "team",
    "visits",
    "ways",
    "who",
]


def facts_for(home: Home) -> tuple[type[Fact], ...]:
    """The kinds that a room of this sort may hold, in the order of their subjects."""
    order = list(Subject)
    found = [kind for kind in KINDS.values() if home in kind.homes]
    return tuple(sorted(found, key=lambda kind: order.index(kind.subject)))


def is_trigger(found: Fact) -> bool:
    """Whether risk must be looked at again because of this fact (domain.md E8)."""
    return found.is_trigger()


def notice_for_team(found: Fact) -> team.TriggerNotice | None:
    """What is dropped into the team room in the same moment; it never says what happened."""
    if not (found.is_trigger() or found.speaks_of_abuse()):
        return None
    return team.TriggerNotice(abuse_said=_said_of_abuse(found))


def _said_of_abuse(found: Fact) -> Answer:
    if found.speaks_of_abuse():
        return Answer.YES
    return Answer.UNKNOWN if found.may_speak_of_abuse() else Answer.NO
