"""The words of practice: what is recorded of a worker, what it rests on, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a worker is trained and assessed in (domain.md E5), and case supervision (E6)."""

    DVA_COMPETENT = "dva_competent", _("Domestic violence and abuse practice")
    SURVIVOR_SPECIALIST = "survivor_specialist", _("Survivor support")
    HARM_SPECIALIST = "harm_specialist", _("Work with people who have harmed")
    CHILD_SPECIALIST = "child_specialist", _("Work with children")
    FACILITATION = "facilitation", _("Restorative facilitation")
    SUPERVISING = "supervising", _("Supervising practice")
    SUPERVISION = "supervision", _("Case supervision")
    OBSERVED = "observed_work", _("Observed practice")
    VOLUNTEERING = "volunteering", _("What volunteers do here")
    REFERENCES = "references", _("References")
    RECORD_CHECK = "record_check", _("Check of criminal records (DBS)")


OF_VOLUNTEERS = (Subject.VOLUNTEERING, Subject.REFERENCES, Subject.RECORD_CHECK)
"""What must be recorded of a volunteer, and in date, before anybody books them."""
BOTH_WERE_THERE = frozenset({Subject.SUPERVISION, Subject.OBSERVED})
"""What took place between two colleagues: both were there, so the one it is about may confirm it."""
SEEN_ON_PAPER = frozenset({Subject.REFERENCES, Subject.RECORD_CHECK})
"""What nobody is trained in: it was looked at on a day."""
TRAINING = tuple(subject for subject in Subject if subject not in {*BOTH_WERE_THERE, *OF_VOLUNTEERS})


class Basis(models.TextChoices):
    """What was seen. From a list: words about a colleague would need a seal of their own."""

    CERTIFICATE = "certificate", _("A certificate was seen")
    REGISTER = "register", _("An entry in a register of practitioners was seen")
    OBSERVED = "observed", _("Their work was observed")
    EMPLOYER = "employer", _("Their employer says so in writing")
    TOOK_PLACE = "took_place", _("It took place, and the day was written down")


class State(models.TextChoices):
    """Where a line stands today. Only ``in_date`` counts; everything else is a no."""

    IN_DATE = "in_date", _("In date")
    WAITING = "waiting", _("Waits for a second person")
    RAN_OUT = "ran_out", _("Ran out")
    WITHDRAWN = "withdrawn", _("Taken back")
    NOT_KNOWN = "not_known", _("Cannot be believed: not as this service wrote it")
    NEVER = "never", _("Never recorded")


class Principle(models.TextChoices):
    """The six principles that a worker looks back on their own practice by (domain.md §2.2)."""

    RESTORATION = "restoration", _("Putting right")
    VOLUNTARISM = "voluntarism", _("Free choice")
    IMPARTIALITY = "impartiality", _("Fairness to everybody")
    SAFETY = "safety", _("Safety")
    ACCESSIBILITY = "accessibility", _("Open to everybody")
    EMPOWERMENT = "empowerment", _("Their own decisions")


class Offer(models.TextChoices):
    """What became of an offer to talk. Nothing of what was said is kept."""

    WAITING = "waiting", _("Offered")
    TAKEN = "taken", _("Taken")
    DECLINED = "declined", _("Not wanted")
