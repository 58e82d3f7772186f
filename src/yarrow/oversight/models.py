"""What oversight keeps: how the last verifications of the record ended."""

from django.db import models

from .terms import Outcome


class Verification(models.Model):
    """One run of ``yarrow audit_verify``: counts, and whether everything held."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    events = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField()
    heads = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.WHOLE, faults=0)
                | models.Q(outcome=Outcome.BROKEN, faults__gte=1),
                name="verification_says_one_thing",
            ),
        ]
