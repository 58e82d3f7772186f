"""The words of staff: what a service is for, what a worker is employed as."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What this database may hold. Said once, at set-up, and never changed."""

    DEMO = "demo", _("Demonstration")
    TEST = "test", _("Test")
    REAL = "real", _("Real")


class Post(models.TextChoices):
    """What a worker is employed as. A post opens nothing: holding a room's key does."""

    PRACTITIONER = "practitioner", _("Practitioner")
    INTAKE = "intake", _("Intake worker")
    SUPERVISOR = "supervisor", _("Supervisor")
    SPECIALIST = "specialist", _("Specialist")
    RESEARCHER = "researcher", _("Researcher")
    MANAGER = "manager", _("Manager")
    DUTY = "duty", _("Duty worker")
    GUEST = "guest", _("Guest from a partner service")
    INTERPRETER = "interpreter", _("Interpreter")
    VOLUNTEER = "volunteer", _("Volunteer")


BOOKED = frozenset({Post.INTERPRETER, Post.VOLUNTEER})
"""Who comes for an hour that somebody booked. They hold no room, are on no case, and find no list."""
OUTSIDE = BOOKED | {Post.GUEST}
"""Who is no colleague: every page is shut to them that is not named for them (``staff.access``)."""


class PasskeyKind(models.TextChoices):
    """What carries a passkey. Chosen from a list: a typed name could say whose telephone it is."""

    KEY = "key", _("Security key")
    PHONE = "phone", _("Phone")
    COMPUTER = "computer", _("Computer")
    OTHER = "other", _("Something else")
