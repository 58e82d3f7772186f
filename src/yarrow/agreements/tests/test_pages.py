"""The pages: the shared room for all its holders, a person's own room, and their own copy for paper."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.browsers import Browser
from yarrow.agreements.actions.writing import table_in
from yarrow.agreements.rules import Table
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.gate.facts.agreement import Kept
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import take_keys

from .conftest import wait

SIGNED = {"value": "signed", "alone": "yes", "free": "yes", "read_out": "yes", "words": ""}
PHONE = "01632 960777"


def page(name: str, family: Family, part: str, *ids: UUID) -> str:
    return reverse(f"agreements:{name}", args=[family.rooms[part].pk, *ids])


def table(family: Family) -> Table:
    return table_in(family.rooms["shared"], family.holder("shared").keyring)


def day(name: str, value: object) -> dict[str, str]:
    year, month, date = str(value).split("-")
    return {f"{name}-year": year, f"{name}-month": month, f"{name}-day": date}


def typed_line(family: Family, **changed: str) -> dict[str, str]:
    line = ready.lines_of(family)[0]
    return {
        "words": line.words,
        "owner": line.owner,
        "looked_after_by": line.looked_after_by,
        "topic": "harm",
        **day("by_when", line.by_when),
        **changed,
    }


def agreed(family: Family, plan: Plan, clock: FixedClock) -> list[UUID]:
    lines = ready.write_lines(family)
    ready.offer(family, plan, lines)
    wait(clock)
    for part in ("harmed", "other"):
        ready.ask_apart(family, part)
    ready.settle(family)
    return lines


def pressed(visitor: Client, address: str, typed: dict[str, object]) -> str:
    """A press is answered by going on, never with a page."""
    answer = visitor.post(address, typed)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


# --- refusals ---


@pytest.mark.parametrize("by", ["supervisor", "specialist", "signing_supervisor", "outsider", "excluded"])
def test_who_is_not_inside_gets_not_there(
    by: str, family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    line = agreed(family, plan, clock)[0]
    visitor = browser(by)
    addresses = [page(name, family, part) for name in ("agreement", "copy", "sign") for part in family.rooms]
    addresses += [page("kept", family, part, line) for part in family.rooms]

    for address in addresses:
        assert visitor.get(address).status_code == 404
        assert visitor.post(address, {}).status_code in {404, 405}


@pytest.mark.parametrize("name", ["offer", "end", "settle"])
def test_only_the_lead_offers_ends_and_settles(
    name: str, family: Family, plan: Plan, browser: Browser
) -> None:
    ready.offer(family, plan, ready.write_lines(family))

    for by in ("harmed_worker", "other_worker", "child_worker"):
        assert browser(by).get(page(name, family, "shared")).status_code == 404
        assert browser(by).post(page(name, family, "shared"), {}).status_code == 404
        assert (
            page(name, family, "shared")
            not in browser(by).get(page("agreement", family, "shared")).content.decode()
        )
    assert browser("lead").get(page(name, family, "shared")).status_code == 200


@pytest.mark.parametrize("name", ["add", "offer", "end", "settle"])
def test_lines_are_written_in_the_shared_room_alone(
    name: str, family: Family, plan: Plan, browser: Browser
) -> None:
    for part in ("harmed", "team"):
        assert browser("lead").get(page(name, family, part)).status_code == 404
    assert browser("lead").get(page("agreement", family, "team")).status_code == 404


@pytest.mark.parametrize("name", ["sign", "copy"])
def test_nobody_signs_in_the_shared_room(name: str, family: Family, plan: Plan, browser: Browser) -> None:
    assert browser("lead").get(page(name, family, "shared")).status_code == 404


def test_worker_without_the_shared_room_is_told_so_and_nothing_else(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    line = agreed(family, plan, clock)[0]
    taken = take_keys(
        worker=family.cast.worker("harmed_worker"),
        by=family.cast.worker("supervisor"),
        clock=clock,
        room=family.rooms["shared"],
    )
    assert taken
    visitor = browser("harmed_worker")

    words = words_of(visitor.get(page("agreement", family, "harmed")))

    assert "You are not inside the shared room" in words
    assert "every Tuesday" not in words
    for address in (page("sign", family, "harmed"), page("copy", family, "harmed")):
        assert visitor.get(address).status_code == 404
    assert visitor.get(page("kept", family, "harmed", line)).status_code == 404


def test_refused_line_is_offered_again_with_what_is_wrong_at_its_field(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    visitor, address = browser("other_worker"), page("add", family, "shared")
    wrong = typed_line(family, owner="", **day("by_when", "2020-01-01"))

    assert pressed(visitor, address, dict(wrong)) == address

    again = words_of(visitor.get(address))
    assert "This day has passed already." in again
    assert "“Who does it?” needs an answer" in again
    assert "I go to the group every Tuesday" in again
    assert table(family).open_lines == ()


def test_signing_inside_the_pause_says_so_at_the_field_and_keeps_what_was_typed(
    family: Family, plan: Plan, browser: Browser
) -> None:
    ready.offer(family, plan, ready.write_lines(family))
    visitor, address = browser("harmed_worker"), page("sign", family, "harmed")

    assert pressed(visitor, address, {**SIGNED, "words": "Yes, I think so."}) == address

    again = words_of(visitor.get(address))
    assert "Nobody signs before the pause is over." in again
    assert "Yes, I think so." in again
    assert "It may be signed from" in again


def test_settling_too_early_says_one_sentence_and_no_name(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    ready.offer(family, plan, ready.write_lines(family))
    wait(clock)
    visitor, address = browser("lead"), page("settle", family, "shared")
    said = {}
    for part in ("other", "harmed"):
        assert pressed(visitor, address, {}) == address
        said[part] = masked(visitor.get(address))
        ready.ask_apart(family, part)

    assert said["other"] == said["harmed"]
    assert "This is not yet signed by everyone" in said["harmed"]


# --- the whole way ---


def test_lines_are_written_offered_signed_apart_and_settled_through_the_pages(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    shared = page("agreement", family, "shared")
    assert pressed(browser("other_worker"), page("add", family, "shared"), dict(typed_line(family))) == shared
    line = table(family).open_lines[0]
    changed = typed_line(family, words="I go every Tuesday, and I ring if I cannot.")
    assert "every Tuesday, to the end" in words_of(
        browser("other_worker").get(page("change", family, "shared", line.id))
    )
    change = page("change", family, "shared", line.id)
    assert pressed(browser("other_worker"), change, dict(changed)) == shared
    line = table(family).open_lines[0]
    lead = browser("lead")
    said = dict.fromkeys(("read_back", "fair", "doable", "orders_compared"), "yes")
    offer = {"plan": str(plan.pk), "lines": [str(line.id)], **said}
    assert pressed(lead, page("offer", family, "shared"), dict(offer)) == shared
    assert "It may be signed from" in words_of(lead.get(shared))
    wait(clock)
    for part, by in (("harmed", "harmed_worker"), ("other", "other_worker")):
        assert "and I ring if I cannot" in words_of(browser(by).get(page("sign", family, part)))
        pressed(browser(by), page("sign", family, part), dict(SIGNED))
    assert pressed(browser("lead"), page("settle", family, "shared"), {}) == shared

    assert "This stands since" in words_of(browser("harmed_worker").get(shared))
    own = words_of(browser("harmed_worker").get(page("agreement", family, "harmed")))
    assert "Has signed" in own
    kept = {
        "value": "partly",
        "seen_by": "supporter",
        "words": "Three times of four.",
        **day("checked_on", clock.today()),
    }
    assert pressed(browser("other_worker"), page("kept", family, "shared", line.id), dict(kept)) == shared
    assert "Partly kept" in words_of(browser("harmed_worker").get(shared))


def test_same_press_twice_leaves_one_line(family: Family, plan: Plan, browser: Browser) -> None:
    once = "9b2f4b1e-5f2d-4c0e-9d0a-3a4f1c2b7e65"
    for _ in range(2):
        pressed(browser("lead"), page("add", family, "shared"), {**typed_line(family), "once": once})

    assert len(table(family).open_lines) == 1


def test_ending_without_agreement_through_the_page(family: Family, plan: Plan, browser: Browser) -> None:
    typed = {"plan": str(plan.pk), "words": "We heard each other."}
    pressed(browser("lead"), page("end", family, "shared"), dict(typed))

    words = words_of(browser("other_worker").get(page("agreement", family, "shared")))
    assert "That is a normal end." in words
    assert "We heard each other." in words


def test_her_not_kept_stands_in_her_room_beside_the_line(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    line = agreed(family, plan, clock)[0]
    visitor = browser("harmed_worker")
    typed = {
        "value": "not_kept",
        "seen_by": "unknown",
        "words": "He told the children he goes.",
        **day("checked_on", clock.today()),
    }
    pressed(visitor, page("kept", family, "harmed", line), dict(typed))

    own = words_of(visitor.get(page("agreement", family, "harmed")))
    assert "this stays in this room" in own
    assert "He told the children he goes." in own
    assert "He told the children" not in words_of(visitor.get(page("agreement", family, "shared")))
    assert "How it went with a line of the agreement" in words_of(
        visitor.get(reverse("record:room", args=[family.rooms["harmed"].pk]))
    )


# --- the copy ---


def test_copy_holds_the_lines_and_nothing_that_tells_more(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    family.record(
        "other",
        Reach(
            phone=PHONE,
            when_safe=LongText("Mornings."),
            who_may_answer=LongText("Nobody."),
            confirmed_on=clock.today(),
        ),
    )
    line = agreed(family, plan, clock)[0]
    ready.say_how_it_went(family, "harmed", line, Kept.NOT_KEPT, "Only twice.")

    answer = browser("harmed_worker").get(page("copy", family, "harmed"))

    words, whole = words_of(answer), answer.content.decode()
    assert "This is not an order of a court" in words
    assert "I go to the group every Tuesday" in words
    assert "You have signed it." in words
    for hidden in ("Person harmed", "who harmed", PHONE, "Only twice.", "Not kept", "Owen Oakes"):
        assert hidden not in whole
    assert "yarrow" not in words.lower()
    assert "Hana Harries" not in words


def test_copy_of_somebody_who_did_not_sign_does_not_say_so(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    agreed(family, plan, clock)

    words = words_of(browser("child_worker").get(page("copy", family, "child")))

    assert "I go to the group every Tuesday" in words
    assert "signed" not in words


def test_page_asks_as_much_for_many_lines_as_for_few(
    family: Family, plan: Plan, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ready.write_lines(family)
    visitor, address = browser("lead"), page("agreement", family, "shared")
    visitor.get(address)
    with CaptureQueriesContext(connection) as few:
        visitor.get(address)
    for _ in range(4):
        ready.write_lines(family)

    with django_assert_num_queries(len(few)):
        visitor.get(address)


def test_line_that_is_offered_stands_once_on_the_page_and_can_be_changed(
    family: Family, plan: Plan, browser: Browser
) -> None:
    lines = ready.write_lines(family)
    ready.offer(family, plan, lines)

    answer = browser("other_worker").get(page("agreement", family, "shared"))

    assert words_of(answer).count("I go to the group every Tuesday, to the end of it. Who does it?") == 1
    assert page("change", family, "shared", lines[0]) in answer.content.decode()
