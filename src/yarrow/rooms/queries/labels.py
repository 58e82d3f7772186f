"""Names for lists of rooms: one small sealed row each, always the same number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yarrow.gate.facts.agencies import chase_on
from yarrow.gate.facts.who import Identity
from yarrow.rooms.contexts import label_context
from yarrow.rooms.label import KINDS, Label, report_owed, spoken_on
from yarrow.rooms.models import Entry, Quarantine, Room, Wrap
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.queries import the_service

from .many import entries_of_kinds, key_in
from .recorded import ReadEntry, facts_that_count


def labels_in(rooms: Iterable[Room], keyring: Keyring, teams: Iterable[UUID] = ()) -> dict[UUID, Label]:
    """The labels of the people's rooms among these, as far as this worker is in them; and of ``teams``.

    ``teams``: the rooms of teams, for who asks what is owed to an office.

    A label that is missing, does not open or is older than its room is worked out from the entries:
    it may cost time, it never gives a wrong name. A room whose entries do not open either has none.
    """
    asked = [*(room.pk for room in rooms if room.kind == RoomKind.PERSON), *teams]
    labels = _sealed_labels(asked, keyring)
    missing = [room for room in asked if room not in labels]
    if missing:
        entries = entries_of_kinds(missing, keyring, KINDS)
        labels |= {room: label_of(found, tide=0) for room, found in entries.items()}
    return labels


def label_of(entries: Sequence[ReadEntry], *, tide: int) -> Label:
    """The label of a room, worked out from its entries."""
    facts = [each.fact for each in facts_that_count(entries)]
    known = [fact for fact in facts if isinstance(fact, Identity)]
    owes, due = report_owed(facts)
    days = _days(entries)
    spoken = [spoken_on(read.fact, days[read.entry.pk]) for read in entries if read.counts]
    last = max((day for day in spoken if day), default=None)
    label = Label(tide=tide, spoken_with_on=last, owes_report=owes, report_due_on=due)
    label = replace(label, chase_on=chase_on(facts))
    return replace(label, name=known[-1].known_as, age=known[-1].age_band) if known else label


def _days(entries: Sequence[ReadEntry]) -> dict[UUID, date]:
    """The day of each entry; putting a note right today does not make it a call of today."""
    days: dict[UUID, date] = {}
    for read in entries:
        days[read.entry.pk] = days.get(read.corrects, read.entry.day) if read.corrects else read.entry.day
    return days


def _sealed_labels(rooms: list[UUID], keyring: Keyring) -> dict[UUID, Label]:
    deployment, labels = the_service().pk, {}
    for wrap in _wraps_with_labels(rooms, keyring).annotate(tide=_TIDE):
        label = _opened(wrap, keyring, deployment)
        if label is not None and label.tide == wrap.tide:
            labels[wrap.version.room_id] = label
    return labels


def _opened(wrap: Wrap, keyring: Keyring, deployment: UUID) -> Label | None:
    row = wrap.version.room.label
    try:
        key = key_in(wrap, keyring, deployment)
        return Label.from_bytes(unseal(key, bytes(row.blob), label_context(row, deployment=deployment)))
    except (CannotOpen, ValueError, KeyError):
        return None


def _wraps_with_labels(rooms: list[UUID], keyring: Keyring) -> QuerySet[Wrap]:
    """The worker's wraps of the key that each label is sealed under."""
    wraps = Wrap.objects.filter(version__room__in=rooms, holder_id=keyring.worker, holder__is_active=True)
    return wraps.filter(version__number=F("version__room__label__version")).select_related(
        "version__room__label"
    )


_LAST = Entry.objects.filter(room=OuterRef("version__room")).order_by("-number").values("number")[:1]
_OUT = Quarantine.objects.filter(entry__room=OuterRef("version__room")).order_by().values("entry__room")
_TIDE = Coalesce(Subquery(_LAST), 0) + Coalesce(Subquery(_OUT.annotate(n=Count("pk")).values("n")), 0)
"""``tide_of`` for many rooms at once; the last number is the count, since numbers have no gap."""
