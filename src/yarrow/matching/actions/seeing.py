"""A supervisor has seen the notices on a page; with them go those that say nothing."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.matching.models import MatchNotice
from yarrow.matching.queries import empty_notices
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service


@transaction.atomic
def say_seen(*, rows: Iterable[UUID], by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Delete those of these notices that are this worker's, and their empty ones; returns how many.

    What came after the page was drawn stays: nobody has read it.
    """
    shown = [*rows, *empty_notices(by, keyring)]
    gone, _rows = MatchNotice.objects.filter(worker=by, pk__in=shown).delete()
    if gone:
        audit.append(chain=the_service().pk, event=Event.MATCH_NOTICES_SEEN, actor=by.pk, clock=clock)
    return gone
