"""A worker's own look at their practice, work that was seen, the register, and time to talk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family
from yarrow.gate.facts.who import Identity
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.practice.actions import offer_time
from yarrow.practice.models import Attestation, Reflection, ReflectionCopy, TimeToTalk
from yarrow.practice.rules import names_in, observed_until
from yarrow.practice.terms import Subject

from .conftest import Browser, Hands

WORDS = "I asked about money too late."
REFLECT = "/training/back/new/"


def wrote(browser: Browser, **other: str) -> str:
    return str(browser("harmed_worker").post(REFLECT, {"safety": WORDS} | other)["Location"])


# --- refusals ---


@pytest.mark.parametrize("part", ["supervisor", "lead", "manager", "other_worker"])
def test_reflection_is_not_there_for_anybody_it_was_not_shown_to(
    family: Family, browser: Browser, part: str
) -> None:
    address = wrote(browser)

    assert browser(part).get(address).status_code == 404
    for act in ("show", "mine", "away"):
        assert browser(part).post(f"{address}{act}/").status_code == 404
    assert WORDS not in browser(part).get("/training/back/").content.decode()


def test_reflection_that_names_somebody_is_kept_only_after_another_look(
    family: Family, browser: Browser
) -> None:
    family.record("harmed", Identity(known_as="Cerys"))

    assert wrote(browser, empowerment="I decided for cerys.") == REFLECT
    assert "Write about your practice, not about people" in words_of(browser("harmed_worker").get(REFLECT))
    assert not Reflection.objects.exists()
    assert wrote(browser, empowerment="I decided for cerys.", looked="on") != REFLECT


def test_reflection_without_a_line_is_not_kept(family: Family, browser: Browser) -> None:
    assert wrote(browser, safety="") == REFLECT
    assert not Reflection.objects.exists()


def test_reflection_is_shown_to_no_colleague_who_is_no_supervisor(family: Family, browser: Browser) -> None:
    address = wrote(browser)

    browser("harmed_worker").post(f"{address}show/", {"to": str(family.cast.worker("lead").pk)})

    assert not ReflectionCopy.objects.exists()


@pytest.mark.parametrize("part", ["harmed_worker", "other_worker", "specialist", "outsider"])
def test_time_is_offered_only_by_who_looks_after_somebody(
    family: Family, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        offer_time(to=family.cast.worker("harmed_worker"), by=family.cast.worker(part), clock=clock)


def test_work_seen_more_than_a_year_ago_does_not_count(hands: Hands) -> None:
    until = hands.today + timedelta(days=400)

    assert isinstance(hands.tries("lead", subject=Subject.OBSERVED, until=until), Refused)


@pytest.mark.once
def test_name_is_found_as_a_whole_word_and_not_in_another() -> None:
    assert names_in(["Annwyl and MARI"], ["Ann", "Mari", "Ifan"]) == ["Mari"]


# --- what can be done ---


def test_reflection_is_shown_and_taken_back(family: Family, browser: Browser) -> None:
    address = wrote(browser)
    browser("harmed_worker").post(f"{address}show/", {"to": str(family.cast.worker("supervisor").pk)})

    page = words_of(browser("supervisor").get(address))
    assert WORDS in page
    assert "It is no assessment" in page
    browser("harmed_worker").post(f"{address}mine/")

    assert browser("supervisor").get(address).status_code == 404
    assert WORDS in words_of(browser("harmed_worker").get(address))


def test_seen_work_is_signed_by_both_and_stands_in_the_register(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    worker, day = family.cast.worker("harmed_worker"), clock.today()
    typed = {"on-day": day.day, "on-month": day.month, "on-year": day.year}
    browser("supervisor").post(reverse("practice:observed", args=[worker.pk]), typed)
    row = Attestation.objects.get(subject=Subject.OBSERVED)
    until = f"Observed practice: until {observed_until(day).day} March 2027"
    assert until not in words_of(browser("manager").get("/training/register/"))

    browser("harmed_worker").post(reverse("practice:confirm", args=[row.pk]))

    assert f"{until} In date" in words_of(browser("manager").get("/training/register/"))
    assert "Never recorded" in words_of(browser("manager").get("/training/register/"))


def test_offer_is_answered_in_one_press_and_nothing_else_is_kept(family: Family, browser: Browser) -> None:
    worker = family.cast.worker("harmed_worker")
    for _twice in range(2):
        browser("lead").post(reverse("practice:offer", args=[worker.pk]))
    assert "You are offered time to talk." in words_of(browser("harmed_worker").get("/"))

    browser("harmed_worker").post("/training/talk/", {"answer": "declined"})

    assert TimeToTalk.objects.get().answer == "declined"
    page = words_of(browser("lead").get(reverse("practice:person", args=[worker.pk])))
    assert "Not wanted" in page
    assert "You are offered time to talk." not in words_of(browser("harmed_worker").get("/"))
