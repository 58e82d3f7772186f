"""From paper to a machine: what two codes and a kit give, and what is checked afterwards."""

from collections.abc import Iterable

from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.custody.kit import Kit
from yarrow.custody.models import Round
from yarrow.custody.queries import current_round, custodians_of
from yarrow.custody.queries.keeping import mark_of_recipient
from yarrow.custody.terms import Happened, Reason
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.sealing.age import age_identity
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import sealing_pair_of
from yarrow.sealing.recovery_shares import Kept, SealedFor, open_with_two

from .drilling import NOT_OPENED
from .making import keep_bundles, name_custodians, note


def recover_from_kit(
    *, first: bytes, second: bytes, sealed: Iterable[bytes]
) -> tuple[SealedFor, Kept] | Refused:
    """Pepper, recovery key and the backups' secret from two codes and a kit, on a bare machine."""
    try:
        return open_with_two(first, second, sealed)
    except CannotOpen:
        return NOT_OPENED


@transaction.atomic
def note_restored(*, kit: Kit, kept: Kept, pair: str, rooms: int, clock: Clock) -> None:
    """Write down, in the restored service, that it was restored, with which pair, and which codes count now.

    Hazard: a backup made before the codes were replaced brings the old bundles back, whose papers are
    shredded: nobody could drill or replace any more. The bundles of the kit take their place.
    """
    is_newer = kit.round > current_round().number
    if is_newer:
        _bring_up_to(kit, kept, clock)
    round_ = Round.objects.filter(number=kit.round).first() or current_round()
    marked = mark_of_recipient(round_) if is_newer else b""
    note(round_, Happened.RESTORED, Event.CUSTODY_RESTORED, clock, pair=pair, rooms=rooms, digest=marked)


def _bring_up_to(kit: Kit, kept: Kept, clock: Clock) -> None:
    """The codes of the kit, with the names as they last were: the backup knows no later ones."""
    names = list(custodians_of(current_round()).values())
    round_ = Round.objects.create(
        number=kit.round,
        reason=Reason.REPLACED,
        made_on=clock.today(),
        recovery_public=sealing_pair_of(kept.recovery_private).public,
        backup_recipient=age_identity(kept.age_secret).recipient,
    )
    name_custodians(round_, names)
    keep_bundles(round_, kit.sealed)
