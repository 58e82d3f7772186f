"""A record with one of its answers not known."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from yarrow.gate.facts.base import Fact
from yarrow.gate.recorded import Recorded
from yarrow.gate.tests import favourable as good
from yarrow.gate.words import Choice


def unknown_in(entry: Recorded, name: str) -> Recorded:
    """The same entry with one answer "not known"; of several that were ticked, only that is left."""
    value = getattr(entry.fact, name)
    unknown = (type(value[0]).of("unknown"),) if isinstance(value, tuple) else type(value).of("unknown")
    return replace(entry, fact=replace(entry.fact, **{name: unknown}))  # type: ignore[type-var]  # a dataclass


def may_be_unknown(fact: Fact) -> Iterator[str]:
    """The fields whose answer has a "not known"."""
    if not is_dataclass(fact):
        return
    for each in fields(fact):
        value = getattr(fact, each.name)
        said = value[0] if isinstance(value, tuple) and value else value
        if isinstance(said, Choice) and "unknown" in {member.value for member in type(said)}:
            yield each.name


def made_unknown(fact: Fact) -> Iterator[Fact]:
    """The same record once for each of its answers, with that one "not known"."""
    (entry,) = good.written([fact])
    yield from (unknown_in(entry, name).fact for name in may_be_unknown(fact))
