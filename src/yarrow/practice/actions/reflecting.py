"""Looking back on one's own practice, showing it to a supervisor, and time to talk."""

from collections.abc import Mapping

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.practice.access import may_offer_time
from yarrow.practice.models import Reflection, ReflectionCopy, TimeToTalk
from yarrow.practice.queries.reflecting import (
    copy_place,
    own_place,
    own_reflection,
    people_named_in,
    raw_words,
    readers_for,
)
from yarrow.practice.reflection import Looked
from yarrow.practice.terms import Offer
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public

_NAMES = refused(
    "PRACTICE",
    N_("The name of somebody you work with may stand in it. Write about your practice, not about people."),
    field="looked",
)
_NO_KEY = refused("PRACTICE", N_("This colleague's key cannot be believed just now. Choose another."))


@transaction.atomic
def keep_reflection(
    *, words: Mapping[str, str], is_looked_through: bool, by: Worker, keyring: Keyring, clock: Clock
) -> Reflection | Refused:
    """Seal it to the worker who wrote it, and to nobody else.

    Refuses once where the first name of somebody stands in it whose room the worker is in.
    """
    if not is_looked_through and people_named_in(words.values(), by, keyring):
        return _NAMES
    row = Reflection(id=new_id(), worker=by, on=clock.today())
    public = trusted_sealing_public(by)
    row.blob = wrap_to(public, Looked(dict(words)).to_bytes(), own_place(row), pad_to=1024)
    row.save(force_insert=True)
    _note(event=Event.REFLECTION_KEPT, of=by, by=by, clock=clock)
    return row


@transaction.atomic
def show_reflection(
    *, reflection: Reflection, to: Worker, by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    """Seal a copy to a supervisor. Raises NotThere for another's, or for who is no supervisor."""
    row = own_reflection(by, reflection.pk)
    if not readers_for(by).filter(pk=to.pk).exists():
        raise NotThere
    if row.copies.filter(worker=to).exists():
        return None
    copy = ReflectionCopy(id=new_id(), reflection=row, worker=to)
    try:
        public = trusted_sealing_public(to)
    except UntrustedKey:
        return _NO_KEY
    copy.blob = wrap_to(public, raw_words(row, keyring), copy_place(copy), pad_to=1024)
    copy.save(force_insert=True)
    _note(event=Event.REFLECTION_SHOWN, of=to, by=by, clock=clock)
    return None


@transaction.atomic
def take_reflection_back(*, reflection: Reflection, by: Worker, clock: Clock) -> None:
    """Nobody else reads it from now on; raises NotThere for another's."""
    own_reflection(by, reflection.pk).copies.all().delete()
    _note(event=Event.REFLECTION_SHOWN, of=by, by=by, clock=clock)


@transaction.atomic
def throw_reflection_away(*, reflection: Reflection, by: Worker, clock: Clock) -> None:
    """It is gone, with every copy; raises NotThere for another's."""
    own_reflection(by, reflection.pk).delete()
    _note(event=Event.REFLECTION_KEPT, of=by, by=by, clock=clock)


@transaction.atomic
def offer_time(*, to: Worker, by: Worker | None, clock: Clock) -> None:
    """Offer somebody time to talk; ``by`` is None where the service does so by itself.

    An offer that still waits is not made twice. Raises NotThere for who does not look after them.
    """
    if by is not None and not may_offer_time(by, to):
        raise NotThere
    if not TimeToTalk.objects.filter(worker=to, answer=Offer.WAITING).exists():
        TimeToTalk.objects.create(worker=to, offered_by=by, offered_on=clock.today())
        _note(event=Event.TALK_OFFERED, of=to, by=by, clock=clock)


@transaction.atomic
def answer_offer(*, answer: Offer, by: Worker, clock: Clock) -> None:
    """Taken, or not wanted: one press, and no reason. Pressed twice it is answered once."""
    if TimeToTalk.objects.filter(worker=by, answer=Offer.WAITING).update(answer=answer):
        _note(event=Event.TALK_ANSWERED, of=by, by=by, clock=clock)


def _note(*, event: Event, of: Worker, by: Worker | None, clock: Clock) -> None:
    actor = by.pk if by is not None else None
    audit.append(chain=the_service().pk, event=event, actor=actor, subject=of.pk, clock=clock)
