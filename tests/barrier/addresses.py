"""Every route of the service, with the ids of all that lies in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from yarrow.bookings.models import Booking
from yarrow.gate.facts.agencies import AgencyShare, RiskReport
from yarrow.gate.facts.carried import CarriedCopy, CarriedMessage
from yarrow.gate.forms import Form
from yarrow.kernel.ids import new_id
from yarrow.record.preparing.steps import LAST

from . import carried
from .settled import Settled

ROOMS = ("harmed", "other", "child", "team", "shared", "intake")


@dataclass(frozen=True, slots=True)
class Target:
    """One route with ids; ``room`` is the part of the family's room that they belong to, if any."""

    route: str
    ids: tuple[UUID | int, ...]
    room: str = ""

    @property
    def address(self) -> str:
        """Where it is."""
        return reverse(self.route, args=self.ids)

    def of_nothing(self) -> "Target":
        """The same route with ids that nothing has."""
        return Target(
            self.route, tuple(_NO_PAGE if isinstance(each, int) else new_id() for each in self.ids), self.room
        )


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
    pages = {str(number) for number in range(1, max(LAST, len(Form)) + 1)}  # of a circle; ways of working
    return pages | frozenset(word for part in parts for word in part.split("/") if "<" not in word)


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


def _ids(route: str, name: str, part: str, settled: Settled) -> Sequence[UUID | int]:
    found: dict[str, Callable[[], UUID | int]] = {
        "room_id": lambda: settled.room(part).pk,
        "case_id": lambda: settled.family.case.pk,
        "plan_id": lambda: settled.arranged.pk,
        "referral_id": lambda: settled.referral,
        "visit_id": lambda: settled.visit,
        "planned_id": lambda: settled.cared["planned"],
        "cohort_id": lambda: settled.cared["cohort"],
        "place_id": lambda: settled.cared["place"],
        "day_id": lambda: settled.cared["day"],
        "reflection_id": lambda: settled.cared["reflection"],
        "device_id": lambda: _NOTHING,
        "booking_id": lambda: Booking.objects.get().pk,
        "secret": lambda: _NOTHING,
        "question_id": lambda: settled.near["question"],
        "asked_id": lambda: settled.near["asked"],
        "move_id": lambda: settled.near["move"],
        "session_id": lambda: settled.sessions.get(part, _NOTHING),
        "number": lambda: _number(route, part, settled),
        "worker_id": lambda: _worker(route, settled),
        "invitation_id": lambda: settled.people["invitation"],
        "shown_id": lambda: settled.people["shown"],
        "attestation_id": lambda: settled.attestation,
        "policy_id": lambda: settled.policy,
        "ticket_id": lambda: settled.paper_ticket if route == "papers:once" else settled.ticket,
        "stopped_id": lambda: settled.stopped,
        "search_id": lambda: settled.emergency["search"],
        "opening_id": lambda: settled.emergency["opening"],
        "answers_id": lambda: settled.apart,
        "looking_id": lambda: settled.emergency["looking"],
        "share_id": lambda: settled.shares.get(part, _NOTHING),
        "paper_id": lambda: settled.papers.get(part, _NOTHING),
        "follow_up_id": lambda: settled.follow_up(part),
        "entry_id": lambda: _entry(route, part, settled),
    }
    return [found[name]()]  # a new kind of id fails here until somebody says what to ask for


def _number(route: str, part: str, settled: Settled) -> int:
    if route in {"agencies:carry", "agencies:carry_seen"}:
        return settled.room(part).number
    return 3 if route == "record:prepare_step" else 1


_OF_A_REPORT = ("agencies:report", "agencies:paper", "agencies:carry", "agencies:carry_seen")
_OF_A_DOCUMENT = ("files:document", "files:page", "files:save", "papers:give")
_NOTHING = UUID(int=0)
_NO_PAGE = 9999


def _worker(route: str, settled: Settled) -> UUID:
    if route in {"people:figures", "people:wrong"}:
        return settled.people["newcomer"]
    if route == "emergency:off":
        return settled.cast.worker("duty").pk
    if route in {"bookings:ask", "bookings:person"}:
        return Booking.objects.get().worker_id
    if route == "people:freeze":
        return settled.cast.worker("frozen").pk  # already so: whoever presses loses nobody's session
    about_keys = {"people:confirm_keys", "people:sign_keys", "people:stop_keys"}
    return settled.cast.worker("outsider" if route in about_keys else "harmed_worker").pk


def _entry(route: str, part: str, settled: Settled) -> UUID:
    of_its_own: dict[str, Callable[[], UUID]] = {
        **dict.fromkeys(_OF_A_DOCUMENT, lambda: settled.documents.get(part, _NOTHING)),
        **dict.fromkeys(_OF_A_REPORT, lambda: settled.told(part, RiskReport)),
        "agencies:share_step": lambda: settled.told(part, AgencyShare),
        **dict.fromkeys(
            ("carrying:one", "carrying:on", "carrying:away"),
            lambda: carried.of_room(settled.family, part, CarriedMessage),
        ),
        **dict.fromkeys(
            ("carrying:copy", "carrying:asked", "carrying:today", "carrying:after"),
            lambda: carried.of_room(settled.family, part, CarriedCopy),
        ),
        "agreements:change": lambda: settled.line_of_agreement(stands=False),
        "agreements:asked": lambda: settled.line_of_agreement(stands=True),
        "agreements:kept": lambda: settled.line_of_agreement(stands=True),
        "agreements:step_done": lambda: settled.next_step(part),
        "record:write": lambda: settled.sheets.get(part, _NOTHING),
        "record:throw_away": lambda: settled.sheets.get(part, _NOTHING),
    }
    if part != "intake":
        of_its_own["record:agree"] = lambda: settled.awaiting_second(part)
    if part == "team":
        of_its_own["record:put_right"] = settled.venue_plan
    return of_its_own.get(route, lambda: settled.entries(part)[0])()
