"""What the rooms of a case protect, for the one door (design.md §4).

A row is sealed under a key of the service and bound to its room, so nobody forges one or moves another
room's in. It names the number and the digest of the newest event of its room's record that can change what
is protected: an older row that was put back names an older event, and a room in which anything was written
or taken out since has a newer one. An event says nothing at another number, so repeating one does not help
either. Anything else than a row that holds is *unknown*, and the door stops: a missing row, another version
of what is recognised, a note that nobody inside has read, a room that does not stand where it was opened.
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Case
from yarrow.door.protection import Keyed, Protection, protection_of_places
from yarrow.rooms.contexts import protected_context
from yarrow.rooms.models import Protected, Room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import unseal
from yarrow.sealing.door import door_key, keyed_digest, seal_key
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.queries import pepper, the_service

from .placed import rooms_as_recorded
from .written import rooms_with_unread_notes

CHANGES = (Event.ENTRY_SEALED, Event.ENTRY_QUARANTINED, Event.STANDING_ATTESTED)
"""What can change what a room protects, and what follows each change."""

_PROTECTING = (RoomKind.PERSON, RoomKind.TEAM)
_NUMBER, _DIGEST = 8, 32


def door_keyed() -> Keyed:
    """The digest that ``protection_of`` and ``found_in`` take. Raises ``PepperMissing``."""
    return keyed_digest(door_key(pepper(), the_service().pk))


def protected_key() -> bytes:
    """The key that rows are sealed under. Raises ``PepperMissing``."""
    return seal_key(pepper(), the_service().pk)


def bound(number: int, digest: bytes, protection: Protection) -> bytes:
    """The plaintext of a row: the newest event of the room, and what it protects."""
    return number.to_bytes(_NUMBER, "big") + digest.ljust(_DIGEST, b"\0") + protection.to_bytes()


def newest_change(room: UUID) -> tuple[int, bytes]:
    """Number and digest of the event that a row of this room must name; 0 before the first."""
    event = AuditEvent.objects.filter(chain=room, event__in=CHANGES).order_by("-number").first()
    return (event.number, bytes(event.digest)) if event is not None else (0, b"")


def protections_of(case: Case, but: Collection[UUID]) -> Mapping[UUID, Protection | None]:
    """What each other room of the case protects from who reads the rooms of ``but``; None is unknown.

    People's rooms and the team's. What the rooms of ``but`` know is taken off, unless it was marked secret;
    where one of those is unknown nothing is taken off for it. Under the case's own id stands None where a
    number of a room is missing among them: one was moved away. Always the same number of queries.
    """
    rooms = list(_rooms(case))
    read = _read(rooms)
    known = _known(read[room.pk] for room in rooms if room.pk in but)
    asked = [room for room in rooms if room.kind in _PROTECTING and room.pk not in but]
    found = {room.pk: _for_others(read[room.pk], known) for room in asked}
    if {room.number for room in rooms} != set(range(1, len(rooms) + 1)):
        return {**found, case.pk: None}
    return found


def is_protected(room: Room) -> bool:
    """Whether the door knows what this room protects."""
    return _read(list(_annotated(Room.objects.filter(pk=room.pk))))[room.pk] is not None


def service_places() -> Protection:
    """What this service never says of itself: where its office is, its refuges, its partners."""
    return protection_of_places(settings.SERVICE_PLACES, door_keyed())


def _rooms(case: Case) -> QuerySet[Room]:
    return _annotated(Room.objects.filter(case=case).order_by("number"))


def _annotated(rooms: QuerySet[Room]) -> QuerySet[Room]:
    last = AuditEvent.objects.filter(chain=OuterRef("pk"), event__in=CHANGES).order_by("-number")
    return rooms.annotate(
        change_number=Subquery(last.values("number")[:1]),
        change_digest=Subquery(last.values("digest")[:1]),
        lodged=Subquery(Protected.objects.filter(room=OuterRef("pk")).values("blob")[:1]),
    )


def _read(rooms: list[Room]) -> dict[UUID, Protection | None]:
    placed = rooms_as_recorded(rooms)
    unread = rooms_with_unread_notes([room.pk for room in rooms])
    key, deployment = protected_key(), the_service().pk
    return {
        room.pk: _opened(room, key, deployment) if room.pk in placed and room.pk not in unread else None
        for room in rooms
    }


def _opened(room: Room, key: bytes, deployment: UUID) -> Protection | None:
    """What a row says, where it is whole and nothing has happened in its room since."""
    number, digest, blob = (getattr(room, name) for name in ("change_number", "change_digest", "lodged"))
    if blob is None:
        return Protection() if number is None else None
    try:
        raw = unseal(key, bytes(blob), protected_context(room.pk, deployment=deployment))
        if (
            raw[: _NUMBER + _DIGEST]
            != bound(number or 0, bytes(digest or b""), Protection())[: _NUMBER + _DIGEST]
        ):
            return None
        return Protection.from_bytes(raw[_NUMBER + _DIGEST :])
    except (CannotOpen, ValueError):
        return None


def _known(protections: Iterable[Protection | None]) -> frozenset[bytes]:
    return frozenset(digest for each in protections if each is not None for digest in each.known)


def _for_others(protection: Protection | None, known: frozenset[bytes]) -> Protection | None:
    return None if protection is None else protection.without(known)
