"""What people would talk about."""

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class Topic(Choice):
    """A topic is agreed to one by one (domain.md E15)."""

    HARM = "harm", N_("What happened, and what is needed now")
    LIVING_TOGETHER = "living_together", N_("Living together more safely")
    PARTING = "parting", N_("Parting safely and with respect")
    TIME_WITH_CHILD = "time_with_child", N_("Time with the child")
    BELONGINGS = "belongings", N_("Belongings and money")
