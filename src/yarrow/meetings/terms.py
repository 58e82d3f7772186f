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
