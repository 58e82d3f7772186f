"""Cards: which rooms have one, who holds a copy of it, and which copies are still to be made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yarrow.cases.terms import Stage
from yarrow.emergency.content import CardWords, card_on
from yarrow.emergency.finding import found, wanted
from yarrow.emergency.models import EmergencyCopy, KeptCard
from yarrow.emergency.rules import is_stale
from yarrow.gate.facts.emergency import EmergencyCard
from yarrow.rooms.models import Quarantine, Room
from yarrow.rooms.queries import rooms_held_by
from yarrow.rooms.queries.knowing import kept_from, may_know_of
from yarrow.rooms.queries.many import entries_of_kinds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from .duty import duty_people, is_on_duty, not_frozen

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CardState:
    """Whether a room has a card, for who is inside. ``looked_at_on`` is None where it has none."""

    looked_at_on: date | None = None
    is_stale: bool = False
    opened_by_nobody: bool = False
    """It is written, but nobody on duty holds a copy: in an emergency it would not be found."""
    has_ended: bool = False
    """Its case is closed: no colleague on duty holds it any more (decision 0016)."""


def kept_cards() -> QuerySet[KeptCard]:
    """Every card that counts: one that was taken out as misfiled is none."""
    out = Quarantine.objects.filter(entry=OuterRef("entry"))
    return KeptCard.objects.exclude(Exists(out)).select_related("room", "room__case")


def card_states(rooms: Iterable[UUID], today: date) -> dict[UUID, CardState]:
    """The state of the card of each of these rooms. Ask only for rooms that the worker is in."""
    asked = list(rooms)
    held = EmergencyCopy.objects.filter(card=OuterRef("pk"))
    cards = kept_cards().filter(room__in=asked).annotate(is_held=Exists(held))
    states = {
        card.room_id: CardState(
            card.looked_at_on, is_stale(card.looked_at_on, today), not card.is_held, _has_ended(card.room)
        )
        for card in cards
    }
    return {room: states.get(room, CardState()) for room in asked}


def _has_ended(room: Room) -> bool:
    return room.case is not None and room.case.stage == Stage.CLOSED


def without_fresh_card(worker: Worker, today: date) -> tuple[int, int]:
    """How many people's rooms this worker is in without a card or with an old one, and in how many in all."""
    rooms_open = rooms_held_by(worker).filter(kind=RoomKind.PERSON).exclude(case__stage=Stage.CLOSED)
    rooms = list(rooms_open.values_list("pk", flat=True))
    states = card_states(rooms, today)
    return sum(each.looked_at_on is None or each.is_stale for each in states.values()), len(rooms)


def card_in(room: Room, keyring: Keyring) -> EmergencyCard | None:
    """The card as it stands in its room, for who is inside; None where there is none that opens."""
    kept = kept_cards().filter(room=room).first()
    return written_in(kept, keyring) if kept is not None else None


def written_in(kept: KeptCard, keyring: Keyring) -> EmergencyCard | None:
    """The entry behind a card, opened with the room's key."""
    entries = entries_of_kinds([kept.room_id], keyring, (EmergencyCard,)).get(kept.room_id, ())
    facts = [read.fact for read in entries if read.entry.pk == kept.entry_id and not read.is_quarantined]
    return next((each for each in facts if isinstance(each, EmergencyCard)), None)


# --- copies ---


def who_may_hold(rooms: Iterable[Room]) -> dict[UUID, list[Worker]]:
    """To whom the card of each of these rooms is to be sealed; of a closed case to nobody."""
    every = list(rooms)
    ended = Room.objects.filter(pk__in=[room.pk for room in every], case__stage=Stage.CLOSED)
    closed = set(ended.values_list("pk", flat=True)) if every else set()
    asked = [room for room in every if room.pk not in closed]
    on_duty = not_frozen(row.worker for row in duty_people())
    kept = kept_from(on_duty, asked) if on_duty and asked else None
    if kept is None:
        return {room.pk: [] for room in every}
    nobody: dict[UUID, list[Worker]] = {room.pk: [] for room in every}
    return nobody | {room.pk: [each for each in on_duty if not kept.is_from(each.pk, room)] for room in asked}


@dataclass(frozen=True, slots=True)
class ToBring:
    """A card whose copies are not as they should be: to whom it is missing, and who should have none."""

    card: KeptCard
    missing: tuple[Worker, ...]
    too_many: frozenset[UUID]


def copies_to_bring(worker: Worker) -> list[ToBring]:
    """The cards in this worker's own rooms whose copies are not as they should be."""
    if not duty_people():
        return []
    cards = list(kept_cards().filter(room__in=rooms_held_by(worker)))
    return _as_they_should_be(cards) if cards else []


def _as_they_should_be(cards: list[KeptCard]) -> list[ToBring]:
    wanted_by = who_may_hold([card.room for card in cards])
    held = _holders_of_copies(cards)
    found_wrong = []
    for card in cards:
        entitled = wanted_by[card.room_id]
        missing = tuple(each for each in entitled if each.pk not in held[card.pk])
        too_many = held[card.pk] - {each.pk for each in entitled}
        if missing or too_many:
            found_wrong.append(ToBring(card, missing, frozenset(too_many)))
    return found_wrong


def _holders_of_copies(cards: list[KeptCard]) -> Mapping[UUID, set[UUID]]:
    held: dict[UUID, set[UUID]] = defaultdict(set)
    for card, worker in EmergencyCopy.objects.filter(card__in=cards).values_list("card", "worker"):
        held[card].add(worker)
    return held


# --- finding ---


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that may be the right one, by as little as tells two people apart."""

    copy: UUID
    name: str
    told_apart: str
    looked_at_on: date


@dataclass(frozen=True, slots=True)
class Candidates:
    """The nearest few; ``are_more`` says that others fit as well, never how many."""

    shown: tuple[Candidate, ...]
    are_more: bool


def copies_of(worker: Worker) -> QuerySet[EmergencyCopy]:
    """The copies this worker may open now. Who is not on duty, or kept from the room since, has none."""
    if not is_on_duty(worker):
        return EmergencyCopy.objects.none()
    out = Quarantine.objects.filter(entry=OuterRef("card__entry"))
    rows = EmergencyCopy.objects.filter(may_know_of(worker, room="card__room"), worker=worker)
    rows = rows.exclude(card__room__case__stage=Stage.CLOSED)
    return rows.exclude(Exists(out)).select_related("card").order_by("pk")


def candidates(worker: Worker, keyring: Keyring, typed: str) -> Candidates:
    """The cards that fit what was typed, among the copies of this worker."""
    cards = opened_copies(worker, keyring)
    nearest = found(wanted(typed), [(copy, words.card) for copy, words in cards.items()])
    shown = [_candidate(copy, cards[copy]) for copy in nearest if isinstance(copy, UUID)]
    return Candidates(shown=tuple(shown[:MOST_SHOWN]), are_more=len(shown) > MOST_SHOWN)


def rooms_found(worker: Worker, keyring: Keyring, typed: str) -> list[Room]:
    """The rooms of every card that fits, shown or not: who is kept from one is not told of the search."""
    cards = opened_copies(worker, keyring)
    nearest = found(wanted(typed), [(copy, words.card) for copy, words in cards.items()])
    copies = [copy for copy in nearest if isinstance(copy, UUID)]
    rows = EmergencyCopy.objects.filter(pk__in=copies).select_related("card__room__case")
    return [row.card.room for row in rows]


def _candidate(copy: UUID, words: CardWords) -> Candidate:
    return Candidate(copy, words.card.known_as, words.card.told_apart, words.looked_at_on)


def opened_copies(worker: Worker, keyring: Keyring) -> dict[UUID, CardWords]:
    """Every copy of this worker that opens. One broken row must not hide the others."""
    deployment, opened = the_service().pk, {}
    for copy in copies_of(worker):
        with suppress(CannotOpen, ValueError):
            opened[copy.pk] = card_on(copy, keyring, deployment=deployment)
    return opened


def card_for(worker: Worker, keyring: Keyring, room: UUID) -> CardWords | None:
    """The newest copy of one room's card, for a worker on duty; None where none opens."""
    copy = copies_of(worker).filter(card=room).first()
    if copy is None:
        return None
    with suppress(CannotOpen, ValueError):
        return card_on(copy, keyring)
    return None
