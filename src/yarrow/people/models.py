"""Joining, new keys, leaving: what lies between two people until both have done their part."""

from django.db import models
from django.db.models import F, Q

from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .terms import Ending, NewsKind, ShownKind


class Invitation(models.Model):
    """Somebody may join, with a code that their inviter passes on. ``worker`` is who came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    username = models.CharField(max_length=60)
    post = models.CharField(max_length=16, choices=Post.choices)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    code_digest = models.BinaryField(unique=True)
    worker = models.OneToOneField(Worker, models.SET_NULL, null=True, related_name="invitation")
    ending = models.CharField(max_length=12, choices=Ending.choices, default=Ending.OPEN)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(post__in=Post.values), name="invitation_post_is_known"),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="invitation_ending_is_known"),
            models.UniqueConstraint(
                fields=["username"], condition=Q(ending=Ending.OPEN), name="invitation_one_per_name"
            ),
        ]


class NewKeys(models.Model):
    """New keys for a worker whose passphrase and code are lost. Two people, neither alone.

    ``by`` begins it; ``confirmed_by`` has met the worker, and passes the code on. Both sign the one
    line ``line_id``; it enters the roster when both signatures are here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="new_keys")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    drops_factor = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    confirms_drop = models.BooleanField(default=False)
    code_digest = models.BinaryField(null=True, unique=True)
    expires_at = models.DateTimeField()
    line_id = models.UUIDField(default=new_id)
    made_at = models.DateTimeField(null=True)
    signature = models.BinaryField(default=b"")
    second_signature = models.BinaryField(default=b"")
    ending = models.CharField(max_length=12, choices=Ending.choices, default=Ending.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(ending=Ending.OPEN), name="new_keys_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="new_keys_ending_is_known"),
            models.CheckConstraint(
                condition=~Q(by=F("confirmed_by")) & ~Q(worker=F("confirmed_by")) & ~Q(worker=F("by")),
                name="new_keys_need_two_others",
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="new_keys_made_after_both_agreed",
            ),
        ]


class ShownOnce(models.Model):
    """A code on its way to one page, sealed to who may read it; the page takes it away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ShownKind.choices)
    made_at = models.DateTimeField(db_index=True)
    blob = models.BinaryField()


class News(models.Model):
    """What happened to an account, so that misuse is noticed by its worker and by colleagues."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="news")
    kind = models.CharField(max_length=12, choices=NewsKind.choices)
    at = models.DateTimeField(db_index=True)
    read_at = models.DateTimeField(null=True)


class Leaving(models.Model):
    """Somebody leaves; ``done`` names the steps that are behind, so that a fallen machine goes on."""

    worker = models.OneToOneField(Worker, models.PROTECT, primary_key=True, related_name="leaving")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    done = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)
