"""What a view finds on its request."""

from datetime import datetime

from django.http import HttpRequest

from yarrow.kernel.clock import Clock
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker


class TimedRequest(HttpRequest):
    """Every request: it brings its clock, and what to do with the key cookie.

    ``key_to_set`` is ``None`` to leave the cookie alone, empty to delete it.
    ``device_to_set`` is what this browser is to be known by from now on; ``None`` leaves it alone.
    ``fresh_keyring`` is set by the passphrase check and read once, by the page that asked.
    """

    clock: Clock
    key_to_set: bytes | None
    device_to_set: str | None
    fresh_keyring: Keyring | None


class WorkerRequest(TimedRequest):
    """A request of somebody who is signed in and unlocked (``access.signed_in_view``)."""

    worker: Worker
    keyring: Keyring
    page_of: str
    """The mark of ``whose_page``, for the forms of this page."""
    keeps_words: bool
    """Set where a form of this page is offered again as it was typed (``rooms.pages``)."""
    proved_at: datetime | None
    """When passphrase and second factor were last given; none where that is too long ago."""
