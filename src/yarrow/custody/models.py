"""Who keeps the recovery key, what the database holds of it, and what custodians did."""

from django.db import models
from django.db.models import Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Ending, Happened, Reason

PAIRS = ("ab", "ac", "bc")
LETTERS = ("a", "b", "c")


class Round(models.Model):
    """One set of three codes. The newest counts; of older ones no sealed bundle is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    made_on = models.DateField()
    recovery_public = models.BinaryField()
    backup_recipient = models.CharField(max_length=120)
    """The age recipient of backups; its secret lies in the bundle."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="custody_rounds_from_one")]


class Custodian(models.Model):
    """One of the three of a round: name and what they are here, sealed under the peppered key.

    Hazard: whoever reads a stolen database must not learn whose two codes to go and ask for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="custodians")
    letter = models.CharField(max_length=1)
    blob = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "letter"], name="custodian_once_a_letter"),
            models.CheckConstraint(condition=Q(letter__in=LETTERS), name="custodian_is_a_b_or_c"),
        ]


class SealedBundle(models.Model):
    """Recovery key, pepper and backup key, sealed under the codes of one pair."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="bundles")
    pair = models.CharField(max_length=2)
    blob = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "pair"], name="custody_bundle_once_a_pair"),
            models.CheckConstraint(condition=Q(pair__in=PAIRS), name="custody_bundle_has_a_pair"),
        ]


class CustodyEvent(models.Model):
    """What custodians did, for managers and supervisors to see. The audit chain has it as well.

    ``rooms`` counts the rooms that were opened or re-wrapped; ``worker`` is who was let in.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    happened = models.CharField(max_length=16, choices=Happened.choices)
    round = models.ForeignKey(Round, models.PROTECT, related_name="events")
    pair = models.CharField(max_length=2, blank=True)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    rooms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pair__in=("", *PAIRS)), name="custody_event_pair_is_known"),
            models.CheckConstraint(
                condition=~Q(happened=Happened.DRILL_PASSED) | ~Q(pair=""),
                name="custody_drill_names_its_pair",
            ),
            models.CheckConstraint(
                condition=~Q(happened=Happened.LET_IN) | (Q(worker__isnull=False) & ~Q(pair="")),
                name="custody_let_in_names_worker_and_pair",
            ),
        ]


class AnewAsked(models.Model):
    """Two people ask for a new recovery key, because two codes of the old one are lost.

    The one act that needs no code: so it takes two, three working days in which anybody who looks after
    custody may stop it, and the machine itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, default=Ending.OPEN)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ending"], condition=Q(ending=Ending.OPEN), name="custody_anew_one_open"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="custody_anew_agreed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(agreed_by=models.F("by")), name="custody_anew_takes_two"),
            models.CheckConstraint(
                condition=~Q(ending=Ending.MADE) | Q(agreed_by__isnull=False),
                name="custody_anew_made_by_two",
            ),
        ]
