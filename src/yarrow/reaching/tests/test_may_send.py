"""A message goes out only by a way of which everything is known. Each thing missing refuses by itself."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yarrow.gate.facts.routes import RouteKind, Weekday, Wording, hour_in
from yarrow.gate.facts.who import Language
from yarrow.gate.policy import NOT_KNOWN, OWN, Policy
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Allowed, Refused
from yarrow.reaching.rules import AUTOMATIC, Route, Window, in_a_window, may_send, may_use

from .facts import NOON, TODAY

LONDON = ZoneInfo("Europe/London")
DAYTIME = Window(frozenset(Weekday), time(9), time(17))

SOUND = {
    "kind": RouteKind.TEXT,
    "value": "07700 900123",
    "readable": True,
    "proved": True,
    "allowed": Answer.YES,
    "windows": (DAYTIME,),
    "hours_known": True,
    "wordings": frozenset({Wording.REMINDER}),
    "language": Language.WELSH,
    "sender_name": "Sam",
    "shared_device": Answer.NO,
    "confirmed_on": TODAY,
}


def sent(route: Route, *, moment: datetime = NOON, held: bool = False, policy: Policy = OWN) -> bool:
    said = may_send(route, wording=Wording.REMINDER, moment=moment, held=held, policy=policy)
    return isinstance(said, Allowed)


def used(route: Route, *, moment: datetime = NOON, held: bool = False, policy: Policy = OWN) -> bool:
    return isinstance(may_use(route, moment=moment, held=held, policy=policy), Allowed)


@pytest.mark.parametrize("kind", RouteKind)
def test_a_route_of_which_nothing_is_known_is_used_for_nothing(kind: RouteKind) -> None:
    assert not sent(Route(kind=kind))
    assert not used(Route(kind=kind))


@pytest.mark.parametrize("left_out", [name for name in SOUND if name != "kind"])
def test_each_thing_that_is_not_said_refuses_a_message(left_out: str) -> None:
    assert not sent(Route(**{name: value for name, value in SOUND.items() if name != left_out}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"moved": True},
        {"unsafe": True},
        {"allowed": Answer.NO},
        {"shared_device": Answer.YES},
        {"shared_device": Answer.UNKNOWN},
        {"value": "  "},
        {"sender_name": " "},
        {"wordings": frozenset({Wording.PLEASE_RING})},
        {"confirmed_on": TODAY - timedelta(days=15)},
        {"confirmed_on": TODAY + timedelta(days=1)},
        {"kind": RouteKind.CALL},
        {"kind": RouteKind.POST},
        {"kind": RouteKind.VOICEMAIL, "voicemail_words": "Sam rang"},
        {"hours_known": False, "hours_in_words": "always"},
    ],
)
def test_each_wrong_thing_refuses_a_message(wrong: dict[str, object]) -> None:
    assert not sent(Route(**(SOUND | wrong)))  # type: ignore[arg-type]


def test_a_hold_an_unknown_policy_and_a_moment_without_a_zone_refuse() -> None:
    route = Route(**SOUND)  # type: ignore[arg-type]

    assert sent(route)
    assert not sent(route, held=True)
    assert not sent(route, held=None)  # type: ignore[arg-type]  # not known is held
    assert not sent(route, policy=NOT_KNOWN)
    assert not sent(route, moment=NOON.replace(tzinfo=None))


def test_a_service_that_asks_for_less_age_is_obeyed() -> None:
    route = Route(**(SOUND | {"confirmed_on": TODAY - timedelta(days=6)}))  # type: ignore[arg-type]

    assert sent(route)
    assert not sent(route, policy=Policy(number=1, message_days=5))


def test_a_call_is_confirmed_for_thirty_days_and_a_message_for_fourteen() -> None:
    for days in range(40):
        made = SOUND | {"confirmed_on": TODAY - timedelta(days=days)}
        assert sent(Route(**made)) is (days <= 14)  # type: ignore[arg-type]
        assert used(Route(**(made | {"kind": RouteKind.CALL}))) is (days <= 30)  # type: ignore[arg-type]


def test_an_error_is_a_refusal() -> None:
    said = may_use(Route(**(SOUND | {"windows": "nonsense"})), moment=NOON, held=False, policy=OWN)  # type: ignore[arg-type]
    assert isinstance(said, Refused)


@pytest.mark.parametrize("words", ["", "9", "25:00", "9:5", "09:60", "nine", "9.30", "\u0669:00", "-1:00"])
def test_hours_that_cannot_be_read_are_none(words: str) -> None:
    assert hour_in(words) is None


MINUTES = st.integers(0, 24 * 60 - 1).map(lambda at: time(at // 60, at % 60))
WINDOWS = st.builds(Window, st.frozensets(st.sampled_from(Weekday)), MINUTES, MINUTES)
AROUND_THE_CHANGES = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes),
    st.sampled_from([datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)]),
    st.integers(0, 5 * 24 * 60),
)


def by_the_minute(window: Window, moment: datetime) -> bool:
    """Said another way: walk the wall clock through each day on which the window begins."""
    local = moment.astimezone(LONDON).replace(tzinfo=None)
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        if list(Weekday)[day.weekday()] not in window.days:
            continue
        start = datetime.combine(day, window.start)
        end = datetime.combine(day, window.until)
        if start <= local < (end if end > start else end + timedelta(days=1)):
            return True
    return False


@settings(max_examples=400)
@given(WINDOWS, AROUND_THE_CHANGES)
def test_a_window_is_by_the_wall_clock_also_when_the_clocks_change(window: Window, moment: datetime) -> None:
    assert in_a_window([window], moment) == by_the_minute(window, moment)


@pytest.mark.long
@settings(max_examples=50_000)
@given(WINDOWS, AROUND_THE_CHANGES)
def test_fifty_thousand_windows_are_by_the_wall_clock(window: Window, moment: datetime) -> None:
    assert in_a_window([window], moment) == by_the_minute(window, moment)


def test_the_hour_that_comes_twice_is_safe_twice_and_one_left_out_never() -> None:
    night = Window(frozenset({Weekday.SUNDAY}), time(1), time(2))
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]
    spring = [datetime(2026, 3, 29, 0, 0, tzinfo=UTC) + timedelta(minutes=at) for at in range(180)]

    assert [in_a_window([night], moment) for moment in twice] == [True, True, False]
    assert not any(in_a_window([night], moment) for moment in spring)


CONFIRMED = st.integers(-3, 40).map(lambda days: TODAY - timedelta(days=days))
ROUTES = st.builds(
    Route,
    kind=st.sampled_from(RouteKind),
    value=st.sampled_from(["", "07700 900123"]),
    readable=st.booleans(),
    proved=st.booleans(),
    moved=st.booleans(),
    unsafe=st.booleans(),
    allowed=st.sampled_from(Answer),
    windows=st.lists(WINDOWS | st.just(DAYTIME), max_size=2).map(tuple),
    hours_known=st.booleans(),
    hours_in_words=st.sampled_from(["", "mornings"]),
    wordings=st.frozensets(st.sampled_from(Wording)),
    language=st.sampled_from(Language),
    sender_name=st.sampled_from(["", "Sam"]),
    shared_device=st.sampled_from(Answer),
    voicemail_words=st.sampled_from(["", "Sam rang"]),
    confirmed_on=st.none() | CONFIRMED,
)


@settings(max_examples=600)
@given(route=ROUTES, held=st.booleans(), moment=AROUND_THE_CHANGES)
def test_whatever_goes_out_was_safe_in_every_way(*, route: Route, held: bool, moment: datetime) -> None:
    if not sent(route, moment=moment, held=held):
        return
    age = moment.astimezone(LONDON).date() - (route.confirmed_on or date.max)
    assert route.kind in AUTOMATIC
    assert (route.readable, route.proved, route.moved, route.unsafe, held) == (
        True,
        True,
        False,
        False,
        False,
    )
    assert (route.allowed, route.shared_device) == (Answer.YES, Answer.NO)
    assert Wording.REMINDER in route.wordings
    assert all((route.value, route.sender_name, route.hours_known))
    assert route.language is not Language.UNKNOWN
    assert timedelta(0) <= age <= timedelta(days=14)
    assert any(by_the_minute(each, moment) for each in route.windows)


@settings(max_examples=300)
@given(ROUTES, AROUND_THE_CHANGES)
def test_what_may_be_sent_may_be_used_and_a_hold_stops_both(route: Route, moment: datetime) -> None:
    assert used(route, moment=moment) or not sent(route, moment=moment)
    assert not used(route, moment=moment, held=True)


def test_every_single_wrong_thing_refuses_in_company_too() -> None:
    """No reason hides another: with two wrong things at once both are said."""
    wrong = {"moved": True, "unsafe": True, "readable": False, "proved": False, "allowed": Answer.NO}
    for (one, bad), (other, worse) in product(wrong.items(), repeat=2):
        said = may_use(
            Route(**(SOUND | {one: bad, other: worse})),  # type: ignore[arg-type]
            moment=NOON,
            held=False,
            policy=OWN,
        )
        assert isinstance(said, Refused)
        assert len(said.reasons) >= (1 if one == other else 2)
