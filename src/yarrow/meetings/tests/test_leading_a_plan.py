"""What the lead does: propose, write the days, set the day, set aside. Refusals first."""

from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import token_in, typed_back, words_of
from yarrow.config.families import Family
from yarrow.design.environment import moment
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions.arranging import NOT_INSIDE_EVERY_ROOM
from yarrow.meetings.models import Plan

from .conftest import sent_out_of

SERIES = {
    "preparation_on-day": "16",
    "preparation_on-month": "3",
    "preparation_on-year": "2026",
    "joint_on-day": "20",
    "joint_on-month": "4",
    "joint_on-year": "2026",
}
HOUR = {"on-day": "20", "on-month": "4", "on-year": "2026", "hour": "14:30"}


def proposal(family: Family, **changes: object) -> dict[str, object]:
    rooms = [str(family.rooms[part].pk) for part in ("harmed", "other")]
    return {"form": "conference", "topics": ["harm", "parting"], "rooms": rooms} | changes


def test_propose_without_a_topic_keeps_what_was_ticked(family: Family, browser: Browser) -> None:
    path, lead = reverse("meetings:propose", args=[family.case.pk]), browser("lead")

    answer = lead.post(path, proposal(family, topics=[]))

    assert answer["Location"] == path
    again = lead.get(path)
    assert "“What would it be about?” needs an answer" in words_of(again)
    assert 'value="conference" checked' in again.content.decode()
    assert not Plan.objects.exists()


def test_propose_a_room_of_another_kind_or_case_is_refused(family: Family, browser: Browser) -> None:
    path, lead = reverse("meetings:propose", args=[family.case.pk]), browser("lead")

    lead.post(path, proposal(family, rooms=[str(family.rooms["team"].pk)]))

    assert not Plan.objects.exists()


def test_propose_offers_first_names_only_where_the_lead_is_inside(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    sent_out_of(family, clock, "other", "child")

    said = words_of(browser("lead").get(reverse("meetings:propose", args=[family.case.pk])))

    assert "Anwen (Heather, room 1)" in said
    assert "Moss, room 2" in said
    assert not [hidden for hidden in ("Bryn", "Cadi", "team") if hidden in said]


def test_propose_pressed_twice_makes_one_plan(family: Family, browser: Browser) -> None:
    path, lead = reverse("meetings:propose", args=[family.case.pk]), browser("lead")
    posted = proposal(family, once=token_in(lead.get(path)))

    answers = [lead.post(path, posted), lead.post(path, posted)]

    plan = Plan.objects.get()
    assert answers[0]["Location"] == reverse("meetings:plan", args=[plan.pk])
    assert answers[1]["Location"] == reverse("desk:case", args=[family.case.pk])
    assert plan.topics == "harm,parting"


def test_series_with_the_joint_step_first_is_refused_at_its_field(plan: Plan, browser: Browser) -> None:
    path, lead = reverse("meetings:series", args=[plan.pk]), browser("lead")

    answer = lead.post(path, SERIES | {"joint_on-day": "15", "joint_on-month": "3"})

    assert answer["Location"] == path
    again = lead.get(path)
    assert "Preparation comes before the joint step." in words_of(again)
    assert typed_back(again, "joint_on-day") == ["15"]
    assert not plan.steps.exists()


def test_series_sets_every_day_of_after_care(plan: Plan, browser: Browser) -> None:
    lead = browser("lead")

    lead.post(reverse("meetings:series", args=[plan.pk]), SERIES)

    said = words_of(lead.get(reverse("meetings:plan", args=[plan.pk])))
    assert "Preparation: 16 March 2026 The joint step: 20 April 2026" in said
    assert "After six months: 19 October 2026" in said


def test_arrange_while_something_is_missing_is_refused_and_keeps_the_hour(
    plan: Plan, browser: Browser
) -> None:
    path, lead = reverse("meetings:arrange", args=[plan.pk]), browser("lead")

    answer = lead.post(path, HOUR)

    assert answer["Location"] == path
    again = lead.get(path)
    assert "There is a problem" in words_of(again)
    assert typed_back(again, "hour") == ["14:30"]
    plan.refresh_from_db()
    assert plan.state == "proposed"


def test_arrange_by_a_lead_outside_a_room_that_is_asked_says_one_thing_only(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    sent_out_of(family, clock, "other")
    path, lead = reverse("meetings:arrange", args=[plan.pk]), browser("lead")

    lead.post(path, HOUR)

    said = words_of(lead.get(path))
    assert f"There is a problem {NOT_INSIDE_EVERY_ROOM} Day Day Month Year" in said
    plan.refresh_from_db()
    assert plan.state == "proposed"


def test_arrange_an_hour_that_is_no_hour_says_so(plan: Plan, browser: Browser) -> None:
    path, lead = reverse("meetings:arrange", args=[plan.pk]), browser("lead")

    lead.post(path, HOUR | {"hour": "half past two"})

    assert "Enter an hour like 14:30" in words_of(lead.get(path))
    assert typed_back(lead.get(path), "hour") == ["half past two"]


def test_set_aside_asks_first_and_pressed_twice_stays_aside(plan: Plan, browser: Browser) -> None:
    path, lead = reverse("meetings:set_aside", args=[plan.pk]), browser("lead")

    assert "Set this plan aside?" in words_of(lead.get(path))
    plan.refresh_from_db()
    assert plan.state == "proposed"
    for _press in range(2):
        assert lead.post(path)["Location"] == reverse("meetings:plan", args=[plan.pk])

    plan.refresh_from_db()
    assert plan.state == "set_aside"


def test_hour_of_a_stop_in_the_past_is_refused_and_a_later_one_is_kept(
    family: Family, browser: Browser
) -> None:
    path, lead = reverse("meetings:hour", args=[family.case.pk]), browser("lead")
    assert "Nothing has been stopped on this case." in words_of(lead.get(path))
    assert lead.post(path, HOUR)["Location"] == path
    browser("other_worker").post(reverse("desk:stop", args=[family.case.pk]))

    lead.post(path, HOUR | {"on-month": "2"})
    assert "This hour has passed already." in words_of(lead.get(path))
    lead.post(path, HOUR)

    stop = family.case.stops.get()
    assert moment(stop.say_nothing_before) == "20 April 2026, 14:30"
