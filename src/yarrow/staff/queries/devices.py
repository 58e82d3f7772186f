"""Browsers in which a worker has signed in before (security.md R-26)."""

from datetime import date

from django.db.models import QuerySet

from yarrow.kernel.ids import new_id
from yarrow.sealing.pepper import fingerprint, peppered_key
from yarrow.staff.models import KnownDevice, Worker

from .service import pepper, the_service


def devices_of(worker: Worker, on: date) -> QuerySet[KnownDevice]:
    """Every browser that counts as known on that day, the last used first."""
    return KnownDevice.objects.filter(worker=worker, expires_on__gte=on).order_by(
        "-seen_on", "-first_on", "id"
    )


def known_device(worker: Worker | None, token: str, on: date) -> KnownDevice | None:
    """The known browser that brings this value, if it is this worker's.

    A name nobody has costs the same work and the same query, so that time tells nothing (R-27).
    """
    owner = worker.pk if worker else new_id()
    digest = device_digest(Worker(id=owner), token)
    return KnownDevice.objects.filter(worker_id=owner, digest=digest, expires_on__gte=on).first()


def device_digest(worker: Worker, token: str) -> bytes:
    """What is kept of a browser's value: bound to the worker, worth nothing without the pepper."""
    key = peppered_key(pepper(), "device/v1", the_service().id)
    return fingerprint(key, f"{worker.pk.hex} {token}")
