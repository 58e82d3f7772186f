"""The rows of the bare list."""

import os
from datetime import date, timedelta

from workshop.bench.bare.models import Row
from workshop.bench.bare.views import KEY_NAME, cipher
from yarrow.sealing.keys import random_bytes

_NONCE, _KEY, _BATCH = 12, 32, 2_000


def name_of(number: int) -> str:
    """The name in a row, to look for on the page."""
    return f"Name {number:07}"


def make_bare_rows(count: int, today: date) -> None:
    """So many rows, each with an encrypted name, under a key that the server is given too."""
    os.environ[KEY_NAME] = random_bytes(_KEY).hex()
    names = cipher()

    def row(number: int) -> Row:
        nonce = random_bytes(_NONCE)
        sealed = nonce + names.encrypt(nonce, name_of(number).encode(), None)
        return Row(number=number, name=sealed, state="open", day=today - timedelta(days=number % 365))

    Row.objects.bulk_create((row(number) for number in range(1, count + 1)), batch_size=_BATCH)
