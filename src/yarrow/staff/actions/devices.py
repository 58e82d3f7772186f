"""Remembering the browser of a complete sign-in, and forgetting it again."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.sealing.keys import random_token
from yarrow.staff.models import KnownDevice, Worker
from yarrow.staff.queries.devices import device_digest, devices_of, known_device
from yarrow.staff.queries.service import the_service

KNOWN_FOR = timedelta(days=90)
MOST_DEVICES = 5


def _renew_device(*, worker: Worker, token: str, clock: Clock) -> str:
    """The value this browser brings next time: a new one at every sign-in, so that a copy wears out."""
    today, fresh = clock.today(), random_token()
    device = known_device(worker, token, today) or KnownDevice(worker=worker, first_on=today)
    device.digest, device.seen_on, device.expires_on = device_digest(worker, fresh), today, today + KNOWN_FOR
    device.save()
    kept = [each.pk for each in devices_of(worker, today) if each.pk != device.pk][: MOST_DEVICES - 1]
    KnownDevice.objects.filter(worker=worker).exclude(pk__in=[device.pk, *kept]).delete()
    return fresh


@transaction.atomic
def forget_device(*, worker: Worker, device: UUID, clock: Clock) -> None:
    """A browser is no longer known. Raises ``NotThere`` for one that is not the worker's own."""
    if not KnownDevice.objects.filter(worker=worker, pk=device).delete()[0]:
        raise NotThere
    append(
        chain=the_service().id,
        event=Event.DEVICE_FORGOTTEN,
        actor=worker.pk,
        subject=worker.pk,
        clock=clock,
    )
