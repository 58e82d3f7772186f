"""Shares: the one way words leave a room (design.md §1; security.md D-13)."""

from datetime import date

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.rooms import queries
from yarrow.rooms.access import rooms_words_may_go_to
from yarrow.rooms.facts import SharedWords, ShareMade
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.rules import preview_mark
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .dropping import drop_note
from .writing import seal_entry


@transaction.atomic
def share_words(
    *,
    source: Room,
    target: Room,
    words: str,
    agreed_how: str,
    agreed_on: date,
    seen: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Drop | Refused:
    """Pass on exactly these words, with the recorded agreement of whose they are.

    ``seen`` is the mark of the preview that was shown: other words, or another room, than the
    worker saw are refused. Raises NotThere unless the worker is inside the source room.
    """
    if not queries.holds(by, source) or target not in rooms_words_may_go_to(by, source):
        raise NotThere
    if seen != preview_mark(words=words, target=target.pk):
        return refused("SHARE", N_("Look at the preview again: the words or the room have changed."))
    if agreed_on > clock.today():
        return refused("SHARE", N_("The day of the agreement is in the future."), field="agreed_on")
    drop_id = new_id()
    made = ShareMade(
        words=LongText(words),
        to_room=str(target.pk),
        agreed_how=LongText(agreed_how),
        agreed_on=agreed_on,
        note=Mark(str(drop_id)),
    )
    entry = seal_entry(room=source, fact=made, by=by, keyring=keyring, clock=clock)
    if isinstance(entry, Refused):
        return entry
    audit.append(chain=source.pk, event=Event.SHARE_MADE, actor=by.pk, subject=target.pk, clock=clock)
    shared = SharedWords(words=LongText(words))
    return drop_note(room=target, fact=shared, by=by, keyring=keyring, clock=clock, drop_id=drop_id)
