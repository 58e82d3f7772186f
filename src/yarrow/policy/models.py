from django.db import models
from django.db.models import F, Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import Why


class PolicyVersion(models.Model):
    """Numbers that this service asks from a day on, asked for by one and agreed by another.

    ``changes`` holds what differs from the rules' own numbers, whole: what is not named there is the
    rule's own. The row is written once; what changes is only who agreed and who took it back. Whether it
    counts is asked of ``queries``, never of the row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    changes = models.JSONField(default=dict)
    effective_on = models.DateField()
    why = models.CharField(max_length=16, choices=Why.choices)
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="policy_number_is_counted"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="policy_why_is_known"),
            models.CheckConstraint(condition=~Q(asked_by=F("agreed_by")), name="policy_has_two_people"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="policy_agreed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="policy_withdrawn_is_whole",
            ),
        ]
