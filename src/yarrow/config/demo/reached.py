"""How one invented person is reached safely, and a change that a stranger claimed by telephone."""

from typing import Any

from yarrow.config.families import Family
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.routes import RouteClaimed, RouteKind, SafeRoute, Weekday, Wording
from yarrow.gate.facts.who import Language
from yarrow.gate.words import Answer, LongText

_NUMBER = LongText("01632 960 001")
_WEEKDAYS = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)


def safe_ways(family: Family, part: str) -> None:
    """Texts on weekday mornings in the name that they chose; a call; and what a stranger said."""
    family.record(
        part,
        SafeRoute(
            way=RouteKind.TEXT,
            wordings=(Wording.REMINDER, Wording.PLEASE_RING),
            language=Language.WELSH,
            **_sound(family),
        ),
        SafeRoute(
            way=RouteKind.CALL,
            dropped_call="They ring again.",
            language=Language.WELSH,
            **_sound(family),
        ),
        CallNote(who_rang=WhoRang.SOMEBODY_ELSE, what=CallOutcome.SOMEBODY_ELSE),
        RouteClaimed(
            way=RouteKind.CALL, value=LongText("01632 960 077"), who_said="A man who said he was a cousin"
        ),
    )


def _sound(family: Family) -> dict[str, Any]:
    return {
        "value": _NUMBER,
        "allowed": Answer.YES,
        "days": _WEEKDAYS,
        "safe_from": "09:30",
        "safe_until": "12:00",
        "sender_name": "The reading group",
        "who_may_answer": LongText("Nobody else. If somebody does, ask about the library book."),
        "shared_device": Answer.NO,
        "confirmed_on": family.clock.today(),
    }
