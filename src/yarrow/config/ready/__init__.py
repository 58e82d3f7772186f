"""Everything that must be in place for people to meet, in an invented family.

The demo shows it, the browser stories start from it; what each record means is ``gate``'s.
"""

from . import agreement, library, policy, practice
from .courses import living_together, parting
from .day import begin, everything_for_the_day
from .guests import guest_is_asked
from .plans import (
    arrange,
    brief,
    brief_and_sign,
    propose,
    read_waiting_notes,
    record_everything,
    record_team,
    staff_in_date,
)
from .records import (
    caused_harm,
    child,
    chooses_freely,
    harmed,
    no_abuse,
    pupil,
    reach,
    risk,
    team,
    team_without_abuse,
)

__all__ = [
    "agreement",
    "arrange",
    "begin",
    "brief",
    "brief_and_sign",
    "caused_harm",
    "child",
    "chooses_freely",
    "everything_for_the_day",
    "guest_is_asked",
    "harmed",
    "library",
    "living_together",
    "no_abuse",
    "parting",
    "policy",
    "practice",
    "propose",
    "pupil",
    "reach",
    "read_waiting_notes",
    "record_everything",
    "record_team",
    "risk",
    "staff_in_date",
    "team",
    "team_without_abuse",
]
