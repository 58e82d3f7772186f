"""What an intake worker's session does for matching when it opens: keys, and the notes that lie waiting."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.matching.contexts import note_context, private_context, value_context, words_context
from yarrow.matching.models import LookUp, MatchKey, MatchKeyWrap, MatchNote, MatchValue
from yarrow.matching.notes import VALUE_PAD, WORDS_PAD, Kept, Note
from yarrow.matching.queries import (
    is_ours,
    left_with_a_key,
    may_look,
    opened_key,
    standing_key,
    who_holds_the_key,
)
from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sealing_pair_of
from yarrow.sealing.pepper import fingerprint
from yarrow.sealing.wrap import unwrap_with, wrap_to
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import the_service

from .keys import new_key, wrap_to_everybody


@transaction.atomic
def settle_matching(*, by: Worker, keyring: Keyring, clock: Clock) -> MatchKey | None:
    """Replace the key of who has gone, give it to who is new, and take in the notes; for intake only.

    A public half that is not ours is put right first. Returns the key this session may use; nothing for
    anybody else, and where the key cannot be put right. Run again it does nothing.
    """
    if not may_look(by):
        return None
    Service.objects.select_for_update().get()  # two sessions at once: the second finds it done
    row = standing_key()
    if row is None:
        made = new_key(clock=clock)
        return made[0] if made else None
    if not row.wraps.filter(worker=by).exists():
        return None  # a colleague of intake passes it on when next here
    key = opened_key(row, keyring)
    if not is_ours(row) and not _put_right(row, key, by=by, clock=clock):
        return None
    _take_in(row, key, by=by, clock=clock)
    if left_with_a_key(row).exists():
        row, key = _replaced(row, key, by=by, clock=clock)
    newcomers = who_holds_the_key().exclude(pk__in=row.wraps.values("worker"))
    wrap_to_everybody(row=row, key=key, workers=newcomers, clock=clock)
    return row


def _put_right(row: MatchKey, key: bytes, *, by: Worker, clock: Clock) -> bool:
    """Write back the public half that was exchanged, from the private one, if that is the one we made."""
    try:
        private = unseal(key, bytes(row.private_sealed), private_context(row))
        row.public = sealing_pair_of(private).public
    except (CannotOpen, ValueError):
        return False
    if not is_ours(row):
        return False
    row.save(update_fields=["public"])
    audit.append(
        chain=the_service().pk, event=Event.MATCH_KEY_PUT_RIGHT, actor=by.pk, subject=row.pk, clock=clock
    )
    return True


def _take_in(row: MatchKey, key: bytes, *, by: Worker, clock: Clock) -> None:
    """Write the values of every waiting note; one that does not open is thrown away: it says nothing."""
    waiting = list(row.notes.select_for_update())
    if not waiting:
        return
    private = unseal(key, bytes(row.private_sealed), private_context(row))
    notes = [note for each in waiting if (note := _read(each, private)) is not None and note.room]
    for note in sorted(notes, key=lambda note: note.tide):
        kept = [Kept(token, note.room, note.tide) for token in note.tokens if note.room]
        MatchValue.objects.filter(key=row, source=source_of(key, str(note.room))).delete()
        _write(row, key, kept)
    MatchNote.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    audit.append(
        chain=the_service().pk,
        event=Event.MATCH_VALUES_WRITTEN,
        actor=by.pk,
        subject=row.pk,
        clock=clock,
    )


def _read(row: MatchNote, private: bytes) -> Note | None:
    try:
        return Note.from_bytes(unwrap_with(private, bytes(row.blob), note_context(row)))
    except (CannotOpen, ValueError, KeyError):
        return None


def _write(row: MatchKey, key: bytes, kept: Iterable[Kept]) -> None:
    deployment = the_service().pk
    values = []
    for each in kept:
        value = MatchValue(id=new_id(), key=row, value=fingerprint(key, each.token))
        value.source = source_of(key, str(each.room))
        value.blob = seal(key, each.to_bytes(), value_context(value, deployment=deployment), pad_to=VALUE_PAD)
        values.append(value)
    MatchValue.objects.bulk_create(values)


def source_of(key: bytes, room: str) -> bytes:
    """Which room a value is of, for who holds the key."""
    return fingerprint(key, f"room:{room}")


def _replaced(old: MatchKey, key: bytes, *, by: Worker, clock: Clock) -> tuple[MatchKey, bytes]:
    """A new key, and every value and word written anew under it; what opened the old one is deleted."""
    made = new_key(clock=clock)
    if made is None:
        return old, key
    row, fresh = made
    deployment = the_service().pk
    kept = [_kept(value, key, deployment) for value in old.values.iterator()]
    _write(row, fresh, [each for each in kept if each is not None])
    _reseal_words(old, key, row)
    MatchValue.objects.filter(key=old).delete()
    MatchKeyWrap.objects.filter(key=old).delete()
    MatchKey.objects.filter(pk=old.pk).update(private_sealed=b"", retired_on=clock.today())
    audit.append(
        chain=the_service().pk, event=Event.MATCH_KEY_REPLACED, actor=by.pk, subject=row.pk, clock=clock
    )
    return row, fresh


def _kept(value: MatchValue, key: bytes, deployment: UUID) -> Kept | None:
    try:
        return Kept.from_bytes(unseal(key, bytes(value.blob), value_context(value, deployment=deployment)))
    except (CannotOpen, ValueError):
        return None


def _reseal_words(old: MatchKey, key: bytes, new: MatchKey) -> None:
    """Why somebody looked stays readable for intake; what does not open is left as it is."""
    private = unseal(key, bytes(old.private_sealed), private_context(old))
    for look in LookUp.objects.exclude(words=b""):
        try:
            words = unwrap_with(private, bytes(look.words), words_context(look))
        except CannotOpen:
            continue
        sealed = wrap_to(bytes(new.public), words, words_context(look), pad_to=WORDS_PAD)
        LookUp.objects.filter(pk=look.pk).update(words=sealed)
