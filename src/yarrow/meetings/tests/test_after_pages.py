"""The pages of after-care and of endings: one room at a time; what is over is said to all alike."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.browsers import Browser
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.cases.tests.reading import masked
from yarrow.config.families import Family
from yarrow.gate.facts.after import EndedHow, TriedHow, TriedToReach
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import end_process, make_after_care, make_room_follow_ups
from yarrow.meetings.actions.process import STILL_SUPPORTED
from yarrow.meetings.models import FollowUp, Plan, SupportEnd
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.queries import tide_of

from .conftest import risk_looked_at

CALLED = {
    "page_kind": "follow_up_made",
    "reached": "yes",
    "safe_now": "yes",
    "pressure_since": "no",
    "words": "Slept well, she says.",
    "next_step": "",
}
ENDED = {
    "page_kind": "support_ended",
    "how": "as_agreed",
    "words": "The number on the card still works.",
    "come_back": "yes",
    "who_else": "Her sister.",
    "second_worker": "",
}


@pytest.fixture
def owed(family: Family, plan: Plan, clock: FixedClock) -> FollowUp:
    """The safety check of the person harmed, and all that is owed beside it."""
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)
    return FollowUp.objects.get(room=family.rooms["harmed"], kind=FollowUpKind.SAFETY_48H)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def after(family: Family, part: str = "harmed") -> str:
    return reverse("meetings:after", args=[family.rooms[part].pk])


def sheet(row: FollowUp) -> str:
    return reverse("meetings:follow_up", args=[row.room_id, row.pk])


def is_open(row: FollowUp) -> bool:
    row.refresh_from_db()
    return row.done_on is None


# --- who gets nothing ---


def test_the_other_sides_worker_finds_no_page_of_this_room(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    addresses = [
        after(family),
        sheet(owed),
        reverse("meetings:leave_out", args=[owed.room_id, owed.pk]),
        reverse("meetings:last", args=[owed.room_id]),
        reverse("meetings:again", args=[owed.room_id]),
    ]

    assert [browser("harmed_worker").get(each).status_code for each in addresses] == [200] * len(addresses)
    assert [browser("other_worker").get(each).status_code for each in addresses] == [404] * len(addresses)
    assert [browser("other_worker").post(each, CALLED).status_code for each in addresses[1:]] == [404] * 4
    assert is_open(owed)


def test_a_follow_up_is_not_reached_through_another_room(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    address = reverse("meetings:follow_up", args=[family.rooms["other"].pk, owed.pk])

    assert browser("other_worker").get(address).status_code == 404
    assert browser("lead").post(address, CALLED).status_code == 404
    assert is_open(owed)


def test_what_happens_in_one_room_changes_no_page_of_the_other_side(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    addresses = [
        after(family, "other"),
        reverse("record:room", args=[family.rooms["other"].pk]),
        reverse("desk:case", args=[family.case.pk]),
    ]
    observer = browser("other_worker")
    before = [masked(observer.get(each)) for each in addresses]

    browser("harmed_worker").post(sheet(owed), CALLED)
    assert not is_open(owed)
    FollowUp.objects.filter(room=family.rooms["harmed"]).delete()
    browser("harmed_worker").post(reverse("meetings:last", args=[owed.room_id]), ENDED)
    family.record("harmed", risk_looked_at(family.clock.today()))
    browser("harmed_worker").post(reverse("meetings:last", args=[owed.room_id]), ENDED)
    assert SupportEnd.objects.filter(room=family.rooms["harmed"]).exists()

    assert [masked(observer.get(each)) for each in addresses] == before


# --- follow-ups ---


def test_the_list_has_the_next_first_and_says_what_is_late(
    family: Family, owed: FollowUp, browser: Browser, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(days=3))
    browser("lead").get("/")  # a fresh browser: the session of three days ago is over

    shown = page(browser("harmed_worker"), after(family))

    labels = ["Look at risk again", "Safety check", "Tell them how it ended", "After two weeks"]
    places = [shown.index(label) for label in labels]
    assert places == sorted(places)
    assert shown.count("Late") == 2


def test_the_person_harmed_is_asked_first_and_no_other_page_says_why(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    assert "They are asked first" in page(browser("harmed_worker"), after(family))
    for part in ("other", "child"):
        shown = page(browser(family.inside[part]), after(family, part))
        assert "Others may have to be asked first." in shown
        assert "harmed" not in shown.split("<main")[1]


def test_a_call_that_reached_them_settles_it(family: Family, owed: FollowUp, browser: Browser) -> None:
    client = browser("harmed_worker")
    assert "Are they safe now?" in page(client, sheet(owed))

    answer = client.post(sheet(owed), CALLED)

    assert (answer.status_code, answer.headers["Location"]) == (302, after(family))
    assert not is_open(owed)
    assert client.get(sheet(owed)).headers["Location"] == after(family)


def test_not_reached_stays_open(family: Family, owed: FollowUp, browser: Browser) -> None:
    browser("harmed_worker").post(sheet(owed), CALLED | {"reached": "no", "safe_now": "unknown"})

    assert is_open(owed)
    assert "It stays open." in page(browser("harmed_worker"), after(family))


def test_words_about_what_a_colleague_settled_meanwhile_can_be_thrown_away_or_recorded(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    client, entries = browser("harmed_worker"), family.rooms["harmed"].entries
    client.post(sheet(owed), CALLED | {"reached": ""})
    browser("lead").post(sheet(owed), CALLED)
    assert "Throw this away" in page(client, sheet(owed))
    before = entries.count()

    answer = client.post(sheet(owed), CALLED | {"throw_away": "yes"})

    assert answer.headers["Location"] == after(family)
    assert entries.count() == before
    assert client.get(sheet(owed)).headers["Location"] == after(family)


def test_not_reached_after_a_colleague_settled_it_does_not_say_that_it_stays_open(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    client = browser("harmed_worker")
    browser("lead").post(sheet(owed), CALLED)

    client.post(sheet(owed), CALLED | {"reached": "no", "safe_now": "unknown"})

    assert "It stays open." not in page(client, after(family))


def test_the_same_press_twice_is_one_try(family: Family, owed: FollowUp, browser: Browser) -> None:
    client, entries = browser("harmed_worker"), family.rooms["harmed"].entries
    token = page(client, sheet(owed)).split('name="once" value="')[1].split('"')[0]
    before = entries.count()

    for _ in range(2):
        client.post(sheet(owed), CALLED | {"reached": "no", "once": token})

    assert entries.count() == before + 1


def test_which_one_it_is_cannot_be_typed_over(family: Family, owed: FollowUp, browser: Browser) -> None:
    told = FollowUp.objects.get(room=owed.room, kind=FollowUpKind.TELL_OUTCOME)
    assert "by the way they chose?" in page(browser("harmed_worker"), sheet(told))

    browser("harmed_worker").post(sheet(told), CALLED | {"which": "safety_48h", "told_by_route": "no"})

    assert is_open(told)


def test_risk_that_was_not_looked_at_is_asked_for_and_the_words_are_kept(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    row = FollowUp.objects.get(room=owed.room, kind=FollowUpKind.RISK_AGAIN)
    client = browser("harmed_worker")

    client.post(sheet(row), CALLED)

    again = page(client, sheet(row))
    assert "Risk has not been looked at since that day." in again
    assert "Slept well, she says." in again
    assert "Were they reached?" not in again
    family.record("harmed", risk_looked_at(family.clock.today()))
    client.post(sheet(row), CALLED)
    assert not is_open(row)


def test_leaving_one_out_needs_its_reason(family: Family, owed: FollowUp, browser: Browser) -> None:
    address = reverse("meetings:leave_out", args=[owed.room_id, owed.pk])
    client = browser("harmed_worker")

    client.post(address, {"page_kind": "follow_up_left_out", "reasons": " "})
    assert is_open(owed)
    assert "needs an answer" in page(client, address)

    client.post(address, {"page_kind": "follow_up_left_out", "reasons": "She asked for no more calls."})
    assert not is_open(owed)


def test_a_longer_list_asks_no_more_of_the_database(
    family: Family, owed: FollowUp, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser("harmed_worker")
    page(client, after(family))
    with CaptureQueriesContext(connection) as few:
        page(client, after(family))
    for days in (100, 200, 300):
        day = family.clock.today() + timedelta(days=days)
        make_room_follow_ups(room=family.rooms["harmed"], from_day=day, clock=family.clock)

    with django_assert_num_queries(len(few)):
        page(client, after(family))


def test_the_lead_records_the_debrief_once(family: Family, owed: FollowUp, browser: Browser) -> None:
    assert is_open(owed)
    address = reverse("meetings:debrief", args=[family.case.pk])
    assert browser("harmed_worker").get(address).status_code == 404
    assert "Who took part?" in page(browser("lead"), address)

    row = str(FollowUp.objects.get(kind=FollowUpKind.DEBRIEF).pk)
    words = {"page_kind": "debrief", "who": "Both", "words": "Begin later."}
    browser("lead").post(address, words)  # of no event that waits
    assert FollowUp.objects.filter(kind=FollowUpKind.DEBRIEF, done_on=None).exists()
    assert "Begin later." in page(browser("lead"), address)
    browser("lead").post(address, words | {"row": row})

    assert not FollowUp.objects.filter(kind=FollowUpKind.DEBRIEF, done_on=None).exists()
    assert browser("lead").get(address).status_code == 302


# --- endings ---


def test_what_is_open_is_shown_at_the_field_and_the_words_are_kept(
    family: Family, owed: FollowUp, browser: Browser
) -> None:
    address = reverse("meetings:last", args=[owed.room_id])

    browser("harmed_worker").post(address, ENDED)

    again = page(browser("harmed_worker"), address)
    assert "A follow-up is still to be made." in again
    assert "Risk of this person was never looked at." in again
    assert "Her sister." in again
    assert not SupportEnd.objects.exists()


def test_support_ends_and_goes_on_again(family: Family, browser: Browser) -> None:
    family.record("harmed", risk_looked_at(family.clock.today()))
    client, room = browser("harmed_worker"), family.rooms["harmed"]

    client.post(reverse("meetings:last", args=[room.pk]), ENDED)
    assert "Support ended on" in page(client, after(family))

    assert "Does support go on again?" in page(client, reverse("meetings:again", args=[room.pk]))
    client.post(reverse("meetings:again", args=[room.pk]))
    assert "Support ended on" not in page(client, after(family))
    assert not SupportEnd.objects.exists()


def test_a_family_that_vanished_ends_with_a_colleague_inside_the_room(
    family: Family, browser: Browser
) -> None:
    today, room, client = family.clock.today(), family.rooms["harmed"], browser("harmed_worker")
    ways = (TriedHow.AGREED, TriedHow.ANOTHER_SAFE, TriedHow.WELFARE_CHECK)
    tries = [TriedToReach(happened_on=today - timedelta(days=days), how=way) for days, way in enumerate(ways)]
    family.record("harmed", *tries, risk_looked_at(today))
    gone = ENDED | {"how": EndedHow.NOT_HEARD_FROM.value, "come_back": "unknown", "second_worker": "Lead"}

    client.post(reverse("meetings:last", args=[room.pk]), gone)
    client.post(reverse("meetings:last_yes", args=[room.pk]))
    assert not SupportEnd.objects.exists()
    assert "has not agreed yet" in page(client, after(family))

    entry = room.entries.latest("number").pk
    browser("lead").post(reverse("record:agree", args=[room.pk, entry]))
    client.post(reverse("meetings:last_yes", args=[room.pk]))

    assert SupportEnd.objects.get().room == room


def test_the_process_ends_and_every_page_says_so_to_everybody(
    family: Family, plan: Plan, browser: Browser
) -> None:
    case, line = family.case, "The process has ended. Support goes on"
    address = reverse("meetings:end_process", args=[case.pk])
    assert browser("other_worker").get(address).status_code == 404
    assert "End the process of this case?" in page(browser("lead"), address)
    pages = [reverse("desk:case", args=[case.pk]), reverse("meetings:plan", args=[plan.pk])]
    assert not any(line in page(browser("other_worker"), each) for each in pages)

    browser("lead").post(address)

    for part, room in (("other_worker", "other"), ("harmed_worker", "harmed"), ("lead", "child")):
        own = [reverse("record:room", args=[family.rooms[room].pk]), after(family, room)]
        assert all(line in page(browser(part), each) for each in (*pages, *own))
    assert "End the process" not in page(browser("lead"), pages[0])


def test_closing_is_refused_in_one_sentence_and_beginning_anew_is_not(
    family: Family, browser: Browser
) -> None:
    case, supervisor = family.case, browser("supervisor")
    close = reverse("meetings:close_case", args=[case.pk])
    end_process(case=case, by=family.cast.worker("supervisor"), clock=family.clock)
    assert browser("lead").get(close).status_code == 404

    supervisor.post(close)
    assert STILL_SUPPORTED in page(supervisor, close)
    for part in ("harmed", "other", "child"):
        room = family.rooms[part]
        SupportEnd.objects.create(room=room, ended_on=family.clock.today(), tide=tide_of(room))
    supervisor.post(close)
    assert Case.objects.get().stage == Stage.CLOSED

    assert "Begin the process anew?" in page(supervisor, reverse("meetings:anew", args=[case.pk]))
    supervisor.post(reverse("meetings:anew", args=[case.pk]))
    assert Case.objects.get().stage == Stage.FIRST_CALLS
