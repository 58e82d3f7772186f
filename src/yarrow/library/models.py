from django.db import models
from django.db.models import F, Q

from yarrow.gate.forms import Form
from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker


class OwnWording(models.Model):
    """What a service adds to one way of working: words alone. The rules stay those of the form.

    Written by one and agreed by another. The row is written once; a later version is a row of its own that
    names the one it replaces. Whether it is shown is asked of ``queries``, never of the row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    form = models.CharField(max_length=32)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=100)
    when = models.TextField()
    prompts = models.TextField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="library_number_is_counted"),
            models.CheckConstraint(
                condition=Q(form__in=[each.value for each in Form]), name="library_form_is_known"
            ),
            models.CheckConstraint(condition=~Q(written_by=F("agreed_by")), name="library_has_two_people"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="library_agreed_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="library_withdrawn_is_whole",
            ),
        ]
