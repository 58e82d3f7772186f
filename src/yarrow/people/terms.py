"""The words of people: who joins, who leaves, whose keys are made anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsKind(models.TextChoices):
    """What happened to an account, told to its worker until they have read it (ASVS 6.3.7)."""

    CODE_USED = "code_used", _("A recovery code was used to choose a new passphrase")
    PASSPHRASE_CHANGED = "passphrase", _("The passphrase was changed")
    KEYS_BEGUN = "keys_begun", _("A colleague has begun new keys")
    KEYS_GIVEN = "keys_given", _("New keys were made")
    LIFTED = "lifted", _("Two colleagues opened the account again")


class ShownKind(models.TextChoices):
    """What a code shown once is for."""

    INVITATION = "invitation", _("Code for a newcomer")
    NEW_KEYS = "new_keys", _("Code for a colleague's new keys")
    RECOVERY = "recovery", _("Recovery code")
    CALENDAR = "calendar", _("Address of a calendar")


class Ending(models.TextChoices):
    """How an invitation, or a colleague's new keys, came to an end."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    WRONG = "wrong", _("The figures were not the same")
