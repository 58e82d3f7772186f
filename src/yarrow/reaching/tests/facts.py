"""Sound facts and routes of an invented person, to be spoilt one by one."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from yarrow.gate.facts import Fact
from yarrow.gate.facts.routes import RouteKind, SafeRoute, Weekday, Wording
from yarrow.gate.facts.who import Language, Reach
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.ids import new_id

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OLD, NEW = "07700 900123", "07700 900456"


def safe_route(**changed: Any) -> SafeRoute:
    sound: dict[str, Any] = {
        "way": RouteKind.TEXT,
        "value": LongText(OLD),
        "allowed": Answer.YES,
        "days": tuple(Weekday),
        "safe_from": "09:00",
        "safe_until": "17:00",
        "wordings": (Wording.REMINDER,),
        "language": Language.ENGLISH,
        "sender_name": "Sam",
        "shared_device": Answer.NO,
        "confirmed_on": TODAY,
    }
    return SafeRoute(**(sound | changed))


def reach(**changed: Any) -> Reach:
    sound: dict[str, Any] = {
        "phone": OLD,
        "when_safe": LongText("weekday mornings"),
        "who_may_answer": LongText("her sister; say it is about the library"),
        "name_to_use": "Sam",
        "agreed_words": "is the blue bus running",
        "danger_words": "the kettle is on",
        "shared_device": Answer.NO,
        "confirmed_on": TODAY,
    }
    return Reach(**(sound | changed))


def recorded(facts: Sequence[Fact], days: Sequence[date] = ()) -> list[Recorded]:
    """These facts in order; without days, each on its own day, so that only the first is the first talk's."""
    spread = days or [date.fromordinal(TODAY.toordinal() - len(facts) + 1 + at) for at in range(len(facts))]
    return [
        Recorded(fact, at + 1, day, new_id())
        for at, (fact, day) in enumerate(zip(facts, spread, strict=True))
    ]
