"""A device in somebody's hands: one sheet, nothing else; what is meant for others its worker never reads."""

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browsers import Browser
from yarrow.cases.models import Allocation
from yarrow.cases.terms import Duty
from yarrow.config.families import Family
from yarrow.gate.facts.own_hand import ByOwnHand, HandedSheet
from yarrow.handover.browser import cookie_name
from yarrow.handover.contexts import typed_context
from yarrow.handover.middleware import REACHED
from yarrow.handover.models import ApartAnswers, Handed, SentAnswers
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.rooms.queries import entries_in
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.demo import DEMO_PASSPHRASE

APART = "He said I must tick yes."
TOLD = "Mornings are easier for me."
SHEET, GIVEN, BACK = "/sheet/", "/sheet/thanks/", "/sheet/back/"


def hand(family: Family, browser: Browser, sheet: str = "say_no", language: str = "en") -> Client:
    """The worker of the person harmed hands over one sheet."""
    page = reverse("handover:begin", args=[family.rooms["harmed"].pk])
    held = browser("harmed_worker")
    assert held.post(page, {"sheet": sheet, "language": language})["Location"] == SHEET
    return held


def send(held: Client, **typed: str) -> None:
    assert held.post(SHEET, typed)["Location"] == GIVEN


def take_back(held: Client) -> None:
    assert held.post(BACK, {"passphrase": DEMO_PASSPHRASE})["Location"] == reverse("handover:again")


def written(family: Family) -> list[ByOwnHand]:
    read = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return [each.fact for each in read if isinstance(each.fact, ByOwnHand)]


def addresses(patterns: list[URLPattern | URLResolver], before: str = "", space: str = "") -> dict[str, str]:
    """Every address there is, with ids that nothing has, but for the rooms."""
    found: dict[str, str] = {}
    for pattern in patterns:
        here = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= addresses(pattern.url_patterns, here, inner)
        else:
            found[f"{space}{pattern.name}"] = f"/{here}".replace("^", "").replace("$", "")
    return found


def not_there(family: Family, held: Client, method: str) -> set[bytes]:
    """Try every other address there is; what comes back, which is one page, said as not there."""
    every, bodies = addresses(get_resolver().url_patterns), set()
    assert {*REACHED} <= every.keys()
    real = {"<uuid:room_id>": family.rooms["harmed"].pk, "<uuid:case_id>": family.case.pk}
    for name in every.keys() - REACHED:
        parts = [str(real.get(part, new_id())) if "<" in part else part for part in every[name].split("/")]
        response = held.generic(method, "/".join(parts))
        assert response.status_code == 404, name
        bodies.add(response.content)
    return bodies


def test_nothing_but_the_sheet_is_reached_while_it_is_handed_over(family: Family, browser: Browser) -> None:
    held = hand(family, browser)

    assert not_there(family, held, "GET") == {held.get("/no/such/thing/").content}


@pytest.mark.long
def test_nothing_else_is_pressed_either(family: Family, browser: Browser) -> None:
    held = hand(family, browser)

    assert len(not_there(family, held, "POST")) == 1


def test_nothing_of_the_worker_the_case_or_anybody_stands_on_its_pages(
    family: Family, browser: Browser
) -> None:
    held = hand(family, browser)
    never = [each.name for each in (family.cast.worker("harmed_worker"), family.cast.worker("supervisor"))]
    never += ["Lock", "Sign out", "My cases", str(family.case.pk), str(family.case.reference), "harmed"]
    never += ["abuse", "domestic", "restorative", str(family.rooms["harmed"].pk)]

    for address in (SHEET, GIVEN, BACK, "/"):
        said = held.get(address).content.decode()
        assert [word for word in never if word in said] == []


def test_keys_are_locked_from_the_press(family: Family, browser: Browser) -> None:
    held = hand(family, browser)

    assert "unlocked" not in held.session
    assert not held.cookies["k"].value


def test_what_is_for_others_its_worker_never_finds(family: Family, browser: Browser) -> None:
    held = hand(family, browser)
    send(held, free="hardly", who=APART, help=TOLD)
    take_back(held)

    [fact] = written(family)
    assert fact.sheet is HandedSheet.SAY_NO
    assert TOLD in fact.words
    assert APART not in fact.words
    assert "Hardly" not in fact.words
    [row] = ApartAnswers.objects.all()
    page = reverse("handover:apart_one", args=[row.pk])
    assert held.get(page).status_code == 404
    assert browser("lead").get(page).status_code == 404
    assert browser("lead").get(reverse("handover:apart")).content.decode().count(str(row.pk)) == 0

    reader = browser("supervisor")
    assert reverse("handover:apart") in reader.get(reverse("desk:today")).content.decode()
    assert "see to it today" in reader.get(reverse("handover:apart")).content.decode()
    read = reader.get(page).content.decode()
    assert APART in read
    assert TOLD not in read
    reader.post(page)
    assert reverse("handover:apart") not in reader.get(reverse("desk:today")).content.decode()


def test_an_alarm_changes_no_byte_for_the_lead(family: Family, browser: Browser) -> None:
    sizes = []
    for answers in ({"free": "no", "who": APART, "help": TOLD}, {"help": TOLD}):
        held = hand(family, browser)
        send(held, **answers)
        take_back(held)
        rows = ApartAnswers.objects.order_by("-pk")
        sizes.append({len(bytes(row.blob)) for row in rows})

    assert len(sizes[0] | sizes[1]) == 1
    assert len({fact.words for fact in written(family)}) == 1


def test_no_sheet_with_questions_for_others_where_nobody_else_may_read(
    family: Family, browser: Browser
) -> None:
    Allocation.objects.filter(case=family.case, duty=Duty.SUPERVISOR).update(until_day="2026-03-09")
    page = reverse("handover:begin", args=[family.rooms["harmed"].pk])

    assert browser("harmed_worker").post(page, {"sheet": "say_no", "language": "en"})["Location"] == page
    assert "Nobody but you could read" in browser("harmed_worker").get(page).content.decode()
    assert browser("harmed_worker").post(page, {"sheet": "hopes", "language": "en"})["Location"] == SHEET


@pytest.mark.parametrize("part", ["other_worker", "supervisor", "outsider", "excluded"])
def test_who_is_not_inside_hands_nothing_over(family: Family, browser: Browser, part: str) -> None:
    page = reverse("handover:begin", args=[family.rooms["harmed"].pk])

    assert browser(part).post(page, {"sheet": "hopes", "language": "en"}).status_code == 404
    assert not Handed.objects.exists()


def test_sheet_pages_are_not_there_for_who_handed_nothing_over(family: Family, browser: Browser) -> None:
    for address in (SHEET, GIVEN, BACK, "/sheet/keep/"):
        assert browser("harmed_worker").get(address).status_code == 404
        assert Client().get(address).status_code == 404


def test_a_wrong_passphrase_opens_nothing(family: Family, browser: Browser) -> None:
    held = hand(family, browser)

    assert held.post(BACK, {"passphrase": "not this one, surely"})["Location"] == BACK
    assert "did not work" in held.get(BACK).content.decode()
    assert held.get(reverse("desk:today")).status_code == 404


def test_what_is_typed_waits_in_this_browser_alone(family: Family, browser: Browser) -> None:
    held = hand(family, browser, "hopes")
    given = held.get("/sheet/keep/").json()
    row = Handed.objects.get()
    assert given["draft"] == str(row.pk)
    content = json.dumps({"typed": {"hope": [TOLD]}, "problems": {}}).encode()
    blob = wrap_to(bytes(row.public), content, typed_context(row.pk), pad_to=1024)

    assert (
        held.post("/sheet/keep/", {"draft": given["draft"], "blob": b64encode(blob).decode()}).status_code
        == 204
    )
    assert TOLD in held.get(SHEET).content.decode()
    row.refresh_from_db()
    assert TOLD.encode() not in bytes(row.draft)
    del held.cookies[cookie_name()]
    assert held.get(SHEET)["Location"] == GIVEN


def test_the_other_language_keeps_what_was_typed(family: Family, browser: Browser) -> None:
    held = hand(family, browser, "hopes")

    assert held.post(SHEET, {"hope": TOLD, "language": "cy"})["Location"] == SHEET
    assert TOLD in held.get(SHEET).content.decode()
    assert not SentAnswers.objects.exists()
    assert 'lang="cy"' in held.get(SHEET).content.decode()


def test_after_sending_the_sheet_does_not_come_back(family: Family, browser: Browser) -> None:
    held = hand(family, browser, "hopes")
    send(held, hope=TOLD)

    assert held.get(SHEET)["Location"] == GIVEN
    assert held.post(SHEET, {"hope": "again"})["Location"] == GIVEN
    assert held.get("/sheet/keep/").status_code == 404
    take_back(held)
    assert [TOLD in fact.words for fact in written(family)] == [True]


def test_who_leaves_it_sends_nothing(family: Family, browser: Browser) -> None:
    held = hand(family, browser)

    assert held.post(SHEET, {"who": APART, "leave": "yes"})["Location"] == GIVEN
    take_back(held)
    assert not written(family)
    assert not ApartAnswers.objects.exists()
    assert not Handed.objects.exists()


def test_leaving_quickly_signs_out_and_what_was_sent_is_still_taken_in(
    family: Family, browser: Browser
) -> None:
    held = hand(family, browser, "hopes")
    send(held, hope=TOLD)

    assert held.get("/exit").status_code == 302
    assert held.get(SHEET).status_code == 404
    assert not written(family)
    held.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})
    assert [TOLD in fact.words for fact in written(family)] == [True]


def test_answers_that_this_service_did_not_put_in_count_for_nothing(family: Family, browser: Browser) -> None:
    held = hand(family, browser)
    send(held, who=APART, help=TOLD)
    for kind in (SentAnswers, ApartAnswers):
        row = kind.objects.get()
        row.pk = new_id()
        row.save(force_insert=True)
        kind.objects.exclude(pk=row.pk).delete()
    take_back(held)

    assert not written(family)
    assert str(ApartAnswers.objects.get().pk) not in browser("supervisor").get("/apart/").content.decode()


def test_after_four_hours_nothing_more_is_taken(family: Family, browser: Browser, clock: FixedClock) -> None:
    held = hand(family, browser)
    clock.move_to(clock.now() + timedelta(hours=4, minutes=1))

    assert held.post(SHEET, {"who": APART}).status_code == 404
    assert not ApartAnswers.objects.exists()
    assert held.get(reverse("desk:today")).status_code == 404
