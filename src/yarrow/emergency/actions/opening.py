"""Opening a card, and telling the room. Whoever must know is told in the same transaction."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.emergency.content import WORDS_SIZE, OpeningWords, SearchWords, opening_context
from yarrow.emergency.models import EmergencyOpening, EmergencySearch, Looking, LookingCopy, OpeningCopy
from yarrow.emergency.queries import candidates, copies_of, is_on, opening_of, search_of, words_of_search
from yarrow.emergency.queries.openings import told_in_words, told_the_code
from yarrow.emergency.rules import OPEN_FOR, review_due
from yarrow.emergency.terms import About
from yarrow.gate.facts.emergency import CardOpened, DutyNote
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions.leaving import leave_note
from yarrow.rooms.models import Drop, Room
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public


@transaction.atomic
def open_card(
    *, search_id: UUID, copy_id: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> EmergencyOpening:
    """Open one of the cards that were found, for an hour.

    In the same transaction a signed note with the reason goes into the room, and the reason is sealed
    to each who must know. The note makes the room's standing unknown until somebody inside has read
    it; it stops nothing that another room would see. Pressed twice it is one opening. Raises NotThere
    for who is not on duty, while emergency opening is off, and for any card the search did not find.
    """
    search = search_of(by, search_id, clock.now())
    words = words_of_search(search, keyring)
    found = {each.copy for each in candidates(by, keyring, words.wanted).shown}
    copy = copies_of(by).filter(pk=copy_id).select_related("card__room__case").first()
    if copy is None or copy.pk not in found or not is_on():
        raise NotThere
    EmergencySearch.objects.select_for_update().get(pk=search.pk)
    opening = _open_already(copy.card.room, by, clock)
    if opening is None:
        opening = _opened(room=copy.card.room, words=words, by=by, keyring=keyring, clock=clock)
    _ends_in(search, opening)
    return opening


def _ends_in(search: EmergencySearch, opening: EmergencyOpening) -> None:
    """Who looked for is told by the opening now; the copies of the search would only tell it to others."""
    Looking.objects.filter(pk=search.pk).update(opening=opening)
    LookingCopy.objects.filter(looking=search.pk).delete()


def _open_already(room: Room, by: Worker, clock: Clock) -> EmergencyOpening | None:
    rows = EmergencyOpening.objects.filter(room=room, worker=by, closes_at__gt=clock.now())
    return rows.filter(reviewed_at__isnull=True).first()


def _opened(
    *, room: Room, words: SearchWords, by: Worker, keyring: Keyring, clock: Clock
) -> EmergencyOpening:
    now = clock.now()
    opening = EmergencyOpening.objects.create(
        room=room, worker=by, at=now, closes_at=now + OPEN_FOR, review_due=review_due(clock.today())
    )
    note = CardOpened(
        reason=words.reason,
        words=LongText(words.words),
        at_hour=now.astimezone(LOCAL).strftime("%H:%M"),
        opening=Mark(str(opening.pk)),
    )
    # The note has the id of its opening: so the alert knows, without a key, whether it was read.
    leave_note(room=room, fact=note, author=by, keyring=keyring, clock=clock, drop_id=opening.pk)
    whole, code = OpeningWords(words.reason, words.words), OpeningWords(words.reason, "")
    told = [(worker, whole) for worker in told_in_words(opening)]
    told += [(worker, code) for worker in told_the_code(opening)]
    tell(opening=opening, told=told, about=About.REASON, event=Event.CARD_OPENED, by=by, clock=clock)
    return opening


def tell(
    *,
    opening: EmergencyOpening,
    told: Iterable[tuple[Worker, OpeningWords]],
    about: About,
    event: Event,
    by: Worker,
    clock: Clock,
) -> None:
    """Seal words about an opening to each who is told, and note the event in the room's chain."""
    for worker, words in told:
        try:
            public = trusted_sealing_public(worker)
        except UntrustedKey:
            # The alert itself is plain and shows without the words.
            continue
        copy = OpeningCopy(id=new_id(), opening=opening, worker=worker, about=about)
        copy.blob = wrap_to(public, words.to_bytes(), opening_context(copy), pad_to=WORDS_SIZE)
        copy.save(force_insert=True)
    audit.append(chain=opening.room_id, event=event, actor=by.pk, subject=opening.pk, clock=clock)


@transaction.atomic
def leave_word(
    *,
    opening_id: UUID,
    note: DutyNote,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
    drop_id: UUID | None = None,
) -> Drop:
    """Tell the room what happened, by a signed note; also after the hour. Sent twice it is kept once.

    Raises NotThere for an opening that is not one's own.
    """
    room = opening_of(by, opening_id).room
    Room.objects.select_for_update().get(pk=room.pk)
    if drop_id is not None and (kept := room.drops.filter(pk=drop_id).first()) is not None:
        return kept
    return leave_note(room=room, fact=note, author=by, keyring=keyring, clock=clock, drop_id=drop_id)
