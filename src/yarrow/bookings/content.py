"""What a booking says, and under what it lies: a key of the running service, and the asked one's own key."""

import json
from dataclasses import asdict
from datetime import date, datetime, time
from uuid import UUID

from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.context import Context
from yarrow.sealing.pepper import fingerprint, mark, peppered_key
from yarrow.staff.queries import pepper, the_service

from .models import Booking
from .terms import Content

PADDED_TO = 512


def bookings_key() -> bytes:
    """The key of the running service for bookings. Raises ``PepperMissing``."""
    return peppered_key(pepper(), "bookings/v1", the_service().pk)


def asker_of(worker: UUID) -> bytes:
    """By which digest the bookings of who asked are found."""
    return mark(bookings_key(), b"asker", worker.bytes)


def on_record_as(booking: UUID) -> UUID:
    """By which id the record speaks of a booking: nobody without the key finds the row by it."""
    return UUID(bytes=mark(bookings_key(), b"subject", booking.bytes)[:16])


def digest_of_address(secret: str) -> bytes:
    """What is kept of the address of a calendar."""
    return fingerprint(bookings_key(), f"calendar {secret}")


def reference_of(kind: str, row: UUID) -> tuple[str, str]:
    """Four figures and letters by which an entry of a calendar is called, and a long id."""
    made = mark(bookings_key(), b"entry", kind.encode(), row.bytes)
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in made[:4]), made[4:24].hex()


_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""Neither a vowel, so that no word comes of it, nor what is easily taken for another."""


def sealed_content(booking: UUID, content: Content) -> bytes:
    """As it lies in the row."""
    said = asdict(content) | {"on": content.on.isoformat(), "hour": content.hour.isoformat("minutes")}
    said |= {name: str(said[name]) for name in ("room", "case", "by")}
    said["asked_at"] = content.asked_at.isoformat()
    return seal(bookings_key(), json.dumps(said).encode(), blob_context(booking), pad_to=PADDED_TO)


def content_of(row: Booking) -> Content:
    """What a row says. Raises ``CannotOpen`` for one that this service did not write there."""
    said = json.loads(unseal(bookings_key(), bytes(row.blob), blob_context(row.pk)))
    said |= {name: UUID(said[name]) for name in ("room", "case", "by")}
    said |= {"on": date.fromisoformat(said["on"]), "hour": time.fromisoformat(said["hour"])}
    return Content(**said | {"asked_at": datetime.fromisoformat(said["asked_at"])})


def names_context(row: Booking) -> Context:
    """Where the names belong: to this booking, and to who is asked."""
    return Context(
        deployment=the_service().pk, table="booking", column="names", row=row.pk, room=row.worker_id
    )


def blob_context(booking: UUID) -> Context:
    """Where the rest belongs."""
    return Context(deployment=the_service().pk, table="booking", column="blob", row=booking)
