"""At the door: what was stopped and waits, what a colleague let out, what passed, and what is queued.

In the family whose rooms keep most from each other: her new street is in a letter to him.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from yarrow.agencies.actions import share_with_agency
from yarrow.agencies.actions.sharing import seen_mark
from yarrow.config import ready
from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts.agencies import AgencyShare, LawfulBasis, ShareAgreed
from yarrow.gate.facts.calls import CallNote, CallOutcome, WhoRang
from yarrow.gate.facts.routes import RouteClaimed, RouteKind, SafeRoute, Weekday, Wording
from yarrow.gate.facts.who import Language
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import LOCAL, FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.outgoing.actions import Stopped, let_it_out
from yarrow.papers.actions import make_paper
from yarrow.papers.making.asked import Asked
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage
from yarrow.sending.actions import queue_message
from yarrow.sending.asking import Wanted

_STREET = "14b Heol yr Afon\nAberwen\nSY99 9ZZ"
_GIVES_AWAY = "The box with your tools can be fetched at Heol yr Afon 14 b on Friday."
_KNOWN_TO_BOTH = "Your post still comes to Heol yr Afon. Please have it sent on."
_WEEK = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)


def at_the_door(family: Family, clock: FixedClock, now: datetime) -> None:
    """Everything that a newcomer finds on the pages of the door, of reaching, sending and agencies."""
    clock.move_to(now - timedelta(hours=6))
    _how_she_is_reached(family)
    ready.read_waiting_notes(family)
    _stopped(family, _GIVES_AWAY)
    _let_out(family, _stopped(family, _KNOWN_TO_BOTH))
    _passed(family, _KNOWN_TO_BOTH)
    clock.move_to(now - timedelta(hours=2))
    _shared(family)


def _how_she_is_reached(family: Family) -> None:
    """Texts and calls on weekday mornings, agreed words, her new street, and a number not yet proved."""
    day = family.clock.today()
    said = {
        "agreed_words": "The book is back",
        "danger_words": "The book is still out",
        "address": LongText(_STREET),
    }
    family.record(
        "harmed",
        replace(ready.reach(day), **said),  # type: ignore[arg-type]  # fields of this fact
        SafeRoute(way=RouteKind.TEXT, wordings=(Wording.REMINDER, Wording.PLEASE_RING), **_on_weekdays(day)),
        SafeRoute(way=RouteKind.CALL, dropped_call="They ring again.", **_on_weekdays(day)),
        CallNote(who_rang=WhoRang.SOMEBODY_ELSE, what=CallOutcome.SOMEBODY_ELSE),
        RouteClaimed(
            way=RouteKind.TEXT,
            value=LongText("07700 900 177"),
            who_said="By text, from that number: somebody who wrote that it is hers now",
        ),
    )


def _on_weekdays(day: date) -> dict[str, Any]:
    return {
        "value": LongText("01632 960 001"),
        "allowed": Answer.YES,
        "days": _WEEK,
        "safe_from": "09:30",
        "safe_until": "12:00",
        "language": Language.ENGLISH,
        "sender_name": "Sam",
        "who_may_answer": LongText("Nobody else. If somebody does, ask about the library book."),
        "shared_device": Answer.NO,
        "confirmed_on": day,
    }


def _letter_to_him(family: Family, words: str) -> UUID | Stopped:
    by = family.holder("other")
    tokens = {"first_name": "Deiniol", "words": words, "worker_name": by.worker.name.split()[0]}
    asked = Asked(PaperKind.LETTER, PaperFormat.WORD, PaperLanguage.ENGLISH, tokens, on=family.clock.today())
    return make_paper(
        room=family.rooms["other"],
        asked=asked,
        session="the demonstration's own",
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )


def _stopped(family: Family, words: str) -> UUID:
    answer = _letter_to_him(family, words)
    if not isinstance(answer, Stopped):
        raise TypeError("the door let out what it was to stop")
    return answer.pk


def _passed(family: Family, words: str) -> None:
    if isinstance(_letter_to_him(family, words), Stopped):
        raise TypeError("the door stopped what it was to let out")


def _let_out(family: Family, stopped: UUID) -> None:
    """Her own worker asked her first."""
    by = family.holder("harmed")
    said = let_it_out(
        stopped=stopped,
        reason="He knows this street: it was their first flat. She read the letter and agrees.",
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )
    if isinstance(said, Refused):
        raise InventionRefused(said)


def _shared(family: Family) -> None:
    """With one named person at one agency, with her agreement, for a month."""
    by = family.holder("harmed")
    share = AgencyShare(
        agency="The college",
        person="Mair Tudor, student support",
        purpose=LongText("A quiet place to work, and a bus pass."),
        basis=LawfulBasis.INTEREST,
        agreed=ShareAgreed.YES,
        reason=LongText("She read it, crossed one line out, and said yes."),
        knows_somebody=Answer.NO,
        until=family.clock.today() + timedelta(days=30),
        words=LongText("She starts on Monday and would like somebody to meet her on the first morning."),
    )
    said = share_with_agency(
        room=family.rooms["harmed"],
        share=share,
        share_id=new_id(),
        seen=seen_mark(share),
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )
    if isinstance(said, Refused):
        raise InventionRefused(said)


def reminder_waits(family: Family, now: datetime) -> None:
    """One text to her, sealed to the sender, for a morning of hers; at most seven days ahead."""
    by = family.holder("harmed")
    queued = queue_message(
        room=family.rooms["harmed"],
        message_id=new_id(),
        wanted=Wanted(wording=Wording.REMINDER, way=RouteKind.TEXT, days=1, due_at=_next_morning(now)),
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )
    if isinstance(queued, Refused):
        raise InventionRefused(queued)
    if isinstance(queued, Stopped):
        raise TypeError("the door stopped a reminder")


def _next_morning(now: datetime) -> datetime:
    """Ten o'clock on the next weekday after tomorrow: inside the hours that she agreed to."""
    morning = now.astimezone(LOCAL).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=2)
    weekend = {5: 2, 6: 1}
    return morning + timedelta(days=weekend.get(morning.weekday(), 0))
