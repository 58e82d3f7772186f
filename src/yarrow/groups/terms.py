"""The words of groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """For whom a group is. Nobody who harmed and nobody who was harmed are ever in one group."""

    BEHAVIOUR = "behaviour", _("Work on one's own behaviour")
    HARMED = "harmed", _("For people who were harmed")


class Standing(models.TextChoices):
    """Where a place stands; it is nobody's in the clear."""

    WAITING = "waiting", _("Waiting")
    IN_GROUP = "in_group", _("In the group")
    ENDED = "ended", _("Ended")


class Came(models.TextChoices):
    """Attendance. It is no measure of success, and nothing is added up from it."""

    CAME = "came", _("Came")
    EXCUSED = "excused", _("Said beforehand that they could not")
    NOT = "not", _("Did not come")
    UNKNOWN = "unknown", _("Not known")


class WhyNobody(models.TextChoices):
    """Why nobody is offered contact, said by the case supervisor."""

    NOBODY = "nobody", _("There is nobody who was harmed or lives with them")
    ELSEWHERE = "elsewhere", _("Another service offers it, and we have spoken with them")
    NOT_SAFE = "not_safe", _("It cannot be offered safely now; a worker is named who looks again")
