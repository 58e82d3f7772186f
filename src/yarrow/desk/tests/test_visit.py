"""Out alone: one press to be back; where somebody is shows only when they are late, and not to everybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from tests.employing import now_in_post
from yarrow.cases.models import LoneVisit, LoneVisitCopy
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

VISIT, BACK, LONGER = "/visit/", "/visit/back/", "/visit/longer/"
WHERE = "14 Orchard Row"
LATE = "Hana Harries is not back"


def typed(family: Family, **other: str) -> dict[str, str]:
    said = {
        "where": WHERE,
        "whom_to_ring": "01632 960777, then my sister",
        "what_to_do": "The blue door.",
        "about": str(family.case.pk),
        "back_in": "60",
    }
    return said | other


def go(family: Family, browser: Browser, part: str = "harmed_worker", **other: str) -> LoneVisit:
    answer = browser(part).post(VISIT, typed(family, **other))
    assert answer["Location"] == VISIT
    return LoneVisit.objects.get(worker=family.cast.worker(part))


# --- refusals ---


@pytest.mark.parametrize(
    "part", ["other_worker", "lead", "child_worker", "specialist", "manager", "outsider"]
)
def test_nobody_but_who_is_on_call_sees_who_is_out_or_late(
    family: Family, browser: Browser, clock: FixedClock, part: str
) -> None:
    before = {path: masked(browser(part).get(path)) for path in ("/", VISIT)}
    visit = go(family, browser, back_in="30")
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())

    for path, page in before.items():
        assert masked(browser(part).get(path)) == page
    assert browser(part).get(reverse("desk:found", args=[visit.pk])).status_code == 404


def test_where_somebody_is_shows_to_nobody_while_they_are_not_late(family: Family, browser: Browser) -> None:
    go(family, browser)

    said = browser("supervisor").get(VISIT).content.decode()

    assert "Hana Harries, back by" in said
    assert WHERE not in said
    assert LATE not in words_of(browser("supervisor").get("/"))


def test_who_works_with_somebody_else_of_the_case_is_told_of_the_alarm_and_not_where(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    now_in_post("other_worker", Post.DUTY, clock)
    visit = go(family, browser)
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())

    said = words_of(browser("other_worker").get("/"))

    assert LATE in said
    assert WHERE not in said
    assert "You cannot open what they left." in said


def test_who_is_not_on_the_case_is_not_told_which_case_it_was(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    now_in_post("outsider", Post.DUTY, clock)
    visit = go(family, browser)
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())

    said = words_of(browser("outsider").get("/"))

    assert WHERE in said
    assert "Case 1001" not in said
    assert "About Case 1001" in words_of(browser("supervisor").get("/"))


def test_alarm_that_does_not_open_is_still_an_alarm(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = go(family, browser)
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())
    LoneVisitCopy.objects.update(blob=b"broken")

    said = words_of(browser("supervisor").get("/"))

    assert LATE in said
    assert "You cannot open what they left. Ring them" in said


def test_visit_about_a_case_of_others_is_not_taken(family: Family, browser: Browser) -> None:
    browser("outsider").post(VISIT, typed(family))

    assert not LoneVisit.objects.exists()
    assert "Select a valid choice" in words_of(browser("outsider").get(VISIT))


def test_what_was_typed_is_offered_again(family: Family, browser: Browser) -> None:
    browser("harmed_worker").post(VISIT, typed(family, back_in=""))

    page = browser("harmed_worker").get(VISIT)

    assert WHERE in page.content.decode()
    assert "There is a problem" in words_of(page)
    assert not LoneVisit.objects.exists()


def test_visit_that_is_not_there_or_not_late_is_the_same_page(family: Family, browser: Browser) -> None:
    visit = go(family, browser)

    pages = {
        browser("supervisor").get(reverse("desk:found", args=[pk])).content for pk in (visit.pk, new_id())
    }

    assert len(pages) == 1


# --- out, late, back ---


def test_alarm_stands_above_everything_with_what_to_do(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = go(family, browser)
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())

    for part in ("supervisor", "duty", "signing_supervisor"):
        said = words_of(browser(part).get("/"))
        assert said.startswith(f"10 March 2026 Today {LATE} ! Warning Ring them. If they do not answer")
        assert "ring 999" in said
        # Who works on the case and does not supervise it may be on the other side: told, but not where.
        where = f"Where {WHERE} Whom to ring 01632 960777, then my sister" in said
        assert where is (part != "signing_supervisor")


def test_who_is_out_sees_first_that_they_can_say_they_are_back(family: Family, browser: Browser) -> None:
    go(family, browser)

    assert "You are out alone Back by 10 March 2026, 10:30. I am back" in words_of(
        browser("harmed_worker").get("/")
    )


def test_who_forgot_is_told_that_they_are_looked_for(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = go(family, browser)
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())

    said = words_of(browser("harmed_worker").get("/"))

    assert "Your colleagues on call are told to look for you. I am back" in said


def test_one_press_ends_it(family: Family, browser: Browser, clock: FixedClock) -> None:
    go(family, browser)

    for _press in range(2):
        assert browser("harmed_worker").post(BACK)["Location"] == "/"

    assert LoneVisit.objects.get().back_at == clock.now()
    assert not LoneVisitCopy.objects.exists()
    assert "You are out alone" not in words_of(browser("harmed_worker").get("/"))


def test_press_that_came_while_locked_leads_back_to_the_button(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    go(family, browser)
    browser("harmed_worker").post("/lock/")

    assert browser("harmed_worker").post(BACK)["Location"] == "/unlock/"
    assert LoneVisit.objects.get().back_at is None


def test_back_looked_at_leads_to_the_button(family: Family, browser: Browser) -> None:
    go(family, browser)

    assert browser("harmed_worker").get(BACK)["Location"] == VISIT
    assert LoneVisit.objects.get().back_at is None


def test_it_may_take_longer_from_now(family: Family, browser: Browser, clock: FixedClock) -> None:
    go(family, browser)
    clock.move_to(clock.now() + timedelta(minutes=10))

    browser("harmed_worker").post(LONGER, {"back_in": "120"})

    assert LoneVisit.objects.get().back_by == clock.now() + timedelta(hours=2)


def test_longer_by_who_is_not_out_changes_nothing(family: Family, browser: Browser) -> None:
    assert browser("harmed_worker").post(LONGER, {"back_in": "120"})["Location"] == VISIT
    assert not LoneVisit.objects.exists()


def test_whoever_spoke_with_them_ends_the_alarm_for_all(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = go(family, browser)
    LoneVisit.objects.filter(pk=visit.pk).update(back_by=clock.now())
    path = reverse("desk:found", args=[visit.pk])
    assert "Have you spoken with Hana Harries yourself?" in words_of(browser("supervisor").get(path))

    assert browser("supervisor").post(path)["Location"] == "/"

    assert LATE not in words_of(browser("signing_supervisor").get("/"))


def test_who_goes_is_told_when_nobody_can_read_where(family: Family, browser: Browser) -> None:
    Worker.objects.filter(post__in=[Post.SUPERVISOR, Post.DUTY]).update(post=Post.PRACTITIONER)

    browser("harmed_worker").post(VISIT, typed(family))

    assert "Tell a colleague yourself." in browser("harmed_worker").get(VISIT).content.decode()


def test_visit_about_no_case_is_one_too(family: Family, browser: Browser) -> None:
    assert go(family, browser, about="none").case is None


def test_alarm_costs_as_many_queries_for_three_as_for_one(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    counts, supervisor = [], browser("supervisor")
    for parts in (["harmed_worker"], ["other_worker", "lead"]):
        for part in parts:
            go(family, browser, part)
        LoneVisit.objects.update(back_by=clock.now())
        supervisor.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert WHERE in supervisor.get("/").content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[1]
