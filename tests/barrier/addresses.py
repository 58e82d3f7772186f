"""Every route of the service, with the ids of all that lies in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from yarrow.kernel.ids import new_id

from .settled import Settled

ROOMS = ("harmed", "other", "child", "team", "shared", "intake")


@dataclass(frozen=True, slots=True)
class Target:
    """One route with ids; ``room`` is the part of the family's room that they belong to, if any."""

    route: str
    ids: tuple[UUID, ...]
    room: str = ""

    @property
    def address(self) -> str:
        """Where it is."""
        return reverse(self.route, args=self.ids)

    def of_nothing(self) -> "Target":
        """The same route with ids that nothing has."""
        return Target(self.route, tuple(new_id() for _ in self.ids), self.room)


def routes() -> dict[str, tuple[str, ...]]:
    """The name of each route, with the names of its ids in order."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{before}{pattern.name}", tuple(pattern.pattern.converters)


def literals() -> frozenset[str]:
    """Every word that may stand in an address."""
    parts = (str(pattern.pattern) for pattern in _patterns(get_resolver().url_patterns))
    return frozenset(word for part in parts for word in part.split("/") if "<" not in word)


def _patterns(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def targets(settled: Settled, rooms: Iterable[str] = ROOMS) -> list[Target]:
    """Every route, once for each room that its ids may name."""
    inside = tuple(rooms)
    return [target for route, names in routes().items() for target in _of(route, names, settled, inside)]


def _of(route: str, names: tuple[str, ...], settled: Settled, rooms: tuple[str, ...]) -> Iterator[Target]:
    per_room = "room_id" in names
    for part in rooms if per_room else ("",):
        choices = [_ids(route, name, part, settled) for name in names]
        yield from (Target(route, ids, part) for ids in product(*choices))


def _ids(route: str, name: str, part: str, settled: Settled) -> list[UUID]:
    plan = settled.carried if route in {"meetings:messages", "meetings:vet"} else settled.arranged
    found = {
        "room_id": lambda: settled.room(part).pk,
        "case_id": lambda: settled.family.case.pk,
        "plan_id": lambda: plan.pk,
        "referral_id": lambda: settled.referral,
        "worker_id": lambda: settled.cast.worker("harmed_worker").pk,
        "share_id": lambda: settled.shares.get(part, _NOTHING),
        "entry_id": lambda: _entry(route, part, settled),
    }
    return [found[name]()]  # a new kind of id fails here until somebody says what to ask for


_NOTHING = UUID(int=0)


def _entry(route: str, part: str, settled: Settled) -> UUID:
    if route == "meetings:vet":
        return settled.shared_words("other")
    if route == "record:agree" and part != "intake":
        return settled.awaiting_second(part)
    if route in {"record:write", "record:throw_away"}:
        return settled.sheets.get(part, _NOTHING)
    return settled.entries(part)[0]
