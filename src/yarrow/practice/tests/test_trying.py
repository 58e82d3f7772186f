"""Both who sign see on the page what the numbers would change, in whose rooms, and what nobody looked at."""

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config import ready
from yarrow.config.families import Family, open_family
from yarrow.kernel.clock import FixedClock
from yarrow.policy.models import PolicyVersion
from yarrow.practice import trial
from yarrow.practice.trial import keepers_inside_rooms

from .conftest import Browser
from .typing_numbers import typed

ASK, TRY, SEEN = "/policy/ask/", "/policy/ask/rooms/", "What was not looked at"


@pytest.fixture
def recorded(family: Family) -> Family:
    """Everything that a meeting asks for is recorded."""
    ready.record_everything(family)
    return family


def row_now(row: PolicyVersion) -> PolicyVersion:
    row.refresh_from_db()
    return row


def test_numbers_are_not_asked_for_before_their_trial_was_shown(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    asker = browser("manager")
    assert asker.post(ASK, typed(clock, reach_days=21)).headers["Location"] == TRY

    said = asker.post(TRY, follow=True).content.decode()

    assert "not tried exactly these numbers" in said
    assert 'value="21"' in said
    assert not PolicyVersion.objects.exists()


def test_a_trial_of_what_was_typed_before_asks_for_nothing_else(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    """In another tab the numbers were changed: what is pressed is no longer what was seen."""
    asker = browser("manager")
    asker.post(ASK, typed(clock, reach_days=21))
    assert SEEN in asker.get(TRY).content.decode()
    asker.post(ASK, typed(clock, reach_days=22))

    assert "not tried exactly these numbers" in asker.post(TRY, follow=True).content.decode()
    assert not PolicyVersion.objects.exists()


def test_a_day_that_cannot_be_is_said_before_anything_is_tried(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    asker = browser("manager")

    assert asker.post(ASK, typed(clock, ahead=0, reach_days=21)).headers["Location"] == ASK

    assert "tomorrow at the earliest" in asker.get(ASK).content.decode()
    assert asker.get(TRY).headers["Location"] == ASK
    assert not AuditEvent.objects.filter(event=Event.POLICY_TRIED).exists()


def test_nobody_agrees_before_the_trial_was_shown_to_them(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    row, supervisor = ready.policy.asked_for(family.cast, clock), browser("supervisor")
    page = supervisor.get(f"/policy/{row.pk}/").content.decode()
    assert "I agree to these numbers" not in page

    said = supervisor.post(f"/policy/{row.pk}/", follow=True).content.decode()

    assert "not tried exactly these numbers" in said
    assert row_now(row).agreed_by_id is None


def test_two_without_rooms_are_sent_to_the_one_who_holds_one(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    row, signing = ready.policy.asked_for(family.cast, clock), browser("signing_supervisor")
    assert "none was looked at" in signing.get(f"/policy/{row.pk}/rooms/").content.decode()
    assert keepers_inside_rooms() == {family.cast.worker("supervisor").pk}

    said = signing.post(f"/policy/{row.pk}/", follow=True).content.decode()

    assert "Neither of you looked at a room" in said
    assert row_now(row).agreed_by_id is None


def test_two_people_try_ask_and_agree_on_their_pages(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    asker, supervisor = browser("manager"), browser("supervisor")
    asker.post(ASK, typed(clock, reach_days=21))
    page = asker.get(TRY).content.decode()
    assert "21 days" in page
    assert "--with reach_days=21" in page
    asker.post(TRY)
    row = PolicyVersion.objects.get()
    own = asker.get(f"/policy/{row.pk}/rooms/").content.decode()
    assert "I agree to these numbers" not in own
    assert "You asked for this. Somebody else must agree." in asker.get(f"/policy/{row.pk}/").content.decode()
    assert 'value="21"' not in asker.get(ASK).content.decode()

    page = supervisor.get(f"/policy/{row.pk}/rooms/").content.decode()
    assert "I agree to these numbers" in page
    assert "21 days" in page
    assert supervisor.post(f"/policy/{row.pk}/").status_code == 302

    assert "Agreed, begins later" in asker.get("/policy/").content.decode()
    assert "I agree" not in supervisor.get(f"/policy/{row.pk}/rooms/").content.decode()
    clock.move_to(clock.now() + ready.policy.AHEAD)
    assert "Holds now" in browser("lead").get("/policy/").content.decode()


def test_a_trial_looks_at_own_rooms_alone_and_names_what_it_did_not_look_at(
    recorded: Family, browser: Browser, clock: FixedClock
) -> None:
    """The supervisor holds the team's room of the four; each look is in the record."""
    row = ready.policy.asked_for(recorded.cast, clock, {"hold_minutes": 60, "team_days": 7})
    supervisor = browser("supervisor")
    others = [recorded.rooms[part].pk for part in ("harmed", "other", "child")]

    page = supervisor.get(f"/policy/{row.pk}/rooms/").content.decode()

    read = AuditEvent.objects.filter(event=Event.ROOM_READ, actor=recorded.cast.worker("supervisor").pk)
    assert set(read.values_list("chain", flat=True)) == {recorded.rooms["team"].pk}
    assert not set(read.values_list("chain", flat=True)) & set(others)
    assert "Restorative conference" in page
    assert "Rooms that you do not hold. Ask who does" in page
    assert "The published cases: they were not played here" in page
    assert f"--number {row.number}" in page


def test_who_holds_no_room_is_told_that_none_was_looked_at(
    recorded: Family, browser: Browser, clock: FixedClock
) -> None:
    row = ready.policy.asked_for(recorded.cast, clock)

    page = browser("manager").get(f"/policy/{row.pk}/rooms/").content.decode()

    assert "none was looked at" in page
    assert "Rooms that you do not hold. Ask who does" in page


def test_rooms_past_the_first_page_are_counted_and_come_on_the_next(
    family: Family, browser: Browser, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "AT_ONCE", 1)
    open_family(cast=family.cast, clock=clock)
    row = ready.policy.asked_for(family.cast, clock)
    reader = browser("supervisor")

    page = reader.get(f"/policy/{row.pk}/rooms/").content.decode()
    after = reader.get(f"/policy/{row.pk}/rooms/2/").content.decode()

    for each, case in ((page, "1001"), (after, "1002")):
        assert "Rooms that you hold: 2. Looked at here: 1." in each
        assert "One more room that you hold" in each
        assert f"Case {case}" in each
    assert f"/policy/{row.pk}/rooms/2/" in page
    assert "Rooms that you do not hold. Ask who does" in page
    assert reader.get(f"/policy/{row.pk}/rooms/3/").status_code == 404
