"""With every write in a person's room a sealed note for intake: what can be compared now, or nothing."""

from django.db import transaction

from yarrow.cases.lists import kept_closely
from yarrow.gate.facts import Fact
from yarrow.gate.facts.who import Identity, Reach
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.matching.contexts import note_context
from yarrow.matching.models import MatchNote
from yarrow.matching.notes import NOTE_PAD, Note
from yarrow.matching.tokens import Somebody, emails_in, numbers_in, tokens_of
from yarrow.rooms.models import Room
from yarrow.rooms.queries import recorded_in
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to

from .keys import key_to_leave_with

_MOST_TOKENS = 12
"""Further numbers of one person are not compared, nor what the padding does not hold."""
_MOST_FACTS = 3
"""So many names, and so many ways of reaching somebody, the latest: the database waits meanwhile."""


@transaction.atomic
def note_written(*, room: Room, fact: Fact, keyring: Keyring, clock: Clock) -> None:
    """Leave the note, in the transaction of the write, whose audit row stands for both.

    An audit row of its own would tell that somebody's name or number was written.
    """
    if room.kind != RoomKind.PERSON or (key := key_to_leave_with(clock=clock)) is None:
        return
    row = MatchNote(id=new_id(), key=key)
    note = _note_of(room, fact, keyring).to_bytes()
    row.blob = wrap_to(bytes(key.public), note, note_context(row), pad_to=NOTE_PAD)
    row.save(force_insert=True)


def _note_of(room: Room, fact: Fact, keyring: Keyring) -> Note:
    """Of a closely kept case nothing is compared, and what was compared before is withdrawn."""
    if room.case is None or kept_closely([room.case]):
        return Note(room.pk, room.entries.count())
    if not isinstance(fact, Identity | Reach):
        return Note(None)
    facts = [each.fact for each in recorded_in(room, keyring)]
    names = [each for each in facts if isinstance(each, Identity)][-_MOST_FACTS:]
    ways = [each for each in facts if isinstance(each, Reach)][-_MOST_FACTS:]
    said: list[Identity | Reach] = [*names, *ways]
    tokens = {token for each in said for token in tokens_of(_somebody(each))}
    return Note(room.pk, room.entries.count(), tuple(tokens)).cut(_MOST_TOKENS)


def _somebody(fact: Identity | Reach) -> Somebody:
    """Every name, day and number that was recorded and not put right since: an old number may match too."""
    if isinstance(fact, Identity):
        return Somebody(fact.full_name, fact.date_of_birth)
    words = f"{fact.other_route}\n{fact.when_safe}"
    numbers = numbers_in(f"{fact.phone}\n{words}")
    return Somebody(telephones=(fact.phone, *numbers), emails=emails_in(f"{fact.phone}\n{words}"))
