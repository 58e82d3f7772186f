from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from yarrow.kernel.ids import new_id
from yarrow.staff.terms import Kind, Post


class Service(models.Model):
    """The service itself: its one row says what this database may hold; its id is bound into every seal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    only = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    signing_public = models.BinaryField()
    signing_sealed = models.BinaryField()
    """Public and private half together, under the peppered key: whoever swaps the public half in
    this row without the pepper is found out."""
    recovery_public = models.BinaryField()
    recovery_sealed = models.BinaryField(default=b"", blank=True)
    """Demo and test only, so that recovery can be rehearsed. Custodians hold the real one."""
    argon_memory_kib = models.PositiveIntegerField()
    argon_passes = models.PositiveSmallIntegerField()
    argon_lanes = models.PositiveSmallIntegerField()
    created_on = models.DateField()
    live_on = models.DateField(null=True)
    """The day on which a restore drill first passed. Before it a real service keeps nothing (R-09)."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="service_is_one"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="service_kind_is_known"),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.REAL) | models.Q(recovery_sealed=b""),
                name="service_real_keeps_no_recovery_key",
            ),
        ]


class Workers(BaseUserManager["Worker"]):
    """Finds workers by the name they sign in with, as Django's sign-in asks."""


class Worker(AbstractBaseUser):
    """Somebody employed here, who signs in and may hold rooms. Never a participant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    post = models.CharField(max_length=16, choices=Post.choices)
    is_active = models.BooleanField(default=True)
    salt = models.BinaryField()
    sealing_public = models.BinaryField()
    signing_public = models.BinaryField()
    secrets_sealed = models.BinaryField()
    last_login = None  # the audit chain says who signed in, once

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Workers()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(post__in=Post.values), name="worker_post_is_known"),
        ]


class RosterEntry(models.Model):
    """One signed line of who is who: these keys are this worker's. Appended, never changed.

    ``signed_by`` empty means the service key. A line with ``revoked_on`` says that the worker left.
    A line that replaces keys names two colleagues, and both have signed the same words.
    ``witnessed`` is the running service's own signature over all of it: without the pepper nobody
    appends a line, also not an ex-worker who kept a key and puts an old date on it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="roster_entries")
    sealing_public = models.BinaryField()
    signing_public = models.BinaryField()
    signed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    revoked_on = models.DateField(null=True)
    signature = models.BinaryField()
    second_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    second_signature = models.BinaryField(default=b"")
    witnessed = models.BinaryField(default=b"")


class RecoveryCode(models.Model):
    """A second seal of a worker's keyring, which their printed code opens (security.md §5.4).

    The code itself is on paper only. Without a row there is no code.
    """

    worker = models.OneToOneField(
        Worker, on_delete=models.PROTECT, primary_key=True, related_name="recovery_code"
    )
    sealed = models.BinaryField()
    made_on = models.DateField()


class Freeze(models.Model):
    """An account that its worker or a colleague has frozen, until two colleagues have agreed to lift it.

    ``agreed_by`` is the first of the two, ``lifted_by`` the second. No reason is asked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="freezes")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(lifted_at__isnull=True), name="freeze_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True)
                | (
                    models.Q(agreed_by__isnull=False, lifted_by__isnull=False)
                    & ~models.Q(agreed_by=models.F("lifted_by"))
                    & ~models.Q(worker=models.F("agreed_by"))
                    & ~models.Q(worker=models.F("lifted_by"))
                ),
                name="freeze_is_lifted_by_two_others",
            ),
        ]


class KnownDevice(models.Model):
    """A browser in which this worker has signed in completely: nobody else's failures make it wait.

    The browser holds a random value; only its peppered digest, bound to the worker, is kept here.
    Nothing about the browser itself is kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.BinaryField(max_length=32, unique=True)
    first_on = models.DateField()
    seen_on = models.DateField()
    expires_on = models.DateField()


class WorkerSession(AbstractBaseSession):
    """Django's session row with its worker beside it, so that one worker's sessions can be ended."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from yarrow.staff.door.engine import SessionStore

        return SessionStore
