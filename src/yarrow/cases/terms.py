"""Words a case may hold. A case says nothing about a person (design.md §1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pathway(models.TextChoices):
    """The two pathways the founding text keeps apart; every page says which."""

    RESTORATIVE_JUSTICE = "restorative_justice", _("Restorative justice")
    RESTORATIVE_APPROACHES = "restorative_approaches", _("Restorative approaches")

    @property
    def other(self) -> "Pathway":
        """The one that a case on this pathway can move to."""
        return next(each for each in Pathway if each is not self)


class WhyMoved(models.TextChoices):
    """Why a case moves to the other pathway: about the process, never about a person."""

    OFFICIAL_BEGAN = "official_began", _("There is an official case now")
    OFFICIAL_ENDED = "official_ended", _("The official case has ended, or is not pursued")
    WANTED = "wanted", _("What people ask for belongs to the other pathway")
    BEGUN_WRONGLY = "begun_wrongly", _("It was put on the wrong one at the start")


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


class Closeness(models.TextChoices):
    """Who may come near a case at all. It never tells why: that is sealed in the team room."""

    ORDINARY = "ordinary", _("Ordinary")
    NAMED_ONLY = "named_only", _("Only people on its list")


class Asked(models.TextChoices):
    """Where one worker stands with the question before a case. Everything but ``CLEAR`` refuses.

    ``NOT_ASKED`` is never kept: it is how a missing row is called. Who knows somebody has no row
    either; for them there is a bar.
    """

    NOT_ASKED = "not_asked", _("Not asked yet")
    ASKED = "asked", _("Asked, not answered yet")
    CLEAR = "clear", _("Does not know them")
    UNSURE = "unsure", _("Not sure; the supervisor decides")


class OwnAnswer(models.TextChoices):
    """What a worker can say when asked with the name alone."""

    DOES_NOT_KNOW = "no", _("I do not know them, nor anybody close to them")
    KNOWS = "yes", _("I know them, or somebody close to them")
    NOT_SURE = "not_sure", _("I am not sure")


class ForTwo(models.TextChoices):
    """What a case supervisor does only together with another supervisor (security.md R-37)."""

    LIFT_BAR = "lift_bar", _("Let a worker who was kept away come near again")
    NAME_WORKER = "name_worker", _("Put a worker on the list of a closely kept case")
    OPEN_AGAIN = "open_again", _("Keep a case no more closely than others")
