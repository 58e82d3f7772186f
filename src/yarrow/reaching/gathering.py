"""What a room says about each way to reach its person, worked out in the order of writing. Pure.

What was agreed in the first talk is theirs. Every later number or address is a claim, whoever wrote it down,
until it is proved by words agreed before or in person; until then the old one stays (security.md §6.10,
D-08). A proved move ends the old one for every way at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from yarrow.gate.facts.base import Fact, Unreadable, blank
from yarrow.gate.facts.routes import (
    Proof,
    RouteClaimed,
    RouteConfirmed,
    RouteKind,
    RouteProved,
    SafeRoute,
    hour_in,
)
from yarrow.gate.facts.who import Death, Reach, ReachConfirmed, ReachUnsafe
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer

from .reachable import CheckWords, Claim, Reachable, same_as
from .rules import AUTOMATIC, Route, Window

_PHONE = frozenset({RouteKind.CALL, RouteKind.TEXT, RouteKind.VOICEMAIL})
_PLACE = frozenset({RouteKind.POST, RouteKind.IN_PERSON})


def reachable_in(recorded: Sequence[Recorded]) -> Reachable:
    """What these entries of one person's room say. What cannot be read makes every route refuse."""
    told = _Told()
    for each in sorted(recorded, key=lambda entry: entry.number):
        told.hear(each)
    return told.said()


@dataclass(slots=True)
class _Line:
    """One route as one record gave it."""

    route: Route
    number: int


@dataclass(slots=True)
class _Told:
    """What has been heard so far."""

    lines: dict[RouteKind, list[_Line]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    proved: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    first_heard: dict[str, int] = field(default_factory=dict)
    words_since: int | None = None
    first_day: date | None = None
    unsafe_at: int = 0
    words: CheckWords = field(default_factory=CheckWords)
    readable: bool = True

    def hear(self, each: Recorded) -> None:
        """Take in the next entry."""
        if isinstance(each.fact, Unreadable | Death):
            self.readable = False
        hears = _HEARS.get(type(each.fact))
        if hears is not None:
            hears(self, each, each.fact)

    def said(self) -> Reachable:
        """All of it together."""
        waiting = [each for each in self.claims if same_as(each.value) not in self.proved | self.left]
        return Reachable(
            routes=tuple(self._as_it_is(self.line(kind)) for kind in RouteKind if kind in self.lines),
            claims=tuple({(each.kind, same_as(each.value)): each for each in waiting}.values()),
            known=tuple(self._ever()),
            words=self.words,
            readable=self.readable,
        )

    def offer(self, route: Route, each: Recorded) -> None:
        """A record that gives this route: theirs if agreed in the first talk or proved, else a claim."""
        value = same_as(route.value)
        if value:
            self.first_heard.setdefault(value, each.number)
            if self._in_first_talk(each):
                self.proved.add(value)
            if value not in self.proved and value not in self.left:
                self.claims.append(Claim(route.kind, route.value, "", each.day, each.number))
        self.lines.setdefault(route.kind, []).append(_Line(route, each.number))

    def _in_first_talk(self, each: Recorded) -> bool:
        """Written on the first day on which any way was, before anything was claimed, moved or unsafe."""
        self.first_day = self.first_day or each.day
        return self.first_day == each.day and not (self.claims or self.left or self.unsafe_at)

    def line(self, kind: RouteKind) -> _Line:
        """The last record of this kind that counts: a claim does not. None counts: the last one, refused."""
        lines = self.lines[kind]
        counting = [line for line in lines if same_as(line.route.value) in self.proved | {""}]
        return (counting or lines)[-1]

    def _as_it_is(self, line: _Line) -> Route:
        value = same_as(line.route.value)
        return replace(
            line.route,
            readable=self.readable,
            proved=not value or value in self.proved,
            moved=value in self.left,
            unsafe=line.number < self.unsafe_at,
        )

    def _ever(self) -> list[Route]:
        """Every number and address that was ever written down, the latest record of each."""
        lines = sorted((line for each in self.lines.values() for line in each), key=lambda line: -line.number)
        last = {(line.route.kind, same_as(line.route.value)): line for line in reversed(lines)}
        return [self._as_it_is(line) for line in last.values() if not blank(line.route.value)]


def _reach(told: _Told, each: Recorded, fact: Reach) -> None:
    """The older record, in words. It never allows a message; newer than hours in figures it stands above."""
    for kind, value in (
        (RouteKind.CALL, fact.phone),
        (RouteKind.POST, fact.address),
        (RouteKind.THROUGH_WORKER, fact.other_route),
    ):
        if not blank(value):
            told.offer(_in_words(kind, value, fact, each.day), each)
    for lines in told.lines.values():
        for line in lines:
            line.route = _overruled(line.route, fact)
    told.words = CheckWords(
        agreed=fact.agreed_words,
        danger=fact.danger_words,
        name_to_use=fact.name_to_use,
        who_may_answer=fact.who_may_answer,
        when_in_words=fact.when_safe,
    )
    if blank(fact.agreed_words):
        told.words_since = None
    elif told.words_since is None:
        told.words_since = each.number


def _in_words(kind: RouteKind, value: str, fact: Reach, day: date) -> Route:
    return Route(
        kind=kind,
        value=value,
        allowed=Answer.YES,
        hours_in_words=fact.when_safe,
        sender_name=fact.name_to_use,
        who_may_answer=fact.who_may_answer,
        shared_device=fact.shared_device,
        confirmed_on=fact.confirmed_on,
        recorded_on=day,
    )


def _overruled(route: Route, fact: Reach) -> Route:
    """A route in figures beside a newer record in words: those hours and that sharing are not known now."""
    shared = fact.shared_device if fact.shared_device is not Answer.NO else route.shared_device
    silent = route.kind is RouteKind.VOICEMAIL and fact.voicemail is not Answer.YES
    return replace(
        route,
        hours_known=False,
        hours_in_words=fact.when_safe,
        shared_device=shared,
        voicemail_words="" if silent else route.voicemail_words,
    )


def _safe_route(told: _Told, each: Recorded, fact: SafeRoute) -> None:
    windows, known = windows_of(fact)
    route = Route(
        kind=fact.way,
        value=fact.value,
        allowed=fact.allowed if not fact.contradictions() else Answer.UNKNOWN,
        windows=windows,
        hours_known=known,
        wordings=frozenset(fact.wordings),
        language=fact.language,
        sender_name=fact.sender_name,
        who_may_answer=fact.who_may_answer,
        shared_device=fact.shared_device,
        who_shares=fact.who_shares,
        dropped_call=fact.dropped_call,
        voicemail_words=fact.voicemail_words,
        confirmed_on=fact.confirmed_on,
        recorded_on=each.day,
    )
    told.offer(route, each)


def windows_of(fact: SafeRoute) -> tuple[tuple[Window, ...], bool]:
    """The hours in figures, and whether all that was given can be read; none, where one cannot."""
    given = (
        (fact.days, fact.safe_from, fact.safe_until),
        (fact.more_days, fact.more_from, fact.more_until),
    )
    windows = []
    for days, start, until in given:
        if not days and blank(start) and blank(until):
            continue
        first, last = hour_in(start), hour_in(until)
        if not days or first is None or last is None or first == last:
            return (), False
        windows.append(Window(frozenset(days), first, last))
    return tuple(windows), bool(windows)


def _confirmed(told: _Told, each: Recorded, fact: RouteConfirmed) -> None:
    del each
    for kind in fact.ways:
        _confirm(told, kind, fact.confirmed_on)


def _confirmed_in_call(told: _Told, each: Recorded, fact: ReachConfirmed) -> None:
    del each
    for kind in RouteKind:
        if kind not in AUTOMATIC:  # a message is confirmed by itself, not with the call
            _confirm(told, kind, fact.confirmed_on)


def _confirm(told: _Told, kind: RouteKind, day: date) -> None:
    """What counts today is confirmed. What is unsafe or only claimed is never lifted by a press."""
    if kind not in told.lines:
        return
    line = told.line(kind)
    if line.number > told.unsafe_at and same_as(line.route.value) in told.proved | {""}:
        before = line.route.confirmed_on
        line.route = replace(line.route, confirmed_on=day if before is None else max(before, day))


def _unsafe(told: _Told, each: Recorded, fact: ReachUnsafe) -> None:
    """Nothing of before is used any more, and nothing is taken as theirs without a new proof."""
    del fact
    told.unsafe_at = each.number
    told.proved.clear()


def _claimed(told: _Told, each: Recorded, fact: RouteClaimed) -> None:
    told.first_heard.setdefault(same_as(fact.value), each.number)
    told.claims.append(Claim(fact.way, fact.value, fact.who_said, each.day, each.number))


def _proved(told: _Told, each: Recorded, fact: RouteProved) -> None:
    value = same_as(fact.value)
    if not value or not _is_proof(told, value, each, fact):
        return
    if fact.old_still_safe is not Answer.YES:
        told.left |= {old for old in told.proved if _beside(told, old, fact.way)}
        told.proved -= told.left
    told.left.discard(value)
    told.proved.add(value)
    lines = told.lines.setdefault(fact.way, [])
    if not any(same_as(line.route.value) == value and line.number > told.unsafe_at for line in lines):
        bare = Route(
            kind=fact.way,
            value=fact.value,
            allowed=Answer.UNKNOWN,
            confirmed_on=fact.proved_on,
            recorded_on=each.day,
        )
        lines.append(_Line(bare, each.number))


def _is_proof(told: _Told, value: str, each: Recorded, fact: RouteProved) -> bool:
    """In person; or by words that had been agreed before anybody named the new one."""
    if fact.proof is Proof.IN_PERSON:
        return True
    heard = told.first_heard.get(value, each.number)
    return fact.proof is Proof.AGREED_WORDS and told.words_since is not None and told.words_since < heard


def _beside(told: _Told, old: str, way: RouteKind) -> bool:
    """Whether this value is one of the same sort: a telephone for a telephone, a home for a home."""
    sort = next((each for each in (_PHONE, _PLACE) if way in each), frozenset({way}))
    return any(same_as(line.route.value) == old for kind in sort for line in told.lines.get(kind, []))


_HEARS: dict[type[Fact], Callable[..., None]] = {
    Reach: _reach,
    SafeRoute: _safe_route,
    RouteConfirmed: _confirmed,
    ReachConfirmed: _confirmed_in_call,
    ReachUnsafe: _unsafe,
    RouteClaimed: _claimed,
    RouteProved: _proved,
}
