"""Who may be asked to come, for which hours they were asked, and addresses of calendars."""

from django.db import models
from django.db.models import Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Sex, State


class Offer(models.Model):
    """A language that an interpreter interprets, or a task that a volunteer does. Of them alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="offers")
    what = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "what"], name="offer_once")]


class Comer(models.Model):
    """What else is known of somebody who comes when booked: whom they are, as they say."""

    worker = models.OneToOneField(Worker, models.CASCADE, primary_key=True, related_name="comer")
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.NOT_SAID)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sex__in=Sex.values), name="comer_sex_is_known")]


class Booking(models.Model):
    """An hour for which somebody was asked. Their own answer is in ``state``.

    ``blob`` says the rest, sealed under a key of the running service: who is booked has no key of a room.
    ``names`` are sealed to who is asked, and go with their answer. ``asker`` is a keyed digest: whoever
    steals the database does not learn which worker asked for which language.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="bookings")
    asker = models.BinaryField(max_length=32, db_index=True)
    on = models.DateField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.ASKED)
    blob = models.BinaryField()
    names = models.BinaryField(default=b"", blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "on"], name="booking_of_worker")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="booking_state_known"),
        ]


class Feed(models.Model):
    """The address of one worker's calendar, as a digest: it was shown once, and is read nowhere again."""

    worker = models.OneToOneField(Worker, models.CASCADE, primary_key=True, related_name="calendar_feed")
    digest = models.BinaryField(max_length=32, unique=True)
    made_on = models.DateField()
