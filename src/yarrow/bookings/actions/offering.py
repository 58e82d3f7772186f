"""Writing down what an interpreter or volunteer offers."""

from collections.abc import Collection

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.bookings.access import may_write_offers
from yarrow.bookings.models import Comer, Offer
from yarrow.bookings.terms import Sex
from yarrow.gate.facts.bookings import BookedFor
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service


@transaction.atomic
def write_offers(
    *, worker: Worker, offers: Collection[BookedFor], sex: Sex, by: Worker, clock: Clock
) -> None:
    """Put what they offer, and whom they are, in place of what stood there. Raises ``NotThere``."""
    if not may_write_offers(by, worker):
        raise NotThere
    Offer.objects.filter(worker=worker).exclude(what__in=[each.value for each in offers]).delete()
    for each in offers:
        Offer.objects.get_or_create(worker=worker, what=each.value)
    Comer.objects.update_or_create(worker=worker, defaults={"sex": sex})
    chain = the_service().pk
    audit.append(chain=chain, event=Event.OFFERS_WRITTEN, actor=by.pk, subject=worker.pk, clock=clock)
