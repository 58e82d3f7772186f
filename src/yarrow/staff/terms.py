"""The words of staff: what a service is for, what a worker is employed as and trained in."""

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


class PasskeyKind(models.TextChoices):
    """What carries a passkey. Chosen from a list: a typed name could say whose telephone it is."""

    KEY = "key", _("Security key")
    PHONE = "phone", _("Phone")
    COMPUTER = "computer", _("Computer")
    OTHER = "other", _("Something else")


class CompetenceKind(models.TextChoices):
    """What a worker is trained and assessed in, until a day (domain.md E5)."""

    DVA_COMPETENT = "dva_competent", _("Domestic violence and abuse practice")
    SURVIVOR_SPECIALIST = "survivor_specialist", _("Survivor support")
    HARM_SPECIALIST = "harm_specialist", _("Work with people who have harmed")
    CHILD_SPECIALIST = "child_specialist", _("Work with children")
    FACILITATION = "facilitation", _("Restorative facilitation")
