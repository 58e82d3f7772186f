from django.db import models

from yarrow.audit.terms import event_choices


class AuditEvent(models.Model):
    """One thing that happened, linked to what happened before it in the same chain (O-01).

    A chain is a room, a case or the service. Rows are only ever added: triggers in the
    database refuse every change and removal. ``id`` carries no meaning beyond the order of
    writing and is not under the hash, since the database gives it out only afterwards.
    """

    id = models.BigAutoField(primary_key=True)
    chain = models.UUIDField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    event = models.CharField(max_length=40, choices=event_choices)
    subject = models.UUIDField(null=True)
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_number_once_per_chain"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_numbers_from_one"),
        ]
        indexes = [
            models.Index(fields=["chain", "event", "number"], name="audit_latest_of_event"),
            models.Index(fields=["event", "at"], name="audit_by_event_and_moment"),
        ]


class DailyHead(models.Model):
    """One value that stands for the whole record up to event ``through``, signed by the service.

    Its copy off the host is what shows a tail cut off or a record rewritten from the start
    (security.md §5.9). It holds no case data.
    """

    day = models.DateField(unique=True)
    through = models.BigIntegerField()
    head = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
