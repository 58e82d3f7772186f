"""The words of sending: what a queued message may be, and what became of it."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

AHEAD = timedelta(days=7)
"""At most so much lies queued, so that a stolen sender's key opens no more (security.md §5.11)."""

LASTS = timedelta(hours=6)
"""How long after its hour a message may still go. "Tomorrow" said a day late would send somebody out."""

UNCLEAR_AFTER = timedelta(minutes=15)
"""A message taken up and not settled by then was in hand when the sender fell over: it may have gone."""

TRIES = 3
"""How often a gateway that certainly took nothing is asked again."""

BETWEEN_TRIES = timedelta(minutes=10)


class State(models.TextChoices):
    """Where a message stands. What is done is gone from the queue."""

    QUEUED = "queued", _("Waiting for its hour")
    CLAIMED = "claimed", _("Being handed over")


class Outcome(models.TextChoices):
    """What became of it; never why, for a why may tell what the seal hides."""

    SENT = "sent", _("Handed over to be delivered")
    NOT_SENT = "not_sent", _("Not sent: something said no at its hour")
    FAILED = "failed", _("Not sent: the mail or text service did not take it")
    UNCLEAR = "unclear", _("May have been sent: ask them when you next speak. It is not sent again.")
    TAKEN_BACK = "taken_back", _("Taken back before its hour")
