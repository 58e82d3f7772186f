"""Words of plans and meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """How far a plan has come. Whether it may go on is asked anew each time, never stored."""

    PROPOSED = "proposed", _("Proposed")
    ARRANGED = "arranged", _("Arranged")
    SET_ASIDE = "set_aside", _("Set aside")


class StepKind(models.TextChoices):
    """The written series that E26 asks for, and the after-care dates of E35."""

    PREPARATION = "preparation", _("Preparation")
    JOINT_STEP = "joint_step", _("The joint step")
    WITHIN_48_HOURS = "hours_48", _("Safety call within 48 hours")
    TWO_WEEKS = "weeks_2", _("After two weeks")
    SIX_WEEKS = "weeks_6", _("After six weeks")
    THREE_MONTHS = "months_3", _("After three months")
    SIX_MONTHS = "months_6", _("After six months")


class SittingEnd(models.TextChoices):
    """How a meeting came to its end. Neither is better than the other (domain.md E24)."""

    ENDED = "ended", _("Ended")
    STOPPED = "stopped", _("Stopped")


class MomentKind(models.TextChoices):
    """What is kept of a meeting while it lasts. None of them says who it was."""

    BREAK = "break", _("A break")
    RESUMED = "resumed", _("Went on")
    FIRST_AWAY = "first_away", _("Who leaves first has left")
    ALL_AWAY = "all_away", _("Everybody has left")


class FollowUpKind(models.TextChoices):
    """What is done afterwards in every room alike, so that a row tells nothing of whose it is."""

    SAFETY_48H = "safety_48h", _("Safety check")
    RISK_AGAIN = "risk_again", _("Look at risk again")
    TELL_OUTCOME = "tell_outcome", _("Tell them how it ended")
    TWO_WEEKS = "two_weeks", _("After two weeks")
    SIX_WEEKS = "six_weeks", _("After six weeks")
    THREE_MONTHS = "three_months", _("After three months")
    SIX_MONTHS = "six_months", _("After six months")
    AGREED_AGAIN = "agreed_again", _("Look at what was agreed again")
    DEBRIEF = "debrief", _("Debrief of the workers")
