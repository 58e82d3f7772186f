"""Whether somebody may be reached by one route at one moment. Pure; public (``sending`` asks it too).

Not known is not safe: every field of a route begins as what refuses. Nothing here is ever asked of a
warning, 999, a safeguarding report or what a court ordered (design.md §1): the page for those
shows every route, the refused ones too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yarrow.gate.facts.routes import RouteKind, RouteProved, SafeRoute, Weekday, Wording
from yarrow.gate.facts.who import Death, Language, Reach, ReachUnsafe
from yarrow.gate.policy import Policy
from yarrow.gate.words import Answer
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.decision import Allowed, Reason, Refused
from yarrow.kernel.words import N_

__all__ = [
    "AUTOMATIC",
    "CHANGES_REACH",
    "Language",
    "Route",
    "RouteFacts",
    "RouteKind",
    "Weekday",
    "Window",
    "Wording",
    "in_a_window",
    "may_call",
    "may_send",
    "may_use",
]

AUTOMATIC = frozenset({RouteKind.TEXT, RouteKind.EMAIL})
"""Ways that nobody speaks: they ask the shorter confirmation, a kind of words and a device of their own."""
AT_ANY_HOUR = frozenset({RouteKind.POST, RouteKind.IN_PERSON, RouteKind.THROUGH_WORKER})
"""A letter comes when the post comes; a worker who goes there or speaks for them knows the hour."""

CHANGES_REACH = (Reach, SafeRoute, ReachUnsafe, RouteProved, Death)
"""Kinds after which what waits to be sent is refused. A claim is none: it must not stop the old way."""

_DAYS = tuple(Weekday)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the wall clock on these weekdays. ``until`` not after ``start`` means on the next day."""

    days: frozenset[Weekday]
    start: time
    until: time

    def holds(self, local: datetime) -> bool:
        """Whether this moment, by the wall clock there, lies inside; the last minute is outside."""
        clock, today = local.time(), _DAYS[local.weekday()]
        if self.start < self.until:
            return today in self.days and self.start <= clock < self.until
        yesterday = _DAYS[(local - _DAY).weekday()]
        return (today in self.days and clock >= self.start) or (yesterday in self.days and clock < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to reach the person of a room, as recorded there. What is left out refuses.

    ``value`` is the number or address. ``proved`` says that it is truly theirs: the first that was
    recorded, or one proved since. ``moved`` that it was, until a proved move; ``unsafe`` that it was said to
    be unsafe since. ``confirmed_on`` is the last day on which they said that it is right. ``hours_known`` is
    no where the windows stand only in words; a worker who rings reads them, a message cannot.
    ``readable``: whether everything in the room could be read, and the person lives.
    """

    kind: RouteKind
    value: str = ""
    readable: bool = False
    proved: bool = False
    moved: bool = False
    unsafe: bool = False
    allowed: Answer = Answer.UNKNOWN
    windows: tuple[Window, ...] = ()
    hours_known: bool = False
    hours_in_words: str = ""
    wordings: frozenset[Wording] = frozenset()
    language: Language = Language.UNKNOWN
    sender_name: str = ""
    who_may_answer: str = ""
    shared_device: Answer = Answer.UNKNOWN
    who_shares: str = ""
    dropped_call: str = ""
    voicemail_words: str = ""
    confirmed_on: date | None = None
    recorded_on: date | None = None


RouteFacts = Route

NOT_RECORDED = Reason("E2", N_("This way to reach them is not recorded, or has no number or address."))
NOT_PROVED = Reason(
    "E2",
    N_("This number or address is only claimed. It is used once it is proved to be theirs."),
)
MOVED = Reason("E2", N_("They have moved on from this number or address. Nothing goes there any more."))
UNSAFE = Reason("E2", N_("This way was said to be no longer safe."))
NOT_ALLOWED = Reason("E2", N_("They did not say that this way may be used."))
NOT_CONFIRMED = Reason("E2", N_("This way was not confirmed with them lately enough."))
HOURS_NOT_KNOWN = Reason("E2", N_("The days and hours at which this way is safe are not known."))
OUTSIDE_HOURS = Reason("E2", N_("It is not one of the days and hours at which this way is safe."))
SHARED = Reason("E2", N_("Somebody else can see it, or it is not known whether anybody can."))
WORDS_NOT_AGREED = Reason("E2", N_("They did not agree to this kind of message."))
NO_SENDER_NAME = Reason("E2", N_("They have not chosen the name under which a message comes."))
NO_LANGUAGE = Reason("E2", N_("The language in which they want it is not known."))
NO_VOICE_MESSAGE = Reason("E2", N_("No words for a voice message were agreed. Leave none."))
HELD = Reason("HOLD", N_("Everything to this person is on hold, or it is not known whether it is."))
CANNOT_TELL = Reason("E2", N_("Whether this way is safe cannot be told. Then it is not used."))


def may_send(
    route: Route, *, wording: Wording, moment: datetime, held: bool, policy: Policy
) -> Allowed | Refused:
    """E2. Whether a message of this kind may go out by this route now, with nobody speaking it.

    Asked when it is written and again in the moment of sending. Refuses, with all its reasons, unless the
    route is a text or e-mail, proved, neither moved nor unsafe, agreed to for this kind of words, seen by
    nobody else, in its hours, confirmed in the last 14 days (fewer where the service says so), and not held.
    ``moment`` carries its time zone. Source: domain.md E2; security.md §5.11, D-02, D-03, D-07, D-08.
    """
    return _answer(lambda: _why_not_sent(route, wording, _Now(moment, held, policy)))


def may_call(route: Route, *, moment: datetime, held: bool, policy: Policy) -> Allowed | Refused:
    """E2. Whether a routine call, or a voice message, may be made now; never asked of a call to warn."""
    return may_use(route, moment=moment, held=held, policy=policy)


def may_use(route: Route, *, moment: datetime, held: bool, policy: Policy) -> Allowed | Refused:
    """E2. Whether a worker may use this route now for routine work: a call, a letter, a visit."""
    return _answer(lambda: _why_not_used(route, _Now(moment, held, policy)))


def in_a_window(windows: Sequence[Window], moment: datetime) -> bool:
    """Whether the wall clock there is inside one of them. A moment without a time zone is in none.

    When the clocks go back, an hour that comes twice is safe twice; when they go forward, one that is
    left out is not safe at all.
    """
    if moment.tzinfo is None:
        return False
    local = moment.astimezone(LOCAL)
    return any(window.holds(local) for window in windows)


def _answer(why_not: Callable[[], Iterator[Reason]]) -> Allowed | Refused:
    try:
        reasons = tuple(dict.fromkeys(why_not()))
    except Exception:  # noqa: BLE001  # whatever went wrong, nobody is reached so
        reasons = (CANNOT_TELL,)
    return Refused(reasons) if reasons else Allowed()


@dataclass(frozen=True, slots=True)
class _Now:
    """What is so in this moment, apart from the route."""

    moment: datetime
    held: bool
    policy: Policy


def _why_not_sent(route: Route, wording: Wording, now: _Now) -> Iterator[Reason]:
    if route.kind not in AUTOMATIC:
        yield CANNOT_TELL
    yield from _why_not_used(route, now)
    if route.shared_device is not Answer.NO:
        yield SHARED
    if wording not in route.wordings:
        yield WORDS_NOT_AGREED
    if not route.sender_name.strip():
        yield NO_SENDER_NAME
    if route.language is Language.UNKNOWN:
        yield NO_LANGUAGE


def _why_not_used(route: Route, now: _Now) -> Iterator[Reason]:
    yield from _why_not_theirs(route)
    if route.allowed is not Answer.YES:
        yield NOT_ALLOWED
    if not _confirmed(route, now.moment, now.policy):
        yield NOT_CONFIRMED
    if route.kind not in AT_ANY_HOUR:
        yield from _why_not_now(route, now.moment)
    if route.kind is RouteKind.VOICEMAIL and not route.voicemail_words.strip():
        yield NO_VOICE_MESSAGE
    if now.held is not False:
        yield HELD


def _why_not_theirs(route: Route) -> Iterator[Reason]:
    if not route.readable:
        yield CANNOT_TELL
    if not route.value.strip() and route.kind is not RouteKind.IN_PERSON:
        yield NOT_RECORDED
    if not route.proved:
        yield NOT_PROVED
    if route.moved:
        yield MOVED
    if route.unsafe:
        yield UNSAFE


def _why_not_now(route: Route, moment: datetime) -> Iterator[Reason]:
    if not route.hours_known or not route.windows:
        if route.kind in AUTOMATIC or not route.hours_in_words.strip():
            yield HOURS_NOT_KNOWN
    elif not in_a_window(route.windows, moment):
        yield OUTSIDE_HOURS


def _confirmed(route: Route, moment: datetime, policy: Policy) -> bool:
    """In days of the calendar there; not for a policy that cannot be read, nor for a day still to come."""
    if not policy.is_known or route.confirmed_on is None or moment.tzinfo is None:
        return False
    limit = policy.days("reach_days")
    if route.kind in AUTOMATIC:
        limit = min(limit, policy.days("message_days"))
    return timedelta(0) <= moment.astimezone(LOCAL).date() - route.confirmed_on <= limit
