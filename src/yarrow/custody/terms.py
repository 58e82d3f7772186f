"""The words of custody: why there is a new set of codes, and what happened with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why codes were made."""

    SET_UP = "set_up", _("The service was set up")
    REPLACED = "replaced", _("A custodian was replaced, or a code was lost")
    NEW_KEY = "new_key", _("The recovery key itself was replaced")
    ANEW = "anew", _("Codes were lost: a new recovery key without the old one")


class Happened(models.TextChoices):
    """What custodians did. Every manager and supervisor sees it."""

    CODES_MADE = "codes_made", _("Codes were made for three custodians")
    DRILL_PASSED = "drill_passed", _("A restore drill passed")
    DRILL_FAILED = "drill_failed", _("A restore drill failed")
    REPLACED = "replaced", _("New codes replaced the old ones")
    NEW_KEY = "new_key", _("A new recovery key replaced the old one")
    ANEW = "anew", _("Two codes were lost: a new recovery key was made without the old one")
    LET_IN = "let_in", _("Custodians let a worker into rooms")
    RESTORED = "restored", _("The service was restored from a backup")


class Ending(models.TextChoices):
    """What became of a request for a new recovery key."""

    OPEN = "open", _("Open")
    MADE = "made", _("Made")
    STOPPED = "stopped", _("Stopped")


class Keeping(models.TextChoices):
    """How the recovery key is kept today."""

    DEMONSTRATION = "demonstration", _("Not set up: this is a demonstration")
    NOT_SET_UP = "not_set_up", _("Not set up")
    NOT_DRILLED = "not_drilled", _("Kept, and not yet tried out with a restore drill")
    DRILLED = "drilled", _("Kept, and tried out")
    DUE_SOON = "due_soon", _("Kept; a restore drill is due soon")
    OVERDUE = "overdue", _("Kept; a restore drill is overdue")
