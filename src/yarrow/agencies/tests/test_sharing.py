"""A share goes to one named person, as it was seen, while it stands, and only through the door."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.agencies.actions import share_with_agency, write_share_step
from yarrow.agencies.actions.sharing import seen_mark
from yarrow.agencies.rules import LONGEST_SHARE
from yarrow.config.families import Family
from yarrow.emergency.tests.reading import words_of
from yarrow.gate.facts.agencies import (
    AgencyShare,
    AgencyShareStep,
    LawfulBasis,
    RiskReport,
    ShareAgreed,
    ShareStep,
)
from yarrow.gate.facts.course import NextStep
from yarrow.gate.facts.who import AddressSecret
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.outgoing.models import LetOut
from yarrow.rooms.models import Entry
from yarrow.rooms.queries import entries_in

WORDS = "She starts at the college on Monday."


def share(family: Family, **other: object) -> AgencyShare:
    day = family.clock.today()
    said: dict[str, object] = {
        "agency": "The college",
        "person": "Mair Tudor, student support",
        "purpose": LongText("A place to work in quiet."),
        "basis": LawfulBasis.INTEREST,
        "agreed": ShareAgreed.YES,
        "reason": LongText("She read it and said yes."),
        "knows_somebody": Answer.NO,
        "until": day + timedelta(days=30),
        "words": LongText(WORDS),
    }
    return AgencyShare(**said | other)  # type: ignore[arg-type]  # named as the fact has them


def go(
    family: Family, made: AgencyShare, part: str = "harmed_worker", seen: str | None = None
) -> Entry | Refused:
    by = family.cast[part]
    return share_with_agency(
        room=family.rooms["harmed"],
        share=made,
        share_id=new_id(),
        seen=seen_mark(made) if seen is None else seen,
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )


def shares(family: Family) -> list[AgencyShare]:
    found = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    return [read.fact for read in found if isinstance(read.fact, AgencyShare)]


def fields_of(said: Entry | Refused) -> set[str]:
    assert isinstance(said, Refused)
    return {reason.field for reason in said.reasons}


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"knows_somebody": Answer.UNKNOWN}, "knows_somebody"),
        ({"knows_somebody": Answer.YES}, "knows_somebody"),
        ({"agreed": ShareAgreed.UNKNOWN}, "agreed"),
        ({"reason": LongText(" ")}, "reason"),
        ({"person": ""}, "person"),
        ({"purpose": LongText("")}, "purpose"),
        ({"words": LongText("")}, "words"),
    ],
)
def test_what_is_not_known_keeps_it_here(family: Family, other: dict[str, object], field: str) -> None:
    assert field in fields_of(go(family, share(family, **other)))
    assert not shares(family)
    assert not LetOut.objects.exists()


@pytest.mark.parametrize("days", [-1, LONGEST_SHARE.days + 1])
def test_a_share_without_an_end_or_past_it_is_refused(family: Family, days: int) -> None:
    until = family.clock.today() + timedelta(days=days)
    assert fields_of(go(family, share(family, until=until))) == {"until"}


def test_what_was_not_seen_does_not_go(family: Family) -> None:
    assert isinstance(
        go(family, share(family), seen=seen_mark(share(family, words=LongText("Less.")))), Refused
    )
    assert isinstance(go(family, share(family), seen=""), Refused)
    assert not shares(family)


@pytest.mark.parametrize("part", ["other_worker", "child_worker", "supervisor", "outsider", "excluded"])
def test_nobody_shares_from_a_room_they_are_not_in(family: Family, part: str) -> None:
    with pytest.raises(NotThere):
        go(family, share(family), part)


def test_what_the_door_stops_is_recorded_nowhere(family: Family) -> None:
    secret = "14 Orchard Row, Aberwen, AB1 2CD"
    family.record("other", AddressSecret(words=LongText(secret)))
    said = go(family, share(family, words=LongText(f"He lives at {secret}.")))
    assert isinstance(said, Refused)
    assert [reason.text for reason in said.reasons] == ["Stopped. Ask the supervisor."]
    assert not shares(family)


def test_after_it_was_taken_back_nothing_more_goes_without_asking_anew(family: Family) -> None:
    first = go(family, share(family))
    assert isinstance(first, Entry)
    by = family.holder("harmed")
    (made,) = shares(family)
    step = AgencyShareStep(what=ShareStep.TAKEN_BACK, share=Mark(made.share))
    write_share_step(
        room=family.rooms["harmed"],
        step=step,
        step_id=new_id(),
        by=by.worker,
        keyring=by.keyring,
        clock=family.clock,
    )

    without = share(family, agreed=ShareAgreed.WITHOUT, agency="the  COLLEGE")
    assert fields_of(go(family, without)) == {"agreed"}
    assert isinstance(go(family, share(family)), Entry)  # she was asked anew, and agreed


def test_a_share_that_lapsed_or_was_taken_back_has_no_paper_any_more(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    entry = go(family, share(family))
    assert isinstance(entry, Entry)
    room = family.rooms["harmed"].pk
    page = reverse("agencies:paper", args=[room, entry.pk])
    assert WORDS in words_of(browser_of_today("harmed_worker").get(page))

    clock.move_to(clock.now() + timedelta(days=31))

    answer = browser_of_today("harmed_worker").get(page)
    assert answer.headers["Location"] == reverse("agencies:told", args=[room])
    assert "stands no longer" in words_of(browser_of_today("harmed_worker").get(answer.headers["Location"]))


def test_taken_back_on_the_page_it_has_no_paper_any_more(family: Family, browser: Browser) -> None:
    entry = go(family, share(family))
    assert isinstance(entry, Entry)
    room, client = family.rooms["harmed"].pk, browser("harmed_worker")
    client.post(reverse("agencies:share_step", args=[room, entry.pk]), {"what": "taken_back"})
    assert client.get(reverse("agencies:paper", args=[room, entry.pk])).status_code == 302


def posted(family: Family, **other: object) -> dict[str, object]:
    until = family.clock.today() + timedelta(days=30)
    said: dict[str, object] = {
        "agency": "The college",
        "person": "Mair Tudor",
        "purpose": "A quiet place.",
        "basis": "interest",
        "agreed": "yes",
        "reason": "She read it.",
        "knows_somebody": "no",
        "until-day": until.day,
        "until-month": until.month,
        "until-year": until.year,
    }
    return said | other


def test_from_choosing_to_paper_through_the_pages(family: Family, browser: Browser) -> None:
    said = family.record("harmed", NextStep(words=LongText(WORDS)))[0]
    client, room = browser("harmed_worker"), family.rooms["harmed"].pk
    page = reverse("agencies:share", args=[room])
    assert "checked" not in client.get(page).content.decode()

    preview = client.post(page, posted(family, plain=[str(said.pk)])).headers["Location"]
    shown = client.get(preview)
    assert WORDS in words_of(shown)
    assert not shares(family)
    seen = shown.content.decode().split('name="seen" value="')[1].split('"')[0]
    answer = client.post(f"{preview}yes/", {"seen": seen})

    assert WORDS in words_of(client.get(answer.headers["Location"]))
    assert [each.agency for each in shares(family)] == ["The college"]
    log = words_of(client.get(reverse("agencies:told", args=[room])))
    assert "Mair Tudor" in log
    assert "It is needed for our work" in log


def test_not_knowing_who_works_there_refuses_a_share_and_never_a_report(
    family: Family, browser: Browser
) -> None:
    said = family.record("harmed", NextStep(words=LongText(WORDS)))[0]
    client, room = browser("harmed_worker"), family.rooms["harmed"].pk
    page = reverse("agencies:share", args=[room])
    preview = client.post(page, posted(family, knows_somebody="unknown", plain=[str(said.pk)])).headers[
        "Location"
    ]
    seen = client.get(preview).content.decode().split('name="seen" value="')[1].split('"')[0]
    client.post(f"{preview}yes/", {"seen": seen})
    assert "Somebody there may know the family" in words_of(client.get(preview))
    assert not shares(family)

    client.post(reverse("agencies:tell_of_room", args=[room]), {"words": WORDS, "rooms": [str(room)]})
    found = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    assert any(isinstance(read.fact, RiskReport) for read in found)


def test_who_oversees_reads_how_often_and_nothing_else(family: Family, browser: Browser) -> None:
    go(family, share(family))
    page = reverse("agencies:counts")
    for part in ("harmed_worker", "supervisor", "lead", "researcher", "outsider"):
        assert browser(part).get(page).status_code == 404

    said = words_of(browser("manager").get(page))

    assert "2026-03 1" in said
    assert "2025-04 0" in said
    for hidden in ("college", "Mair", "Anwen", str(family.case.reference)):
        assert hidden not in said
