"""What waits to be sent, sealed to the sender; what became of it; and whether the sender is alive."""

from django.db import models
from django.db.models import F, Q

from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Room

from .terms import Outcome, State


class SenderKey(models.Model):
    """The public half of the sender's key. It counts only with the mark of this service (``queries``)."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    public = models.BinaryField(max_length=32)
    made_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=1), name="sender_key_is_one")]


class QueuedMessage(models.Model):
    """One message to one person. To whom, how and what it says lies in the blob, for the sender alone.

    ``seen`` counts what had happened in the room when somebody inside last looked at it with this message
    in mind, ``holds`` the holds that there had ever been, ``stops`` the stops that showed. Where any of
    them is another at its hour, it is not sent. ``signature`` is the service's, over all of the row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="queued_messages")
    due_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    seen = models.PositiveIntegerField()
    holds = models.PositiveIntegerField()
    stops = models.PositiveIntegerField()
    blob = models.BinaryField()
    signature = models.BinaryField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="queued_state_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("due_at")), name="queued_ends_after_due"),
            models.CheckConstraint(
                condition=Q(state=State.QUEUED, claimed_at__isnull=True)
                | Q(state=State.CLAIMED, claimed_at__isnull=False),
                name="queued_claimed_whole",
            ),
        ]


class MessageOutcome(models.Model):
    """What became of a message, under its own random id: a code, so that the sender needs no room's key."""

    id = models.UUIDField(primary_key=True, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="message_outcomes")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    on = models.DateField()
    seen_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="message_outcome_known"),
        ]


class SenderSeen(models.Model):
    """When a sender last looked at the queue."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    at = models.DateTimeField()
    looks = models.PositiveBigIntegerField(default=0)
    """How many there were. A sender that remembers more of them knows that the database was put back."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=1), name="sender_seen_is_one")]
