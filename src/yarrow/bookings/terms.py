"""The words of bookings: where one stands, and whom somebody who comes is, as they say."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from yarrow.kernel.clock import LOCAL


class State(models.TextChoices):
    """Where a booking stands. Only ``confirmed`` counts, and only with the service's mark of it."""

    ASKED = "asked", _("Asked whether they know anybody")
    CLEAR = "clear", _("They know nobody; asked whether they can come")
    CONFIRMED = "confirmed", _("They come")
    REFUSED = "refused", _("They cannot come")
    KNOWS = "knows", _("They know somebody, or are not sure")
    GIVEN_BACK = "given_back", _("They cannot come after all")
    OFF = "off", _("Taken back by who asked")


WAITING = (State.ASKED, State.CLEAR)
LIVE = (*WAITING, State.CONFIRMED)


class Sex(models.TextChoices):
    """As they themselves say, for people who ask for a woman or a man."""

    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")
    NOT_SAID = "unknown", _("Not said")


class Outcome(models.TextChoices):
    """What who asked is told. That somebody knows a person is among the reasons, and is never said."""

    WAITS = "waits", _("Asked. Nobody comes until they say yes.")
    COMES = "comes", _("They come.")
    NO_ANSWER = "no_answer", _("No answer in time. Ask somebody else.")
    CANNOT = "cannot", _("They cannot come. Ask somebody else.")
    OFF = "off", _("You took it back.")
    NOT_KNOWN = "not_known", _("Not known: do not rely on it. Ask them, or somebody else.")


@dataclass(frozen=True, slots=True)
class Content:
    """For whom, when, for how long, for what: ids and codes, and no word about anybody.

    ``kept_back``: it is not shown to who was asked (decision 0032). ``no_abuse``: when it was written the
    room held its own valid "no abuse", of two workers.
    """

    room: UUID
    case: UUID
    by: UUID
    what: str
    on: date
    hour: time
    minutes: int
    where: str
    purpose: str
    asked_at: datetime
    kept_back: bool
    no_abuse: bool

    @property
    def starts(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.on, self.hour, tzinfo=LOCAL)

    @property
    def ends(self) -> datetime:
        """The last one."""
        return self.starts + timedelta(minutes=self.minutes)
