"""The words of policy: why it was asked for, what a trial looked at, and where a row stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why numbers were changed. From a list: words about what happened would need a seal of their own."""

    LEARNT = "learnt", _("We learnt from our own work")
    REVIEW = "review", _("A review of our service asks it")
    PARTNERS = "partners", _("Our partner services work by these numbers")
    PAID = "paid", _("Who pays for our work asks it")
    EVIDENCE = "evidence", _("New guidance or research")
    TOO_TIGHT = "too_tight", _("Our earlier numbers kept safe work waiting")


class Looked(models.TextChoices):
    """What a trial of numbers looked at."""

    ROOMS = "rooms", _("Rooms were looked at")
    NO_ROOM = "no_room", _("No room was looked at")


class State(models.TextChoices):
    """Where a row stands. Only what holds is asked."""

    HOLDS = "holds", _("Holds now")
    AHEAD = "ahead", _("Agreed, begins later")
    WAITING = "waiting", _("Waits for a second person")
    LATE = "late", _("Not agreed before its day")
    BEFORE = "before", _("Held earlier")
    WITHDRAWN = "withdrawn", _("Taken back")
    NOT_KNOWN = "not_known", _("Cannot be believed: not as this service wrote it")
