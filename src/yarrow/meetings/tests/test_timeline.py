"""The days of one room, drawn and listed, for who is inside it. Refusals first."""

import itertools
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family
from yarrow.config.ready.plans import record_everything
from yarrow.config.ready.records import harmed, reach, risk
from yarrow.design.environment import day
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.risk import Level
from yarrow.gate.forms import Form
from yarrow.gate.question import Question
from yarrow.gate.standing import CELLS, RoomAnswer
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.meetings.shown.days_of_room import number_of
from yarrow.rooms.actions import attest, drop_note, open_drops, quarantine_unchecked, take_keys
from yarrow.rooms.queries import room_answer

from .conftest import proposed, risk_looked_at, sent_out_of

LEAD = {"lead"}
INSIDE = {
    "harmed": LEAD | {"harmed_worker"},
    "other": LEAD | {"other_worker"},
    "child": LEAD | {"child_worker"},
    "team": LEAD | {"harmed_worker", "supervisor"},
    "shared": set[str](),
}

ASKED = (Form.CONFERENCE, Form.GO_BETWEEN)
WORDS = {RoomAnswer.STANDS: "In place", RoomAnswer.DOES_NOT: "Not yet", RoomAnswer.UNKNOWN: "Not known"}


def path_of(family: Family, part: str, number: int = 0) -> str:
    room = family.rooms[part].pk
    return reverse("meetings:timeline_of", args=[room, number]) if number else _first(room)


def _first(room: Any) -> str:
    return reverse("meetings:timeline", args=[room])


def rows_in(answer: Any) -> list[list[str]]:
    """The table: number, first day, last day, answer, why."""
    page = answer.content.decode()
    body = page[page.index("<tbody") : page.index("</tbody>")]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in cells]


def states_in(answer: Any) -> list[str]:
    return [row[3] for row in rows_in(answer)]


def days_on(clock: FixedClock, number: int) -> None:
    clock.move_to(clock.now() + timedelta(days=number))


# --- who sees it ---


def test_days_of_a_room_are_there_only_for_who_is_inside(family: Family, browser: Browser) -> None:
    record_everything(family)
    for part, number in itertools.product(INSIDE, (0, 1)):
        path = path_of(family, part, number)
        seen = {who for who in family.cast.parts() if browser(who).get(path).status_code == 200}
        assert seen == INSIDE[part], part
        for who in ("ex_worker", "frozen", "outside"):
            assert browser(who).get(path)["Location"] == "/sign-in/"


def test_lead_who_was_sent_out_of_a_room_has_no_page_of_its_days(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    lead = browser("lead")
    assert lead.get(path_of(family, "other")).status_code == 200

    sent_out_of(family, clock, "other")

    assert lead.get(path_of(family, "other")).status_code == 404
    assert lead.get(path_of(family, "other", 1)).status_code == 404
    assert lead.post(path_of(family, "other"), {"form": "conference", "topic": "harm"}).status_code == 404


def test_not_yours_and_not_there_are_the_same_bytes(family: Family, browser: Browser) -> None:
    visitor = browser("other_worker")

    not_yours, not_there = visitor.get(path_of(family, "harmed")), visitor.get(_first(new_id()))

    assert not_yours.content == not_there.content


@pytest.mark.parametrize("number", [0, len(CELLS) + 1, 9999])
def test_number_that_there_is_not_is_not_there(number: int, family: Family, browser: Browser) -> None:
    path = reverse("meetings:timeline_of", args=[family.rooms["harmed"].pk, number])

    assert browser("harmed_worker").get(path).status_code == 404


def test_team_is_never_asked_about_work_with_one_person(family: Family, browser: Browser) -> None:
    alone = number_of(Form.ONE_PERSON_WORK, Topic.HARM)

    assert browser("harmed_worker").get(path_of(family, "team", alone)).status_code == 404
    assert browser("harmed_worker").get(path_of(family, "harmed", alone)).status_code == 200


def test_press_without_a_choice_is_offered_again(family: Family, browser: Browser) -> None:
    visitor, path = browser("harmed_worker"), path_of(family, "harmed")

    assert visitor.post(path, {"form": "no_such", "topic": "harm"})["Location"] == path
    assert "There is a problem" in words_of(visitor.get(path))


# --- what it shows ---


def test_room_with_little_written_says_not_yet_and_why(family: Family, browser: Browser) -> None:
    answer = browser("harmed_worker").get(path_of(family, "harmed"))

    ((number, first, last, state, why),) = rows_in(answer)
    assert (number, first, last, state) == ("1", "10 March 2026", "10 March 2026", "Not yet")
    assert re.search(r"Because of \d+ things", why)
    assert "Restorative conference" in words_of(answer)


def test_days_run_across_a_lapse_and_a_new_record(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    days_on(clock, 45)
    family.record("harmed", *harmed(clock.today()))
    days_on(clock, 1)

    rows = rows_in(browser_of_today("harmed_worker").get(path_of(family, "harmed")))

    assert [row[3] for row in rows] == ["In place", "Not yet", "In place"]
    assert (rows[0][1], rows[2][1], rows[2][2]) == ("10 March 2026", "24 April 2026", "25 April 2026")
    assert rows[1][4]


def test_trigger_stops_it_and_the_reason_is_named(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    days_on(clock, 3)
    family.record("harmed", Separation(state=SeparationState.PLANNED))

    rows = rows_in(browser_of_today("harmed_worker").get(path_of(family, "harmed")))

    assert [row[3] for row in rows] == ["In place", "Not yet"]
    assert rows[1][1] == "13 March 2026"
    assert "change" in rows[1][4].lower() or "risk" in rows[1][4].lower()


def test_waiting_note_makes_the_days_until_it_is_read_not_known(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    days_on(clock, 2)
    other, harmed = family.holder("other"), family.holder("harmed")
    drop_note(
        room=family.rooms["harmed"],
        fact=risk_looked_at(clock.today()),
        by=other.worker,
        keyring=other.keyring,
        clock=clock,
    )
    days_on(clock, 2)
    waiting = rows_in(browser_of_today("harmed_worker").get(path_of(family, "harmed")))
    open_drops(room=family.rooms["harmed"], by=harmed.worker, keyring=harmed.keyring, clock=clock)

    read = rows_in(browser_of_today("harmed_worker").get(path_of(family, "harmed")))

    assert [row[3] for row in waiting] == ["In place", "Not known"]
    assert waiting[1][1:] == ["12 March 2026", "14 March 2026", "Not known", "A note waited here to be read."]
    assert (read[1][1], read[1][2]) == ("12 March 2026", "13 March 2026")
    assert read[2][1] == "14 March 2026"


def test_entry_that_was_taken_out_counts_on_the_days_before_and_the_room_is_not_known_after(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    holder = family.holder("harmed")
    days_on(clock, 1)
    (high,) = family.record("harmed", risk(clock.today(), Level.HIGH, "Said that he will find her."))
    days_on(clock, 1)
    quarantine_unchecked(room=family.rooms["harmed"], entry=high.pk, by=holder.worker, clock=clock)
    days_on(clock, 1)
    attest(room=family.rooms["harmed"], by=holder.worker, keyring=holder.keyring, clock=clock)

    rows = rows_in(browser_of_today("harmed_worker").get(path_of(family, "harmed")))

    assert [row[3] for row in rows] == ["In place", "Not yet", "Not known", "In place"]
    assert "Something was taken out" in rows[2][4]


def test_who_said_what_stands_and_left_makes_it_not_known(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    days_on(clock, 1)
    supervisor = family.cast.worker("supervisor")
    holder = family.holder("harmed").worker
    take_keys(worker=holder, by=supervisor, clock=clock, room=family.rooms["harmed"])

    rows = rows_in(browser_of_today("lead").get(path_of(family, "harmed")))

    assert [row[3] for row in rows] == ["In place", "Not known"]
    assert "no longer in this room" in rows[1][4]


def test_drawing_says_in_words_what_the_table_says_and_nothing_by_colour_alone(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    days_on(clock, 3)
    family.record("harmed", Separation(state=SeparationState.PLANNED))
    answer = browser_of_today("harmed_worker").get(path_of(family, "harmed"))
    page = answer.content.decode()
    drawing = page[page.index('<svg role="img"') : page.index("</svg>", page.index('<svg role="img"'))]

    told = unescape(re.search(r'<desc id="drawn-words">(.*?)</desc>', drawing, re.DOTALL).group(1))  # type: ignore[union-attr]

    name = "What this room answered, day by day"
    assert f'aria-label="{name}" aria-describedby="drawn-words"' in drawing
    assert told == " ".join(f"{row[0]}: {row[1]} to {row[2]}, {row[3]}." for row in rows_in(answer))
    fills = re.findall(r'<rect [^>]*fill="([^"]*)"', drawing)
    assert fills == ["currentColor", "url(#drawn-lines)"]
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(", drawing)
    widths = [float(width) for width in re.findall(r'<rect [^>]*? width="([^"]*)"', drawing)]
    assert widths == [450.0, 150.0]


@pytest.mark.parametrize("part", ["harmed", "team"])
def test_last_line_is_what_the_gate_believes_of_this_room_today(
    part: str, family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    days_on(clock, 8)
    visitor, seen = browser_of_today(family.inside[part]), set()
    for form, topic in itertools.product(
        (Form.CONFERENCE, Form.GO_BETWEEN), (Topic.HARM, Topic.TIME_WITH_CHILD)
    ):
        state = states_in(visitor.get(path_of(family, part, number_of(form, topic))))[-1]
        question = Question(form, frozenset({topic}), clock.today())
        assert WORDS[room_answer(family.rooms[part], question)] == state, (form, topic)
        seen.add(state)

    assert len(seen) == 2


def test_newest_plan_is_asked_first_and_another_form_by_a_press(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    proposed(family, clock, Form.SHUTTLE)
    visitor, path = browser("harmed_worker"), path_of(family, "harmed")
    assert "Messages carried by a worker About" in words_of(visitor.get(path))

    gone = visitor.post(path, {"form": "family_meeting", "topic": "belongings"})["Location"]

    said = words_of(visitor.get(gone))
    assert gone == path_of(family, "harmed", number_of(Form.FAMILY_MEETING, Topic.BELONGINGS))
    assert "Family meeting About “Belongings and money”." in said


def test_page_asks_the_database_as_often_whatever_is_written(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    visitor, path = browser_of_today("harmed_worker"), path_of(family, "harmed")
    visitor.get(path)
    with CaptureQueriesContext(connection) as few:
        visitor.get(path)
    family.record("harmed", *(reach(clock.today()) for _number in range(12)))

    with CaptureQueriesContext(connection) as many:
        visitor.get(path)

    assert len(many) == len(few)


def test_first_day_in_words_is_the_day_of_the_first_entry(family: Family, browser: Browser) -> None:
    opened = family.rooms["harmed"].opened_on

    assert rows_in(browser("harmed_worker").get(path_of(family, "harmed")))[0][1] == day(opened)
