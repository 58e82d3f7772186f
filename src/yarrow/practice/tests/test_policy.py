"""From the day of other numbers every room says again how it stands; the pages, and the trial over rooms."""

from datetime import timedelta

import pytest

from yarrow.cases.rules import CONFIRMATION_PAUSE
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.forms import Form
from yarrow.gate.policy import OWN
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import attest
from yarrow.rooms.models import Room
from yarrow.rooms.queries import room_answer, team_abuse, trusted_standing

from .conftest import Browser
from .typing_numbers import typed


def test_the_pause_of_the_rules_is_the_one_by_which_lines_are_shown() -> None:
    assert timedelta(hours=OWN.pause_hours) == CONFIRMATION_PAUSE


def wait(clock: FixedClock, days: int) -> None:
    clock.move_to(clock.now() + timedelta(days=days))


@pytest.fixture
def recorded(family: Family) -> Family:
    """Everything that a meeting asks for is recorded."""
    ready.record_everything(family)
    return family


def says(family: Family, room: Room) -> RoomAnswer:
    today = family.clock.today()
    question = Question(Form.ONE_PERSON_WORK, frozenset({Topic.HARM}), today, policy_on(today))
    return room_answer(room, question)


def say_again(family: Family, part: str) -> None:
    holder = family.holder(part)
    attest(room=family.rooms[part], by=holder.worker, keyring=holder.keyring, clock=family.clock)


def test_a_standing_from_before_the_day_is_unknown_until_somebody_inside_says_it_again(
    recorded: Family, clock: FixedClock
) -> None:
    room = recorded.rooms["harmed"]
    ready.policy.agreed(recorded.cast, clock)
    assert says(recorded, room) is RoomAnswer.STANDS

    wait(clock, 7)

    assert says(recorded, room) is RoomAnswer.UNKNOWN
    assert trusted_standing(room, policy_on(clock.today())) is None
    say_again(recorded, "harmed")
    assert says(recorded, room) is RoomAnswer.STANDS
    assert trusted_standing(room) is None  # who forgets to ask by the service's numbers is told nothing


def test_an_old_word_of_the_team_that_there_is_no_abuse_is_unknown_too(
    recorded: Family, clock: FixedClock
) -> None:
    ready.policy.agreed(recorded.cast, clock)
    before = team_abuse(recorded.case, OWN)
    wait(clock, 7)

    assert team_abuse(recorded.case, policy_on(clock.today())).value == "unknown"
    say_again(recorded, "team")
    assert team_abuse(recorded.case, policy_on(clock.today())) is before


def test_where_the_numbers_cannot_be_believed_no_room_answers(recorded: Family, clock: FixedClock) -> None:
    ready.policy.agreed(recorded.cast, clock)
    wait(clock, 7)
    say_again(recorded, "harmed")
    PolicyVersion.objects.update(changes={})

    assert says(recorded, recorded.rooms["harmed"]) is RoomAnswer.UNKNOWN
    say_again(recorded, "harmed")
    assert says(recorded, recorded.rooms["harmed"]) is RoomAnswer.UNKNOWN


# --- pages ---


def test_everybody_reads_what_holds(family: Family, browser: Browser) -> None:
    page = browser("lead").get("/policy/").content.decode()

    assert "The numbers this service asks" in page
    assert "30 days" in page
    assert "Ask for other numbers" not in page


def test_a_looser_number_is_refused_and_nothing_typed_is_lost(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    asker = browser("manager")

    answer = asker.post("/policy/ask/", typed(clock, reach_days=31, workers=3))

    assert answer.status_code == 302
    page = asker.get("/policy/ask/").content.decode()
    assert "never looser than the rule" in page
    assert 'value="31"' in page
    assert asker.get("/policy/ask/rooms/").status_code == 302
    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize("part", ["lead", "outsider", "specialist", "duty", "researcher", "guest"])
def test_asking_agreeing_and_trying_are_not_there_for_others(
    family: Family, browser: Browser, clock: FixedClock, part: str
) -> None:
    row = ready.policy.asked_for(family.cast, clock)
    other = browser(part)

    assert other.get("/policy/ask/").status_code == 404
    assert other.get("/policy/ask/rooms/").status_code == 404
    assert other.post("/policy/ask/rooms/").status_code == 404
    assert other.get(f"/policy/{row.pk}/rooms/").status_code == 404
    assert other.post(f"/policy/{row.pk}/").status_code == 404
    assert other.post(f"/policy/{row.pk}/back/").status_code == 404
    row.refresh_from_db()
    assert row.agreed_by_id is None
    assert row.withdrawn_at is None


def test_what_cannot_be_believed_is_said_plainly(family: Family, browser: Browser, clock: FixedClock) -> None:
    ready.policy.agreed(family.cast, clock)
    wait(clock, 7)
    PolicyVersion.objects.update(changes={})

    page = browser("lead").get("/policy/").content.decode()

    assert "cannot be read or believed" in page
    assert "30 days" not in page
