"""Raising a care card from the case: at once, once, for who works on it, and also while locked."""

import re

from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.models import CareCard
from yarrow.cases.tests.reading import token_in, words_of
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import leave_service
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.whose_page import mark_of


def page(browser: Browser, part: str, family: Family) -> str:
    return words_of(browser(part).get(reverse("desk:case", args=[family.case.pk])))


def test_care_card_of_two_pages_is_two_cards_and_of_two_presses_one(family: Family, browser: Browser) -> None:
    path, worker = reverse("desk:care_card", args=[family.case.pk]), browser("specialist")
    for _page in range(2):
        posted = {"warning": "not_alone", "once": token_in(worker.get(path))}
        for _press in range(2):
            worker.post(path, posted)

    assert CareCard.objects.count() == 2
    assert "Do not visit alone" in page(browser, "other_worker", family)


def test_another_warning_after_back_is_another_card(family: Family, browser: Browser) -> None:
    path, worker = reverse("desk:care_card", args=[family.case.pk]), browser("specialist")
    token = token_in(worker.get(path))

    for code in ("danger_now", "not_alone"):
        worker.post(path, {"warning": code, "once": token})

    assert CareCard.objects.count() == 2
    said = page(browser, "other_worker", family)
    assert "Danger now" in said
    assert "Do not visit alone" in said


def test_care_card_without_a_code_warns_of_nothing_and_says_so(family: Family, browser: Browser) -> None:
    path = reverse("desk:care_card", args=[family.case.pk])

    assert browser("specialist").post(path, {})["Location"] == path
    assert "There is a problem" in words_of(browser("specialist").get(path))
    assert not CareCard.objects.exists()


def test_warning_pressed_while_the_keys_were_sealed_again_is_raised_at_once(
    family: Family, browser: Browser
) -> None:
    path, client = reverse("desk:care_card", args=[family.case.pk]), browser("specialist")
    posted = {"warning": "danger_now", "once": token_in(client.get(path))}
    client.post("/lock/")

    for _press in range(2):
        answer = client.post(path, posted)

    assert answer["Location"] == reverse("desk:case", args=[family.case.pk])
    assert CareCard.objects.count() == 1
    assert "Danger now" in page(browser, "other_worker", family)
    assert client.get(path)["Location"] == "/unlock/", "the press opened nothing"


def test_warning_without_a_code_pressed_while_locked_is_asked_again(family: Family, browser: Browser) -> None:
    path, client = reverse("desk:care_card", args=[family.case.pk]), browser("specialist")
    client.post("/lock/")
    assert client.post(path, {})["Location"] == path
    client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE})
    assert "There is a problem" in words_of(client.get(path))


def test_nobody_else_warns_while_locked_either(family: Family, browser: Browser) -> None:
    path = reverse("desk:care_card", args=[family.case.pk])
    for part in ("manager", "outsider", "excluded", "intake"):
        client = browser(part)
        client.post("/lock/")
        assert client.post(path, {"warning": "danger_now"}).status_code == 404, part
    assert browser("outside").post(path, {"warning": "danger_now"})["Location"].startswith("/sign-in/")
    assert not CareCard.objects.exists()


def test_warning_pressed_after_signing_out_waits_for_who_pressed_it(family: Family, browser: Browser) -> None:
    path, client = reverse("desk:care_card", args=[family.case.pk]), browser("specialist")
    page_of = mark_of(family.cast.worker("specialist"), family.clock)
    client.post("/sign-out/")

    client.post(path, {"warning": "danger_now", "page_of": page_of})

    assert not CareCard.objects.exists()
    client.post("/sign-in/", {"username": "specialist", "passphrase": DEMO_PASSPHRASE})
    assert re.search(r'value="danger_now"[^>]* checked', client.get(path).content.decode())


def test_care_card_reaches_the_others_when_a_colleague_has_left(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    leave_service(worker=family.cast.worker("child_worker"), by=family.cast.worker("manager"), clock=clock)

    browser("specialist").post(reverse("desk:care_card", args=[family.case.pk]), {"warning": "danger_now"})

    assert "Danger now" in page(browser, "other_worker", family)
