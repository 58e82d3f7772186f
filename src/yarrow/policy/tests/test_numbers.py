"""No number holds by one person's word, before its day, or because somebody can write to the database."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.gate.policy import LIMITS, OWN, Policy, UnreadablePolicy, changes_of, policy_of
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Decision, Refused
from yarrow.kernel.errors import NotThere
from yarrow.policy.actions import agree, note_trial, propose, withdraw
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on, unmarked, versions
from yarrow.policy.terms import Looked, State, Why
from yarrow.staff.actions import enrol_worker, freeze
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Post

STRICTER: Mapping[str, int] = {"reach_days": 20, "workers": 3}
A_DAY = timedelta(days=1)
KEEPERS = ("supervisor", "signing_supervisor", "manager")


class Hands:
    """Who asks, agrees and takes back, by the part they play."""

    def __init__(self, cast: Cast, clock: FixedClock) -> None:
        self.cast, self.clock = cast, clock

    def asks(self, changes: Mapping[str, int] = STRICTER, *, by: str = "manager", ahead: int = 3) -> Any:
        """The first of two, who tried it where it can be tried; the answer may be a refusal."""
        self.tries(changes, by)
        worker, on = self.cast.worker(by), self.clock.today() + timedelta(days=ahead)
        return propose(changes=changes, effective_on=on, why=Why.LEARNT, by=worker, clock=self.clock)

    def agrees(self, row: PolicyVersion, by: str = "supervisor") -> Decision:
        """The second of two, who tried it too."""
        self.tries(row.changes, by)
        return agree(row=row, by=self.cast.worker(by), inside=(), clock=self.clock)

    def tries(self, changes: Mapping[str, int], by: str) -> None:
        """Over no room; numbers and people that cannot try leave nothing, and the act itself says why."""
        with suppress(NotThere, UnreadablePolicy):
            then, worker = policy_of(1, changes), self.cast.worker(by)
            note_trial(then=then, looked=Looked.NO_ROOM, by=worker, clock=self.clock)

    def both(self, changes: Mapping[str, int] = STRICTER, *, ahead: int = 3) -> PolicyVersion:
        """Both, done."""
        row = self.asks(changes, ahead=ahead)
        assert isinstance(row, PolicyVersion)
        assert isinstance(self.agrees(row), Allowed)
        row.refresh_from_db()
        return row

    def on(self, later: int = 0) -> Policy:
        """What holds in so many days."""
        return policy_on(self.clock.today() + timedelta(days=later))

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.clock.move_to(self.clock.now() + timedelta(days=days))


@pytest.fixture
def hands(cast: Cast, clock: FixedClock) -> Hands:
    return Hands(cast, clock)


def reasons(said: object) -> str:
    assert isinstance(said, Refused)
    return " ".join(reason.text for reason in said.reasons)


def test_where_nobody_agreed_on_anything_the_rules_own_numbers_hold(hands: Hands) -> None:
    assert hands.on() == OWN


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_nobody_can_ask_for_less_than_the_rule(hands: Hands, limit: Any) -> None:
    looser = limit.own + 1 if limit.tightest < limit.own else limit.own - 1

    said = hands.asks({limit.name: looser})

    assert "never looser" in reasons(said)
    assert [reason.field for reason in said.reasons] == [limit.name]
    assert not PolicyVersion.objects.exists()


def test_every_number_that_may_not_be_is_named_at_once(hands: Hands) -> None:
    said = hands.asks({"reach_days": 31, "workers": 1, "screen_days": 7, "nothing": 3})

    assert {reason.field for reason in said.reasons} == {"reach_days", "workers", "nothing"}


@pytest.mark.parametrize("ahead", [0, -1])
def test_nothing_begins_today(hands: Hands, ahead: int) -> None:
    assert "tomorrow" in reasons(hands.asks(ahead=ahead))


def test_the_same_numbers_again_are_no_policy(hands: Hands) -> None:
    assert "hold already" in reasons(hands.asks({}))
    hands.both()
    assert "hold already" in reasons(hands.asks(ahead=9))


@pytest.mark.parametrize("by", ["lead", "intake", "specialist", "researcher", "duty", "outsider", "guest"])
def test_asking_is_not_there_for_others(hands: Hands, by: str) -> None:
    with pytest.raises(NotThere):
        hands.asks(by=by)
    row = hands.asks()
    with pytest.raises(NotThere):
        hands.agrees(row, by)
    with pytest.raises(NotThere):
        withdraw(row=row, by=hands.cast.worker(by), clock=hands.clock)


def test_a_frozen_keeper_asks_for_nothing(hands: Hands) -> None:
    freeze(worker=hands.cast.worker("manager"), by=hands.cast.worker("supervisor"), clock=hands.clock)

    with pytest.raises(NotThere):
        hands.asks()


def test_one_person_alone_changes_nothing(hands: Hands) -> None:
    row = hands.asks()

    assert "Somebody else" in reasons(hands.agrees(row, "manager"))
    hands.wait(9)
    assert hands.on() == OWN
    assert [state for _row, state in versions(hands.clock.today())] == [State.LATE]


def test_the_second_is_nobody_whom_the_first_brought_in(hands: Hands) -> None:
    hands.wait(1)
    second, _keyring = enrol_worker(
        username="brought_in",
        name="Bron Broughtin",
        post=Post.SUPERVISOR,
        passphrase=DEMO_PASSPHRASE,
        clock=hands.clock,
        enrolled_by=hands.cast.keyring("manager"),
    )
    hands.wait(100)
    row = hands.asks()

    assert "vouched" in reasons(agree(row=row, by=second, inside=(), clock=hands.clock))
    hands.wait(9)
    assert hands.on() == OWN


def test_it_holds_from_its_day_and_not_before(hands: Hands) -> None:
    hands.both()

    assert [hands.on(later) for later in (0, 2)] == [OWN, OWN]
    assert [changes_of(hands.on(later)) for later in (3, 300)] == [STRICTER, STRICTER]
    assert hands.on(3) == policy_of(1, STRICTER)


def test_what_nobody_agreed_to_in_time_is_asked_again(hands: Hands) -> None:
    row = hands.asks()
    hands.wait(3)

    assert "Its day has come" in reasons(hands.agrees(row))
    assert hands.on() == OWN


def test_nobody_agrees_twice(hands: Hands) -> None:
    assert "already" in reasons(hands.agrees(hands.both(), "signing_supervisor"))


def test_one_day_has_one_policy(hands: Hands) -> None:
    other = hands.asks({"workers": 4}, ahead=3)
    hands.both()

    assert "a day after" in reasons(hands.agrees(other, "signing_supervisor"))
    assert "a day after" in reasons(hands.asks({"workers": 4}, ahead=2))
    assert hands.on(4).workers == 3


def test_the_next_policy_takes_the_place_of_the_one_before_whole(hands: Hands) -> None:
    hands.both()
    hands.wait(5)
    hands.both({"screen_days": 10})

    assert changes_of(hands.on()) == STRICTER
    assert changes_of(hands.on(3)) == {"screen_days": 10}
    hands.wait(3)
    assert [state for _row, state in versions(hands.clock.today())] == [State.HOLDS, State.BEFORE]


def test_going_back_to_the_rules_own_numbers_takes_two_again(hands: Hands) -> None:
    row = hands.both()
    hands.wait(4)

    for by in KEEPERS:
        with pytest.raises(NotThere):
            withdraw(row=row, by=hands.cast.worker(by), clock=hands.clock)
    hands.both({})
    assert (changes_of(hands.on()), changes_of(hands.on(3))) == (STRICTER, {})


def test_one_of_the_two_takes_it_back_before_its_day(hands: Hands) -> None:
    row = hands.both()
    with pytest.raises(NotThere):
        withdraw(row=row, by=hands.cast.worker("signing_supervisor"), clock=hands.clock)

    withdraw(row=row, by=hands.cast.worker("supervisor"), clock=hands.clock)

    assert hands.on(5) == OWN
    with pytest.raises(NotThere):
        hands.agrees(row, "signing_supervisor")


def test_each_act_leaves_a_row(hands: Hands) -> None:
    withdraw(row=hands.both(), by=hands.cast.worker("manager"), clock=hands.clock)

    events = [Event.POLICY_PROPOSED, Event.POLICY_AGREED, Event.POLICY_WITHDRAWN]
    found = AuditEvent.objects.filter(chain=the_service().pk, event__in=events).order_by("number")
    assert [each.event for each in found] == events


# --- what somebody does who can write to the database, and has no pepper ---


def forged(hands: Hands, on: date, **more: Any) -> PolicyVersion:
    """As if two had agreed long ago."""
    at = hands.clock.now() - 30 * A_DAY
    values = {
        "number": 7,
        "changes": {},
        "effective_on": on,
        "why": Why.LEARNT,
        "asked_by": hands.cast.worker("manager"),
        "asked_at": at,
        "agreed_by": hands.cast.worker("supervisor"),
        "agreed_at": at,
    }
    return PolicyVersion.objects.create(**(values | more))


def test_a_row_that_was_put_in_refuses_until_it_is_taken_out(hands: Hands) -> None:
    hands.both()
    hands.wait(4)
    row = forged(hands, hands.clock.today())

    assert not hands.on().is_known
    assert unmarked() == 1
    assert versions(hands.clock.today())[0][1] is State.NOT_KNOWN
    withdraw(row=row, by=hands.cast.worker("signing_supervisor"), clock=hands.clock)
    assert changes_of(hands.on()) == STRICTER


@pytest.mark.parametrize(
    "change",
    [
        {"changes": {"reach_days": 25}},
        {"changes": {"reach_days": 300}},
        {"changes": {"reach_days": "x"}},
        {"changes": ["reach_days"]},
        {"changes": {}},
        {"number": 5},
        {"effective_on": date(2030, 1, 1)},
        {"effective_on": date(2020, 1, 1)},
        {"why": Why.EVIDENCE},
        {"agreed_by": None, "agreed_at": None},
        {"withdrawn": True},
        {"gone": True},
    ],
    ids=str,
)
def test_a_row_that_was_changed_or_taken_away_never_means_looser_numbers(
    hands: Hands, change: dict[str, Any]
) -> None:
    hands.both({"screen_days": 12}, ahead=1)
    hands.both(ahead=3)
    hands.wait(4)
    row = PolicyVersion.objects.filter(number=2)
    if change.get("gone"):
        row.delete()
    elif change.get("withdrawn"):
        row.update(withdrawn_by=hands.cast.worker("manager"), withdrawn_at=hands.clock.now())
    else:
        row.update(**change)

    assert not hands.on().is_known
    assert unmarked() == 1


def test_one_person_cannot_take_out_what_two_agreed_on_by_spoiling_it(hands: Hands) -> None:
    row = hands.both()
    hands.wait(4)
    PolicyVersion.objects.update(changes={})

    for by in KEEPERS:
        with pytest.raises(NotThere):
            withdraw(row=row, by=hands.cast.worker(by), clock=hands.clock)
    assert not hands.on().is_known


def test_two_people_put_right_what_was_spoilt(hands: Hands) -> None:
    """Nobody is locked out for ever: what is agreed later takes the place of what cannot be believed."""
    hands.both()
    hands.wait(4)
    PolicyVersion.objects.all().delete()
    assert not hands.on().is_known

    row = hands.both({"workers": 3}, ahead=1)

    assert not hands.on().is_known
    assert hands.on(1) == policy_of(row.number, {"workers": 3})


def test_a_proposal_that_was_made_unreadable_is_not_agreed_to(hands: Hands) -> None:
    row = hands.asks()
    PolicyVersion.objects.update(changes={"reach_days": 90})

    assert "cannot be read" in reasons(hands.agrees(row))
