"""Cards: written inside the room, sealed again to each colleague on duty, taken back."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.emergency.content import CARD_SIZE, CardWords, copy_context
from yarrow.emergency.models import EmergencyCopy, KeptCard
from yarrow.emergency.queries.cards import ToBring, copies_to_bring, who_may_hold, written_in
from yarrow.gate.facts.emergency import EmergencyCard
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public


@transaction.atomic
def write_card(
    *,
    room: Room,
    card: EmergencyCard,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    entry_id: UUID | None = None,
) -> Entry | Refused:
    """Record the card in the room of its person, and seal it again to everybody on duty.

    Saving it unchanged says that somebody looked at it today. Copies of the card before are gone in
    the same transaction. Raises NotThere for who is not inside and for a room of no person.
    """
    if room.kind != RoomKind.PERSON:
        raise NotThere
    entry = seal_entry(room=room, fact=card, by=by, keyring=keyring, clock=clock, entry_id=entry_id)
    if isinstance(entry, Refused):
        return entry
    kept, _fresh = KeptCard.objects.update_or_create(
        room=room, defaults={"entry": entry, "looked_at_on": clock.today()}
    )
    EmergencyCopy.objects.filter(card=kept).delete()
    _seal_to(kept, CardWords(card, kept.looked_at_on), who_may_hold([room])[room.pk])
    audit.append(chain=room.pk, event=Event.CARD_COPIED, actor=by.pk, subject=entry.pk, clock=clock)
    return entry


@transaction.atomic
def take_card_back(*, room: Room, by: Worker, clock: Clock) -> None:
    """From this moment nobody on duty holds the card; what was written stays in the room."""
    if not holds(by, room):
        raise NotThere
    taken = KeptCard.objects.filter(room=room).delete()[0]
    if taken:
        audit.append(chain=room.pk, event=Event.CARD_TAKEN_BACK, actor=by.pk, clock=clock)


@transaction.atomic
def bring_copies(*, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Make the copies that are missing of cards in this worker's rooms, and delete those that should not be.

    It runs when a holder comes in, as grants do: a colleague named for duty since, or with new keys,
    gets theirs. Returns how many copies were made. A card that does not open is passed over.
    """
    return sum(_bring(each, by, keyring, clock) for each in copies_to_bring(by))


def _bring(wrong: ToBring, by: Worker, keyring: Keyring, clock: Clock) -> int:
    kept = KeptCard.objects.select_for_update(of=("self",)).get(pk=wrong.card.pk)
    EmergencyCopy.objects.filter(card=kept, worker__in=wrong.too_many).delete()
    card = written_in(kept, keyring) if wrong.missing else None
    if card is None:
        return 0
    # Two holders may come in at one moment: whoever comes second finds the copies made.
    have = set(kept.copies.values_list("worker_id", flat=True))
    missing = [worker for worker in wrong.missing if worker.pk not in have]
    made = _seal_to(kept, CardWords(card, kept.looked_at_on), missing)
    if made:
        audit.append(
            chain=kept.room_id, event=Event.CARD_COPIED, actor=by.pk, subject=kept.entry_id, clock=clock
        )
    return made


def _seal_to(kept: KeptCard, words: CardWords, workers: Iterable[Worker]) -> int:
    made = 0
    for worker in workers:
        try:
            public = trusted_sealing_public(worker)
        except UntrustedKey:
            # The others must be able to open it, even when one key cannot be believed.
            continue
        copy = EmergencyCopy(id=new_id(), card=kept, worker=worker)
        copy.blob = wrap_to(public, words.to_bytes(), copy_context(copy), pad_to=CARD_SIZE)
        copy.save(force_insert=True)
        made += 1
    return made
