"""What packages above may hear of a room, in the transaction of the write itself."""

from django.dispatch import Signal

written = Signal()
"""A fact came into a room, typed or by a note: ``room``, ``fact``, ``by``, ``keyring``, ``clock``.

An error of a listener undoes the write with it, so a listener does little and asks nobody.
"""
