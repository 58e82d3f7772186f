"""The words of visits: why there is an alarm, what was done about it, and how it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why colleagues are told at once, before any hour has passed."""

    PRESSED = "pressed", _("They pressed for help")
    WORD = "word", _("They gave the word for danger. To whoever stood beside them it looked as usual")
    WRONG = "wrong", _("Three wrong words were tried on their account")


class Did(models.TextChoices):
    """One rung of the ladder, in the order in which it is climbed."""

    TAKEN = "taken", _("I take this on")
    NO_ANSWER = "no_answer", _("I rang them: no answer")
    OTHER_NUMBER = "other_number", _("I rang the number they left")
    COLLEAGUE = "colleague", _("A second colleague knows and helps")
    POLICE = "police", _("I rang 999")


class Reached(models.TextChoices):
    """How it is known that somebody is safe."""

    WORD = "word", _("I heard their voice, and they said their word")
    SPOKE = "spoke", _("I heard their voice; no word was agreed")
    MET = "met", _("A colleague is with them, and they are safe")
    SERVICES = "services", _("Police or ambulance are with them")
