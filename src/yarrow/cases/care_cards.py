"""What one care card says, for the worker it was sealed to."""

from uuid import UUID

from yarrow.sealing.context import Context
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import the_service

from .models import CareCardCopy
from .terms import CareCode


def card_context(card: UUID, copy: UUID, *, deployment: UUID | None = None) -> Context:
    """Where a copy belongs: moved to another card or row it does not open.

    Who opens many at once gives the ``deployment`` (the service's id).
    """
    return Context(
        deployment=deployment or the_service().pk, table="care_card_copy", column="blob", row=copy, room=card
    )


def code_on(copy: CareCardCopy, keyring: Keyring, *, deployment: UUID | None = None) -> CareCode:
    """Open one copy; raises CannotOpen when it was not sealed to this worker."""
    context = card_context(copy.card_id, copy.pk, deployment=deployment)
    return CareCode(unwrap_with(keyring.sealing_private, bytes(copy.blob), context).decode())
