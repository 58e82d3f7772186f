from django.db import models
from django.db.models import F, Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import BOTH_WERE_THERE, Basis, Offer, Subject


class Attestation(models.Model):
    """What one worker is trained in until a day, or that case supervision took place on a day.

    Two people stand behind it, and both have signed: ``by`` recorded it, ``second`` confirmed it. Until
    then it counts for nothing. The row is written once; what changes is only who confirmed it and who
    took it back. Whether it counts is asked of ``queries.counted``, never of the row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="attestations")
    subject = models.CharField(max_length=24, choices=Subject.choices)
    on = models.DateField()
    until = models.DateField()
    basis = models.CharField(max_length=16, choices=Basis.choices)
    given_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    """Who gave the supervision; empty for training, and where it was somebody outside this service."""
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signature = models.BinaryField()
    second = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_signature = models.BinaryField(default=b"")
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "subject"], name="attestation_of_worker")]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__in=Subject.values), name="attestation_subject_is_known"
            ),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="attestation_basis_is_known"),
            models.CheckConstraint(condition=Q(until__gte=F("on")), name="attestation_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(by=F("second")), name="attestation_has_two_people"),
            models.CheckConstraint(
                condition=~Q(worker=F("second")) | Q(subject__in=sorted(BOTH_WERE_THERE)),
                name="attestation_is_seen_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(worker=F("given_by")), name="attestation_supervision_by_another"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True, second_at__isnull=True, second_signature=b"")
                | Q(second__isnull=False, second_at__isnull=False),
                name="attestation_second_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="attestation_withdrawn_is_whole",
            ),
        ]


class Reflection(models.Model):
    """A worker's own look at their practice, sealed to that worker. The day is all that is plain."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="reflections")
    on = models.DateField()
    blob = models.BinaryField()

    class Meta:
        ordering = ("-on", "-id")


class ReflectionCopy(models.Model):
    """The same words, sealed to a supervisor whom the worker chose; taken back, it is gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="copies")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reflection", "worker"], name="reflection_copy_once")]


class TimeToTalk(models.Model):
    """Somebody was offered time to talk after hard work. Why, and what was said, is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="times_to_talk")
    offered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    """Empty where the service offered it by itself, after an alarm."""
    offered_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Offer.choices, default=Offer.WAITING)

    class Meta:
        ordering = ("-offered_on", "-id")
