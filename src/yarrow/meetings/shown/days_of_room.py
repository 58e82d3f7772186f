"""The days of one room in plain words, for who is inside it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from yarrow.gate.facts.base import Home
from yarrow.gate.forms import APART, Form
from yarrow.gate.history import Asked, Span, spans_of
from yarrow.gate.question import Question
from yarrow.gate.standing import CELLS, RoomAnswer
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer
from yarrow.meetings.models import Plan
from yarrow.meetings.terms import PlanState
from yarrow.policy.queries import policy_on
from yarrow.record.views.doors import OnScreen
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_answer
from yarrow.rooms.queries.ends_of_days import ends_of_days

from .drawn import Drawn, Pattern, Stretch, draw

_PATTERNS = {
    RoomAnswer.STANDS: Pattern.FULL,
    RoomAnswer.DOES_NOT: Pattern.LINES,
    RoomAnswer.UNKNOWN: Pattern.DOTS,
}


def days_drawn(screen: OnScreen, home: Home, asked_about: tuple[Form, Topic], today: date) -> Drawn | None:
    """When this room's own answer was a yes, and why not on the other days; None before anything was said.

    Nothing but the entries, notes and record of this one room is read.
    """
    form, topic = asked_about
    asked = Asked(home, form, topic, policy_on(today))
    ends = ends_of_days(screen.room, screen.entries)
    spans = spans_of(ends, asked, today=today, now=_own_answer(screen.room, asked.on(today)))
    return draw([_stretch(span) for span in spans], gettext("What this room answered, day by day"))


def _own_answer(room: Room, question: Question) -> RoomAnswer:
    """Today's, as the gate believes it; "no abuse" is taken as agreed, so that no other room is asked."""
    return room_answer(room, question, abuse=Answer.NO)


def _stretch(span: Span) -> Stretch:
    return Stretch(span.first, span.last, _PATTERNS[span.answer], _in_words(span.answer), _why(span))


def _in_words(answer: RoomAnswer) -> str:
    if answer is RoomAnswer.STANDS:
        return gettext("In place")
    return gettext("Not yet") if answer is RoomAnswer.DOES_NOT else gettext("Not known")


def _why(span: Span) -> tuple[str, ...]:
    not_said = (gettext(span.not_said.words),) if span.not_said is not None else ()
    return (*not_said, *dict.fromkeys(gettext(reason.text) for reason in span.reasons))


# --- what the room is asked ---


def number_of(form: Form, topic: Topic) -> int:
    """The number of a form and topic in an address, from 1: an address says no word of either."""
    return CELLS.index((form, topic)) + 1


def asked_by_number(number: int, home: Home) -> tuple[Form, Topic] | None:
    """The form and topic of this number; None where there is none, or this room is never asked."""
    if not 1 <= number <= len(CELLS) or CELLS[number - 1][0] not in forms_asked(home):
        return None
    return CELLS[number - 1]


def asked_first(room: Room, home: Home) -> tuple[Form, Topic]:
    """What the newest plan asks that is not set aside; without one, a conference about the harm."""
    plan = Plan.objects.filter(case=room.case).exclude(state=PlanState.SET_ASIDE).order_by("-number").first()
    if plan is None or Form.of(plan.form) not in forms_asked(home):
        return Form.CONFERENCE, Topic.HARM
    return Form.of(plan.form), Topic.of(plan.topics.split(",")[0])


def forms_asked(home: Home) -> Sequence[Form]:
    """A letter that is not sent waits for nothing; the team is not asked about work with one person."""
    asked = [form for form in Form if form is not Form.NO_SEND_LETTER]
    return asked if home is Home.PERSON else [form for form in asked if form not in APART]
