"""Sealed rooms. All facts of every subject lie in one table, ``Entry`` (design.md §3)."""

from django.db import models
from django.db.models import Q

from yarrow.cases.models import Case
from yarrow.design.colours import RoomColour
from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker

from .terms import RoomKind, Stream


class Room(models.Model):
    """One person's room, the team's, the shared one, or the service's intake room."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="rooms")
    kind = models.CharField(max_length=8, choices=RoomKind.choices)
    colour = models.CharField(max_length=8, choices=[(each.value, each.value) for each in RoomColour])
    number = models.PositiveSmallIntegerField()
    opened_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RoomKind.INTAKE, case__isnull=True)
                | (~Q(kind=RoomKind.INTAKE) & Q(case__isnull=False)),
                name="room_has_case_unless_intake",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(kind__in=[RoomKind.TEAM, RoomKind.SHARED]),
                name="room_one_team_one_shared",
            ),
            models.UniqueConstraint(fields=["case", "number"], name="room_number_once"),
        ]


class RoomVersion(models.Model):
    """One key generation of a room. No version that opens anything lacks its recovery wrap (R-05).

    A retired one is a number and a day: nothing lies under it any more, and nothing that opens it
    is kept. Its public half stays, so that the audit record can be read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    public = models.BinaryField()
    private_sealed = models.BinaryField()
    recovery_wrap = models.BinaryField()
    made_on = models.DateField()
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="room_version_once"),
            models.CheckConstraint(
                condition=(Q(retired_on__isnull=True) & ~Q(recovery_wrap=b"") & ~Q(private_sealed=b""))
                | Q(retired_on__isnull=False, recovery_wrap=b"", private_sealed=b""),
                name="room_version_recoverable_or_retired",
            ),
        ]


class RecoveryAwaited(models.Model):
    """A live key still wrapped to a recovery key that nobody can use: it waits for somebody inside.

    Rows come when a service makes a new recovery key without the old one, and go one by one.
    """

    version = models.OneToOneField(
        RoomVersion, models.CASCADE, primary_key=True, related_name="awaited", editable=False
    )
    since = models.DateField()


class Wrap(models.Model):
    """A room key wrapped to one holder. Having this row, and the key it opens with, is being inside.

    ``ring_blob`` is the holder's own quick copy under their keyring; it goes with the row. Triggers
    refuse a row for who is barred from the case or has left, and for a version that is retired.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(RoomVersion, models.CASCADE, related_name="wraps")
    holder = models.ForeignKey(Worker, models.PROTECT, related_name="wraps")
    blob = models.BinaryField()
    ring_blob = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "holder"], name="wrap_once_per_holder")]


class Entry(models.Model):
    """One sealed fact. Day, author and number are plain; what it is and says is not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    day = models.DateField()
    author = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    stream = models.CharField(max_length=8, choices=Stream.choices)
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="entry_number_once_per_room")]


class RoomLabel(models.Model):
    """What lists say of a room, sealed under its key and written anew with every attestation.

    It is worked out from the entries and worth nothing without them: see ``label.Label.tide``.
    """

    room = models.OneToOneField(Room, models.PROTECT, primary_key=True, related_name="label")
    version = models.PositiveSmallIntegerField()
    blob = models.BinaryField()


class Quarantine(models.Model):
    """An entry that was filed in the wrong room: kept for review, read by nothing."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="quarantine")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    day = models.DateField()


class Drop(models.Model):
    """A signed, sealed note put into a room its writer cannot open.

    ``after`` is how many entries the room had then: a view that lay unread is no later than that.
    ``again`` is 0 for a note as it came. After a re-key it is the version of the room key under which
    the note lies once more, beside the half that opens it: its author's signature is for the blob as
    it came, so that blob is kept whole.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="drops")
    number = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    again = models.PositiveSmallIntegerField(default=0)
    day = models.DateField()
    author = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    blob = models.BinaryField()
    signature = models.BinaryField()
    opened_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="drop_number_once_per_room")]


class Grant(models.Model):
    """A request that a worker be let into a room; fulfilled when a holder is next unlocked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="grants")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    fulfilled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "worker"],
                condition=Q(fulfilled_on__isnull=True),
                name="grant_asked_once_at_a_time",
            ),
        ]


class Rekeying(models.Model):
    """A room was given a new key: because of whom, and whether all that lay under older keys has moved.

    ``left`` is empty where no leaving caused it. Not done means that an older key still opens
    something here, for who is inside and for who kept a copy (security.md R-10).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="rekeyings")
    version = models.PositiveSmallIntegerField()
    begun_on = models.DateField()
    left = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "version"], name="rekeying_once_a_version")]
        indexes = [
            models.Index(fields=["room"], condition=Q(done_on__isnull=True), name="rekeying_under_way"),
        ]


class Resealing(models.Model):
    """One batch of rows sealed again: id and digest of each, 48 bytes a row.

    The audit event of the batch carries the digest of this list, so that a row put back to how it
    lay under an older key is seen (security.md §5.9).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="resealings")
    day = models.DateField()
    listed = models.BinaryField()


class Standing(models.Model):
    """What one room attests to the gate: yes or no per form and topic, never why."""

    room = models.OneToOneField(Room, models.PROTECT, primary_key=True, related_name="standing")
    tide = models.PositiveIntegerField()
    rules_version = models.PositiveIntegerField()
    blob = models.BinaryField()
    holder = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    signature = models.BinaryField()
    look_again_on = models.DateField(null=True, db_index=True)


class Protected(models.Model):
    """What one room protects and knows, for the one door: keyed digests, never words (design.md §4).

    Sealed under a key of the service and bound to the newest event of the room's record
    (``queries.protecting``).
    """

    room = models.OneToOneField(Room, models.PROTECT, primary_key=True, related_name="protected")
    version = models.PositiveSmallIntegerField()
    blob = models.BinaryField()


class Draft(models.Model):
    """Typed text not yet saved, sealed to its worker's public key (design.md §4)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="drafts")
    place = models.BinaryField(max_length=32)
    saved_on = models.DateField()
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "place"], name="draft_one_per_place")]


class PublicDraft(models.Model):
    """Typed text of the public form, sealed to a key that lives only in a short-lived cookie."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    saved_at = models.DateTimeField(db_index=True)
    blob = models.BinaryField()
