"""Every address of the desk, asked by the whole cast."""

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import raise_care_card
from yarrow.cases.models import Allocation, CareCard, ConflictQuestion, Harm, Stop
from yarrow.cases.terms import Asked, CareCode
from yarrow.cases.tests.reading import words_of
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id

DECIDE = {"lead", "supervisor"}
ON_CASE = DECIDE | {"signing_supervisor", "harmed_worker", "other_worker", "child_worker", "specialist"}

SHOWN = {
    "desk:case": ON_CASE,
    "desk:care_card": ON_CASE,
    "desk:allocate": DECIDE,
    "desk:name_harm": DECIDE,
    "desk:stop": ON_CASE,
}


def only(cast: Cast, shown: set[str]) -> dict[str, str]:
    expected = {part: "shown" if part in shown else "not there" for part in cast.parts()}
    return expected | {"ex_worker": "sign in", "frozen": "sign in", "outside": "sign in"}


def answers(browser: Browser, cast: Cast, path: str) -> dict[str, str]:
    said = {}
    for part in (*cast.parts(), "outside"):
        answer = browser(part).get(path)
        where = answer.headers.get("Location", "")
        said[part] = (
            "sign in"
            if where == "/sign-in/"
            else {200: "shown", 404: "not there", 302: where}[answer.status_code]
        )
    return said


@pytest.mark.parametrize("name", SHOWN)
def test_page_of_a_case_is_there_only_for_who_works_on_it(
    name: str, family: Family, browser: Browser
) -> None:
    path = reverse(name, args=[family.case.pk])

    assert answers(browser, family.cast, path) == only(family.cast, SHOWN[name])


def test_today_is_there_for_everybody_who_is_signed_in(family: Family, browser: Browser) -> None:
    expected = only(family.cast, set(family.cast.parts())) | {"guest": "/training/"}

    assert answers(browser, family.cast, reverse("desk:today")) == expected


def test_post_by_who_may_not_changes_nothing(family: Family, browser: Browser) -> None:
    worker = str(family.cast.worker("outsider").pk)
    posted = {"warning": "danger_now", "worker": worker, "duty": "practitioner"}
    for name, shown in SHOWN.items():
        for part in set(family.cast.parts()) - shown - {"ex_worker", "frozen"}:
            answer = browser(part).post(reverse(name, args=[family.case.pk]), posted)
            assert answer.status_code in {404, 405}, (name, part)

    assert not CareCard.objects.exists()
    assert not Stop.objects.exists()
    assert Harm.objects.count() == 1
    assert not Allocation.objects.filter(worker=family.cast.worker("outsider")).exists()


def test_not_yours_and_not_there_are_the_same_bytes(family: Family, browser: Browser) -> None:
    visitor = browser("outsider")

    pages = {visitor.get(reverse("desk:case", args=[pk])).content for pk in (family.case.pk, new_id())}

    assert len(pages) == 1


def test_today_of_who_works_on_nothing_says_nothing_of_anybody(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    by = family.cast.worker("harmed_worker")
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=by, clock=clock)

    said = {part: words_of(browser(part).get("/")) for part in ("researcher", "excluded", "outsider")}

    assert set(said.values()) == {
        "10 March 2026 Today Take a message . Hold everything that goes out Groups You work on no case today."
    }


def test_excluded_worker_whose_answer_was_put_back_sees_nothing(family: Family, browser: Browser) -> None:
    excluded = family.cast.worker("excluded")
    Allocation.objects.create(
        case=family.case,
        worker=excluded,
        duty="practitioner",
        from_day=family.clock.today(),
        until_day=family.clock.today(),
    )
    ConflictQuestion.objects.create(
        case=family.case,
        worker=excluded,
        state=Asked.CLEAR,
        asked_by=excluded,
        asked_on=family.clock.today(),
    )

    assert browser("excluded").get(reverse("desk:case", args=[family.case.pk])).status_code == 404
    assert "Case 1001" not in words_of(browser("excluded").get("/"))
