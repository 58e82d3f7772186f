"""Words of looking somebody up: why, how often, and the only two answers there are."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from yarrow.kernel.words import N_

PERSONS_A_DAY = 20
"""security.md §5.7: one by one, a worker and a day."""

LINES_A_SITTING = 20
SITTINGS_A_DAY = 1
"""A list for a Marac, beside the twenty single ones; its reason is always the Marac."""


class Sitting(models.TextChoices):
    """How somebody looked."""

    ONE_BY_ONE = "one_by_one", _("One by one")
    LIST = "list", _("A list in one sitting")


class Why(models.TextChoices):
    """Why somebody looks. Coded, so that looking can be reviewed without a name."""

    REFERRAL = "referral", _("A referral has come in")
    CALL = "call", _("Somebody rang or came by themselves")
    AGENCY = "agency", _("An agency asks whether work may begin")
    MARAC = "marac", _("A Marac list")


class Found(models.TextChoices):
    """The answers. Neither says who, where, which case or how many."""

    POSSIBLE = "possible", _("Possible match: ask the duty lead")
    NOTHING = "nothing", _("Nothing found")


PROBLEMS = {
    "fields": N_("Write a full name, a date of birth, a telephone number, an e-mail; commas between them."),
    "day": N_("Write the date of birth as 31/12/1990."),
    "telephone": N_("This is no telephone number. With another country, begin with + and its code."),
    "email": N_("This is no e-mail address."),
    "enough": N_("Give a full name with the date of birth, or a telephone number, or an e-mail address."),
    "surname": N_("Give first and family name, or leave the name empty."),
}
"""What can be wrong with one line, by its key."""

EARLIEST_BIRTH = date(1900, 1, 1)
