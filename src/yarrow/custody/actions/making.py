"""Making a round: three codes, the bundle sealed for each pair, and what is written down of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.custody.kit import Kit, kit_text, read_kit
from yarrow.custody.models import LETTERS, Custodian, CustodyEvent, Round, SealedBundle
from yarrow.custody.places import custodian_context
from yarrow.custody.queries.keeping import mark_of_recipient
from yarrow.custody.rules import Named
from yarrow.custody.terms import Happened, Reason
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.sealing.age import age_identity
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import sealing_pair_of
from yarrow.sealing.recovery_shares import Kept, new_codes, open_with_two, seal_for_pairs
from yarrow.sealing.typed import read_typed, spelled
from yarrow.staff.models import Worker
from yarrow.staff.queries import custody_key, the_service

_NAMED_AS = {
    Reason.SET_UP: Happened.CODES_MADE,
    Reason.REPLACED: Happened.REPLACED,
    Reason.NEW_KEY: Happened.NEW_KEY,
    Reason.ANEW: Happened.ANEW,
}


@dataclass(frozen=True, slots=True, repr=False)
class Ceremony:
    """What leaves the machine on paper, once: the codes, whose they are, and the kit."""

    kit: Kit
    codes: tuple[bytes, bytes, bytes]
    custodians: tuple[Named, ...]
    on: date


Keep = Callable[[Ceremony], None]
"""Puts the kits where they can be printed. Called before anything is final: if it fails, nothing was made."""


def make_round(
    *, kept: Kept, named: Sequence[Named], reason: Reason, keep: Keep, clock: Clock, pair: str = ""
) -> Round:
    """Make three codes for these custodians and forget the old ones, inside the caller's transaction.

    ``keep`` has the kits before the transaction ends: a crash in between leaves kits that open
    nothing, never a service whose codes nobody has.
    """
    service = the_service()
    round_ = _round_row(kept, reason, clock)
    name_custodians(round_, named)
    codes = new_codes()
    sealed = seal_for_pairs(kept=kept, codes=codes, service=service.pk, round_=round_.number)
    keep_bundles(round_, sealed)
    kit = Kit(service.pk, round_.number, sealed)
    _check_it_opens(kit, codes, kept)
    marked = mark_of_recipient(round_)
    note(round_, _NAMED_AS[reason], Event.CUSTODY_CODES_MADE, clock, pair=pair, digest=marked)
    keep(Ceremony(kit, codes, tuple(named), clock.today()))
    return round_


def note(
    round_: Round,
    happened: Happened,
    event: Event,
    clock: Clock,
    *,
    pair: str = "",
    worker: Worker | None = None,
    rooms: int = 0,
    digest: bytes = b"",
) -> None:
    """Write down what custodians did, for managers to see and in the audit chain.

    ``digest`` is the service's mark of the round's key for backups, where a round begins to count.
    """
    CustodyEvent.objects.create(
        day=clock.today(), happened=happened, round=round_, pair=pair, worker=worker, rooms=rooms
    )
    append(
        chain=the_service().pk,
        event=event,
        actor=None,
        subject=worker.pk if worker else round_.pk,
        digest=digest,
        clock=clock,
    )


def _round_row(kept: Kept, reason: Reason, clock: Clock) -> Round:
    before = Round.objects.order_by("-number").first()
    return Round.objects.create(
        number=before.number + 1 if before is not None else 1,
        reason=reason,
        made_on=clock.today(),
        recovery_public=sealing_pair_of(kept.recovery_private).public,
        backup_recipient=age_identity(kept.age_secret).recipient,
    )


def name_custodians(round_: Round, named: Sequence[Named]) -> None:
    """A step of making a round: who the three are, sealed."""
    service = the_service()
    key = custody_key(service)
    for letter, each in zip(LETTERS, named, strict=True):
        row = Custodian(id=new_id(), round=round_, letter=letter)
        words = json.dumps([each.name, each.office, each.contact]).encode()
        row.blob = seal(key, words, custodian_context(row, service))
        row.save(force_insert=True)


def keep_bundles(round_: Round, sealed: Mapping[str, bytes]) -> None:
    """A step of making a round: the new bundles in, the old ones out; old codes open nothing here then."""
    SealedBundle.objects.all().delete()
    for pair, blob in sealed.items():
        SealedBundle.objects.create(id=new_id(), round=round_, pair=pair, blob=blob)


def _check_it_opens(kit: Kit, codes: Sequence[bytes], kept: Kept) -> None:
    """Read back what will be printed, and open it with every pair: before anybody relies on it."""
    printed = read_kit(kit_text(kit))
    typed = dict(zip(LETTERS, (read_typed(spelled(code)) for code in codes), strict=True))
    for pair in printed.sealed:
        place, opened = open_with_two(typed[pair[0]], typed[pair[1]], printed.sealed.values())
        if place.pair != pair or opened != kept:
            raise RuntimeError("the kit does not open; nothing was made")
