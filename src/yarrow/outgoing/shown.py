"""What a page says of a stopped paper: what was found of the viewer's own rooms, and the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yarrow.door.protection import Matched, where_matched
from yarrow.door.text import Where
from yarrow.kernel.words import N_
from yarrow.rooms.models import Room
from yarrow.rooms.queries import entries_in, labels_in
from yarrow.rooms.queries.protecting import door_keyed
from yarrow.rooms.queries.recorded import facts_that_count
from yarrow.rooms.shown import room_listed
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .content import Why
from .extracting import Unreadable
from .extracting.apart import read_apart
from .queries import Opened, UsedUp, rations_used_up, stopped_for

WHY = {
    Why.PROTECTED: N_("Something is in it that a room protects."),
    Why.UNKNOWN: N_(
        "A room does not say what it protects. Whoever is inside opens it and presses “Still so”."
    ),
    Why.BLIND: N_(
        "There are pictures in it. What stands in a picture is not read: look at every page yourself."
    ),
    Why.UNREADABLE: N_("It could not be read. It has to be made again in another way."),
    Why.RATION: N_("It was not looked at."),
}
"""For who is asked; the sender never reads any of it."""
_LAYERS = {Where.BODY, Where.ADDRESS}


@dataclass(frozen=True, slots=True)
class OfRoom:
    """One room of the viewer's, and its own words that were found in the paper."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperShown:
    """The words of a paper: what is read on it, and what only a program finds."""

    read: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoorToday:
    """What the page of the day says of the door: how much waits for this worker, and used-up rations."""

    waiting: int
    alarms: Sequence[UsedUp]


def door_today(worker: Worker, keyring: Keyring, now: datetime) -> DoorToday:
    """One query where nothing waits, one more for who supervises or oversees."""
    waiting = [each for each in stopped_for(worker, keyring, now) if not each.is_let_out]
    return DoorToday(len(waiting), rations_used_up(worker, now))


def paper_shown(opened: Opened) -> PaperShown | None:
    """All words that the door read; None where nothing is kept or it cannot be read."""
    if opened.artefact is None or Why.UNREADABLE in opened.why:
        return None
    try:
        texts = read_apart(opened.artefact).texts
    except Unreadable:
        return None
    seen = [text.words for text in texts if text.where in _LAYERS]
    longest = max(seen, key=len, default="")
    hidden = [text.words for text in texts if text.where not in _LAYERS and text.words not in longest]
    return PaperShown(tuple(longest.splitlines()), tuple(dict.fromkeys(hidden)))


def found_in_rooms(opened: Opened, keyring: Keyring) -> Sequence[OfRoom]:
    """What of the viewer's own rooms was found, in the words of those rooms. Never of another room."""
    rooms = list(Room.objects.filter(pk__in=opened.mine).order_by("number"))
    names = labels_in(rooms, keyring)
    return [
        OfRoom(
            room_listed(room, names[room.pk].name if room.pk in names else "").name,
            _words_of(room, opened.mine[room.pk], keyring),
        )
        for room in rooms
    ]


def _words_of(room: Room, matched: frozenset[Matched], keyring: Keyring) -> tuple[str, ...]:
    if not matched:
        return ()
    facts = [each.fact for each in facts_that_count(entries_in(room, keyring))]
    return tuple(dict.fromkeys(words for _kind, words in where_matched(facts, matched, door_keyed())))
