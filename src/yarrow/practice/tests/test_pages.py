"""The pages: one's own, everybody's, recording, confirming, taking back; and how much the list costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.practice.models import Attestation
from yarrow.practice.queries import in_date_of
from yarrow.practice.terms import Subject

from .conftest import DVA, SUPERVISION, Browser, Hands

MINE, PEOPLE = "/training/", "/training/colleagues/"


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def person(cast: Cast, part: str, what: str = "") -> str:
    return f"{PEOPLE}{cast.worker(part).pk}/{what}"


def day(name: str, year: int, month: int, on: int) -> dict[str, str]:
    return {f"{name}-day": str(on), f"{name}-month": str(month), f"{name}-year": str(year)}


TRAINING = {"subject": DVA.value, "basis": "certificate"} | day("on", 2026, 1, 10) | day("until", 2027, 1, 10)


@pytest.mark.parametrize("part", ["outsider", "intake", "specialist", "researcher", "duty"])
def test_others_training_is_not_there_for_who_does_not_answer_for_it(
    hands: Hands, cast: Cast, browser: Browser, part: str
) -> None:
    row = hands.both("lead")
    client = browser(part)

    paths = (PEOPLE, person(cast, "lead"), person(cast, "lead", "training/"), f"/training/{row.pk}/back/")
    for path in paths:
        assert client.get(path).status_code == 404, path
        assert client.post(path).status_code in {404, 405}, path
    assert shown(browser("supervisor"), person(cast, "lead"))


def test_nothing_recorded_says_that_it_does_not_count(browser: Browser) -> None:
    assert "does not count" in shown(browser("lead"), MINE)


def test_own_page_says_what_waits_what_counts_and_what_ran_out(
    hands: Hands, browser: Browser, clock: FixedClock
) -> None:
    hands.both("lead", SUPERVISION)
    hands.record("lead")
    page = shown(browser("lead"), MINE)
    assert "In date" in page
    assert "Waits for a second person" in page
    assert "Sian Super" in page

    clock.move_to(clock.now() + timedelta(days=61))
    page = shown(browser("lead"), MINE)

    assert "Ran out" in page
    assert "was due by 9 May 2026" in page


def test_a_changed_row_is_said_not_to_be_believed(hands: Hands, browser: Browser) -> None:
    row = hands.both("lead")
    Attestation.objects.update(until=row.until + timedelta(days=1))

    assert "Cannot be believed" in shown(browser("lead"), MINE)


def test_a_supervisor_records_and_another_confirms(hands: Hands, cast: Cast, browser: Browser) -> None:
    first, lead = browser("supervisor"), cast.worker("lead")

    answer = first.post(person(cast, "lead", "training/"), TRAINING)
    assert answer["Location"] == person(cast, "lead")
    row = Attestation.objects.get()
    assert in_date_of([lead.pk], hands.today)[lead.pk].dva_competent_until is None
    assert first.get(f"/training/{row.pk}/confirm/").status_code == 200
    assert "Somebody else must confirm it" in shown(first, f"/training/{row.pk}/confirm/")
    first.post(f"/training/{row.pk}/confirm/")
    assert in_date_of([lead.pk], hands.today)[lead.pk].dva_competent_until is None

    second = browser("duty")
    assert "Lena Lead" in shown(second, MINE)
    second.post(f"/training/{row.pk}/confirm/")

    assert in_date_of([lead.pk], hands.today)[lead.pk].dva_competent_until == row.until
    assert second.get(f"/training/{row.pk}/confirm/").status_code == 404


def test_supervision_is_recorded_for_twelve_weeks_by_itself(cast: Cast, browser: Browser) -> None:
    posted = {"given_by": str(cast.worker("supervisor").pk)} | day("on", 2026, 3, 1)

    browser("supervisor").post(person(cast, "lead", "supervision/"), posted)

    row = Attestation.objects.get()
    assert (row.until - row.on).days == 84
    assert row.given_by == cast.worker("supervisor")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"until-year": "2036"}, "three years at the most"),
        ({"on-year": "2027"}, "once it has taken place"),
        ({"subject": "flying"}, "Choose from what is offered"),
        ({"until-day": ""}, "must include a day"),
    ],
)
def test_what_is_refused_is_offered_again_as_it_was_typed(
    cast: Cast, browser: Browser, change: dict[str, str], says: str
) -> None:
    client, path = browser("supervisor"), person(cast, "lead", "training/")

    answer = client.post(path, TRAINING | change)

    assert answer.status_code == 302
    page = shown(client, answer["Location"])
    assert says in page
    assert not Attestation.objects.exists()


def test_taking_back_asks_first_and_a_link_alone_does_nothing(
    hands: Hands, cast: Cast, browser: Browser
) -> None:
    row, lead = hands.both("lead"), cast.worker("lead")
    client = browser("lead")

    assert "by two people" in shown(client, f"/training/{row.pk}/back/")
    assert in_date_of([lead.pk], hands.today)[lead.pk].dva_competent_until
    client.post(f"/training/{row.pk}/back/")

    assert in_date_of([lead.pk], hands.today)[lead.pk].dva_competent_until is None
    assert "Taken back" in shown(client, MINE)


def test_the_list_has_whoever_lacks_something_first(hands: Hands, cast: Cast, browser: Browser) -> None:
    hands.both("child_worker"), hands.both("child_worker", SUPERVISION)

    page = shown(browser("manager"), PEOPLE)

    assert page.index("Hana Harries") < page.index("Carys Child")
    assert "Never recorded" in page


def test_a_lead_sees_who_works_on_their_cases_alone(family: Family, browser: Browser) -> None:
    page = shown(browser("lead"), PEOPLE)

    assert "Hana Harries" in page
    assert "Olwen Outside" not in page


def test_the_list_costs_the_same_for_many_records_as_for_few(hands: Hands, browser: Browser) -> None:
    client, counts = browser("manager"), []
    for part in ("lead", "harmed_worker", "other_worker", "child_worker"):
        hands.both(part), hands.both(part, SUPERVISION), hands.both(part, Subject.FACILITATION)
        hands.record(part)
        with CaptureQueriesContext(connection) as asked:
            shown(client, PEOPLE)
        counts.append(len(asked))

    assert counts[1:] == [counts[1]] * 3
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("days", "is_told"), [(31, False), (30, True), (-1, True)])
def test_today_reminds_thirty_days_before(
    hands: Hands, browser: Browser, days: int, *, is_told: bool
) -> None:
    hands.both("lead", on=hands.today - timedelta(days=100), until=hands.today + timedelta(days=days))

    assert ("My training and supervision" in shown(browser("lead"), "/")) is is_told
    assert "training r" not in shown(browser("harmed_worker"), "/")
