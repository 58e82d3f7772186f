from django.db import models
from django.utils.translation import gettext_lazy as _

from yarrow.audit.terms import Event


class Outcome(models.TextChoices):
    """How a verification ended. There is no third: what could not be looked at is broken."""

    WHOLE = "whole", _("Everything is as it was written")
    BROKEN = "broken", _("Something is not as it was written")


class Kind(models.TextChoices):
    """The kinds of act that a manager may read one by one."""

    COMING_IN = "coming_in", _("Coming in and going out")
    ACCOUNTS = "accounts", _("Accounts, keys and freezes")
    PEOPLE = "people", _("Who works here, and their competence")
    EMERGENCY = "emergency", _("Emergency openings and duty")
    CUSTODY = "custody", _("Custodians and the recovery key")
    MACHINE = "machine", _("Backups and the record itself")


EVENTS: dict[Kind, tuple[Event, ...]] = {
    Kind.COMING_IN: (
        Event.SIGNED_IN,
        Event.SIGN_IN_REFUSED,
        Event.SIGNED_OUT,
        Event.UNLOCKED,
        Event.EXIT_PRESSED,
        Event.PROVED_AGAIN,
        Event.SESSION_ENDED,
    ),
    Kind.ACCOUNTS: (
        Event.SECOND_FACTOR_ADDED,
        Event.SECOND_FACTOR_REMOVED,
        Event.SECOND_FACTOR_TAKEN,
        Event.DEVICE_FORGOTTEN,
        Event.PASSPHRASE_CHANGED,
        Event.RECOVERY_CODE_MADE,
        Event.RECOVERY_CODE_USED,
        Event.KEYS_MADE,
        Event.NEW_KEYS_BEGUN,
        Event.NEW_KEYS_AGREED,
        Event.KEYS_VOUCHED,
        Event.KEYS_REPLACED,
        Event.ROSTER_DIFFERS,
        Event.MATCH_KEY_PUT_RIGHT,
        Event.ACCOUNT_FROZEN,
        Event.FREEZE_AGREED,
        Event.FREEZE_LIFTED,
    ),
    Kind.PEOPLE: (
        Event.WORKER_INVITED,
        Event.INVITATION_ENDED,
        Event.WORKER_ENROLLED,
        Event.LEAVING_BEGUN,
        Event.LEAVING_DONE,
        Event.WORKER_LEFT,
        Event.COMPETENCE_RECORDED,
        Event.SUPERVISION_RECORDED,
        Event.ATTESTATION_CONFIRMED,
        Event.ATTESTATION_WITHDRAWN,
        Event.POLICY_TRIED,
        Event.POLICY_PROPOSED,
        Event.POLICY_AGREED,
        Event.POLICY_WITHDRAWN,
    ),
    Kind.EMERGENCY: (
        Event.CARD_LOOKED_FOR,
        Event.CARD_OPENED,
        Event.CARD_REVIEWED,
        Event.LOOKING_REVIEWED,
        Event.DUTY_NAMED,
        Event.DUTY_ENDED,
    ),
    Kind.CUSTODY: (
        Event.SERVICE_SET_UP,
        Event.SERVICE_LIVE,
        Event.CUSTODY_CODES_MADE,
        Event.CUSTODY_DRILL_PASSED,
        Event.CUSTODY_DRILL_FAILED,
        Event.CUSTODY_USED,
        Event.CUSTODY_RESTORED,
        Event.RECOVERY_KEY_CHANGED,
        Event.LET_IN_BY_RECOVERY,
    ),
    Kind.MACHINE: (
        Event.BACKUP_MADE,
        Event.BACKUP_RESTORED,
        Event.RECORD_VERIFIED,
        Event.HEAD_SIGNED,
    ),
}
"""What is shown one by one. What is done in rooms and cases is not among it: that is counted only, since
who is in which case is for who works on it (security.md §5.12)."""


class Counted(models.TextChoices):
    """What is counted, a day and a worker: how much, never of whom."""

    OPENED = "opened", _("Rooms opened")
    WRITTEN = "written", _("Written")
    DOCUMENTS = "documents", _("Documents opened")
    KEYS = "keys", _("Keys handed on or taken")
    LOOKED_UP = "looked_up", _("Looked whether people are known")


COUNTS: dict[Counted, tuple[Event, ...]] = {
    Counted.OPENED: (Event.ROOM_READ,),
    Counted.WRITTEN: (Event.ENTRY_SEALED, Event.DROP_SEALED),
    Counted.DOCUMENTS: (Event.FILE_READ,),
    Counted.KEYS: (Event.GRANT_FULFILLED, Event.KEYS_TAKEN, Event.ROOM_HANDED_ON),
    Counted.LOOKED_UP: (Event.LOOKED_UP,),
}

IN_ROOM: tuple[Event, ...] = (
    Event.ROOM_OPENED,
    Event.ROOM_READ,
    Event.ENTRY_SEALED,
    Event.ENTRY_QUARANTINED,
    Event.FILE_ASKED,
    Event.FILE_READ,
    Event.DROP_SEALED,
    Event.DROP_OPENED,
    Event.GRANT_ASKED,
    Event.GRANT_WITHDRAWN,
    Event.GRANT_FULFILLED,
    Event.KEY_GIVEN,
    Event.KEYS_TAKEN,
    Event.ROOM_HANDED_ON,
    Event.ROOM_REKEYED,
    Event.LET_IN_BY_RECOVERY,
    Event.SHARE_MADE,
    Event.CARD_OPENED,
    Event.CARD_REVIEWED,
    Event.CARD_TAKEN_BACK,
)
"""What whoever is inside reads in the record of their room. Not that it was attested again: when it was may
tell of the other side (design.md §4, "Asking")."""
