"""Holding one finished paper against what every other room protects, whoever is signed in.

It uses no key of a room: what is protected lies as keyed digests that only the running service can
compare (``yarrow.door``). Nothing is left out early: every room is compared, whatever was found before,
so that how long it takes tells nothing (security.md T07).
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.door.protection import Matched, Protection, reading_of
from yarrow.door.text import Text
from yarrow.rooms.models import Room
from yarrow.rooms.queries import case_rooms, tide_of
from yarrow.rooms.queries.protecting import door_keyed, protections_of, service_places
from yarrow.rooms.terms import RoomKind

from .artefact import Artefact
from .content import Why, state_digest
from .extracting.apart import read_apart
from .terms import SERVICE

_LOG = logging.getLogger("yarrow.outgoing")


@dataclass(frozen=True, slots=True)
class Looked:
    """What the door found: why it may not pass, if so, and whose people are asked."""

    why: frozenset[Why]
    found: Mapping[UUID, frozenset[Matched]]
    """The rooms that are asked, each with what of it was found."""
    states: Mapping[UUID, bytes]
    """The same rooms, each in its state of this moment. Nobody can answer for one that is unknown."""

    @property
    def found_nothing(self) -> bool:
        """Whether it may simply leave."""
        return not self.why

    def may_be_let_out(self) -> bool:
        """Whether somebody inside can answer for it: no room is unknown, and all of it can be seen."""
        return self.why <= {Why.PROTECTED, Why.BLIND}


def look(*, case: Case, audience: Room | None, artefact: Artefact) -> Looked:
    """Look through all of it. An error, whatever it is, is a reason why it may not pass."""
    found = _readable(artefact)
    protections = protections_of(case, but=not_other(case, audience))
    texts = found[0] if found is not None else ()
    protected = _protected(texts, protections)
    unknown = {room for room, protection in protections.items() if protection is None}
    blind = set(protections) or {SERVICE} if found is None or found[1] else set()
    why = {
        Why.UNREADABLE: found is None,
        Why.UNKNOWN: bool(unknown),
        Why.PROTECTED: bool(protected),
        Why.BLIND: found is not None and found[1],
    }
    asked = {room: protected.get(room, frozenset()) for room in {*protected, *unknown, *blind}}
    states = state_of(case, set(asked), protections)
    return Looked(frozenset(each for each, is_so in why.items() if is_so), asked, states)


def _readable(artefact: Artefact) -> tuple[Sequence[Text], bool] | None:
    """All texts of it, and whether there are pictures in it; None where it cannot be read at all."""
    try:
        found = read_apart(artefact)
    except Exception as failure:  # noqa: BLE001  # whatever a hostile file does to a reader, it does not pass
        _LOG.info("An artefact was not readable: %s", type(failure).__name__)
        return None
    return found.texts, found.has_pictures


def not_other(case: Case, audience: Room | None) -> frozenset[UUID]:
    """The room whose paper it is, and the shared one. A paper that is nobody's is for no room at all."""
    if audience is None:
        return frozenset()
    shared = case_rooms(case).filter(kind=RoomKind.SHARED).values_list("pk", flat=True)
    return frozenset({audience.pk, *shared})


def _protected(
    texts: Sequence[Text], protections: Mapping[UUID, Protection | None]
) -> dict[UUID, frozenset[Matched]]:
    asked, reading = {**protections, SERVICE: service_places()}, reading_of(texts, door_keyed())
    found = {room: reading.found(each) for room, each in asked.items() if each is not None}
    return {room: matched for room, matched in found.items() if matched}


def states_now(*, case: Case, audience: Room | None, rooms: set[UUID]) -> dict[UUID, bytes]:
    """What each of these rooms protects now, and how much has happened in it."""
    return state_of(case, rooms, protections_of(case, but=not_other(case, audience)))


def state_of(
    case: Case, rooms: set[UUID], protections: Mapping[UUID, Protection | None]
) -> dict[UUID, bytes]:
    """The same where it is known already what they protect: any change in a room is another state."""
    tides = {room.pk: tide_of(room) for room in case_rooms(case).filter(pk__in=rooms)}
    return {room: _state(room, tides, protections.get(room)) for room in rooms}


def _state(room: UUID, tides: Mapping[UUID, int], protection: Protection | None) -> bytes:
    said = service_places() if room == SERVICE else protection
    return state_digest(
        room.bytes,
        tides.get(room, 0).to_bytes(8, "big"),
        b"unknown" if said is None else said.to_bytes(),
    )
