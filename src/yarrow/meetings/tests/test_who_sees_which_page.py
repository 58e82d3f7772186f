"""Every address, asked by the whole cast. Not yours and not there are the same bytes."""

from uuid import UUID

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import stop_joint_work
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.meetings.actions import raise_unease
from yarrow.meetings.models import Plan, Unease, Vetting

LEAD = {"lead"}
TEAM = LEAD | {"harmed_worker", "supervisor"}
SIGNING = {"signing_supervisor"}
ON_CASE = TEAM | SIGNING | {"other_worker", "child_worker", "specialist"}

SHOWN = {
    "meetings:propose": LEAD,
    "meetings:hour": TEAM,
    "meetings:plan": ON_CASE,
    "meetings:series": LEAD,
    "meetings:arrange": LEAD,
    "meetings:set_aside": LEAD,
    "meetings:not_easy": ON_CASE,
    "meetings:easy": ON_CASE,
    "meetings:sign": SIGNING,
}


def address(name: str, family: Family, plan: Plan, message: UUID) -> str:
    if name in {"meetings:propose", "meetings:hour"}:
        return reverse(name, args=[family.case.pk])
    return reverse(name, args=[plan.pk])


def answers(browser: Browser, cast: Cast, path: str, *, post: bool = False) -> dict[str, str]:
    """Part to "shown", "not there" or "sign in"."""
    said = {}
    for part in (*cast.parts(), "outside"):
        visitor = browser(part)
        answer = visitor.post(path, {}) if post else visitor.get(path)
        where = answer.headers.get("Location", "")
        said[part] = (
            "sign in" if where == "/sign-in/" else {200: "shown", 404: "not there"}[answer.status_code]
        )
    return said


def only(cast: Cast, shown: set[str]) -> dict[str, str]:
    expected = {part: "shown" if part in shown else "not there" for part in cast.parts()}
    return expected | {"ex_worker": "sign in", "frozen": "sign in", "outside": "sign in"}


@pytest.mark.parametrize("name", SHOWN)
def test_page_of_a_plan_is_there_only_for_who_may_see_it(
    name: str,
    family: Family,
    carried: Plan,
    message: UUID,
    browser: Browser,
    clock: FixedClock,
) -> None:
    stop_joint_work(case=family.case, by=family.cast.worker("supervisor"), clock=clock)
    for part in ON_CASE:
        raise_unease(plan=carried, by=family.cast.worker(part), clock=clock)

    said = answers(browser, family.cast, address(name, family, carried, message))

    assert said == only(family.cast, SHOWN[name])


@pytest.mark.parametrize("part", ["harmed", "other", "child", "team", "shared"])
@pytest.mark.parametrize("name", ["meetings:brief"])
def test_brief_is_written_only_inside_a_room_that_is_asked(
    name: str, part: str, family: Family, plan: Plan, browser: Browser
) -> None:
    path = reverse(name, args=[plan.pk, family.rooms[part].pk])
    inside = {"harmed": LEAD | {"harmed_worker"}, "other": LEAD | {"other_worker"}, "team": TEAM}

    assert answers(browser, family.cast, path) == only(family.cast, inside.get(part, set()))


def test_post_by_who_may_not_changes_nothing(
    family: Family, carried: Plan, message: UUID, browser: Browser
) -> None:
    for name, shown in SHOWN.items():
        path = address(name, family, carried, message)
        for part in set(family.cast.parts()) - shown - {"ex_worker", "frozen"}:
            assert browser(part).post(path, {"on-day": "1"}).status_code in {404, 405}, (name, part)

    carried.refresh_from_db()
    assert carried.state == "proposed"
    assert not Unease.objects.exists()
    assert not Vetting.objects.exists()
    assert family.case.plans.count() == 1


def test_not_yours_and_not_there_are_the_same_bytes(family: Family, plan: Plan, browser: Browser) -> None:
    visitor = browser("other_worker")
    room = family.rooms["harmed"].pk

    not_yours = visitor.get(reverse("meetings:brief", args=[plan.pk, room]))
    not_there = visitor.get(reverse("meetings:brief", args=[plan.pk, new_id()]))

    assert not_yours.content == not_there.content


def test_preview_of_a_brief_nobody_typed_leads_back_to_it(
    family: Family, plan: Plan, browser: Browser
) -> None:
    room = family.rooms["other"].pk

    answer = browser("other_worker").get(reverse("meetings:preview", args=[plan.pk, room]))

    assert answer["Location"] == reverse("meetings:brief", args=[plan.pk, room])
    assert browser("harmed_worker").get(answer["Location"]).status_code == 404
