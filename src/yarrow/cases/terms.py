"""Words a case may hold. A case says nothing about a person (design.md §1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pathway(models.TextChoices):
    """The two pathways the founding text keeps apart; every page says which."""

    RESTORATIVE_JUSTICE = "restorative_justice", _("Restorative justice")
    RESTORATIVE_APPROACHES = "restorative_approaches", _("Restorative approaches")


class Setting(models.TextChoices):
    """Where the work is done (domain.md §4.4)."""

    FAMILY = "family", _("Family")
    WORKPLACE = "workplace", _("Workplace")
    SCHOOL = "school", _("School")
    COMMUNITY = "community", _("Community")
    PRISON = "prison", _("Prison")


class Stage(models.TextChoices):
    """How far the process has come; never how well it goes."""

    FIRST_CALLS = "first_calls", _("First calls")
    PREPARING = "preparing", _("Preparing")
    AFTER_CARE = "after_care", _("After-care")
    PROCESS_ENDED = "process_ended", _("Process ended; support goes on")
    CLOSED = "closed", _("Closed")


class ReferralSource(models.TextChoices):
    """Who brought the case (domain.md E1); plain, because it decides what may be done first."""

    NOT_KNOWN = "not_known", _("Not known")
    HARMED_PERSON = "harmed", _("The person harmed, for themselves")
    PERSON_WHO_HARMED = "person_who_harmed", _("The person who harmed, or somebody for them")
    AGENCY = "agency", _("An agency or a professional")
    FAMILY = "family", _("The family together")


class Duty(models.TextChoices):
    """What a worker does on one case. It opens no room: only a key does."""

    LEAD = "lead", _("Case lead")
    PRACTITIONER = "practitioner", _("Practitioner")
    SUPERVISOR = "supervisor", _("Case supervisor")
    SIGNING_SUPERVISOR = "signing", _("Signing supervisor")
    SPECIALIST = "specialist", _("Specialist")


class CareCode(models.TextChoices):
    """What a care card may say. Codes only: no words, no source (design.md §4, "Team room")."""

    DANGER_NOW = "danger_now", _("Danger now")
    NOT_ALONE = "not_alone", _("Do not visit alone")
    THREAT_TO_STAFF = "threat_to_staff", _("Threat to staff")
    SUICIDE_RISK = "suicide_risk", _("Risk of suicide")


class StopKind(models.TextChoices):
    """How a stop shows to the other workers. It bars at once, whichever it is."""

    OPEN = "open", _("The line shows at once")
    CONFIDED = "confided", _("The line shows at the next routine confirmation")
    SILENT = "silent", _("No line: something must be done again")
