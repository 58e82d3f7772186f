"""Words of the emergency opening."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a colleague found when they looked at an opening. It is about the opening, not about a person."""

    RIGHT = "right", _("It was right to open it")
    NOT_NEEDED = "not_needed", _("It turned out not to be needed")
    WORRYING = "worrying", _("It is worrying, and somebody must act on it")


class LookingOutcome(models.TextChoices):
    """What a colleague found who looked at searches that opened nothing. It is about the searches."""

    RIGHT = "right", _("There was reason to look")
    NOT_NEEDED = "not_needed", _("There was no need to look, and no harm meant")
    WORRYING = "worrying", _("It is worrying, and somebody must act on it")


class About(models.TextChoices):
    """What a sealed copy beside an opening holds."""

    REASON = "reason", _("Why it was opened")
    REVIEW = "review", _("What the review found")
