"""What a day begins with, and how much it costs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browsers import Browser
from yarrow.cases.actions import end_allocation, raise_care_card, withhold_care_card
from yarrow.cases.models import CareCardCopy
from yarrow.cases.terms import CareCode
from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family, open_family
from yarrow.desk.queries import day
from yarrow.gate.facts.team import TriggerNotice
from yarrow.gate.facts.who import Identity, Reach
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import make_after_care, propose_plan
from yarrow.meetings.models import Plan
from yarrow.rooms.actions import ask_grant, correct_entry, drop_note, quarantine_unchecked
from yarrow.rooms.models import Wrap
from yarrow.rooms.queries import entries_in, holds


def note_to_the_team(family: Family, clock: FixedClock) -> None:
    member = family.cast["child_worker"]
    drop_note(
        room=family.rooms["team"], fact=TriggerNotice(), by=member.worker, keyring=member.keyring, clock=clock
    )


def reach(clock: FixedClock) -> Reach:
    return Reach(
        phone="01632 960001",
        when_safe=LongText("Mornings."),
        who_may_answer=LongText("Nobody else."),
        confirmed_on=clock.today(),
    )


def test_today_names_only_the_people_whose_rooms_one_is_in(family: Family, browser: Browser) -> None:
    said = {
        part: words_of(browser(part).get("/"))
        for part in ("lead", "harmed_worker", "other_worker", "supervisor")
    }

    names = {part: {n for n in ("Anwen", "Bryn", "Cadi") if n in words} for part, words in said.items()}
    assert names == {
        "lead": {"Anwen", "Bryn", "Cadi"},
        "harmed_worker": {"Anwen"},
        "other_worker": {"Bryn"},
        "supervisor": set(),
    }


def test_today_counts_no_note_that_waits_in_another_room(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    note_to_the_team(family, clock)

    assert "The team Slate 1 note waits" in words_of(browser("supervisor").get("/"))
    assert "note" not in words_of(browser("other_worker").get("/"))


def test_today_says_pathway_and_setting_of_each_case(family: Family, browser: Browser) -> None:
    assert "Case 1001 Restorative approaches, Family" in words_of(browser("other_worker").get("/"))


def test_name_that_was_put_right_is_the_right_one(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    room, member = family.rooms["harmed"], family.holder("harmed")
    wrong = next(
        read.entry.pk for read in entries_in(room, member.keyring) if isinstance(read.fact, Identity)
    )
    correct_entry(
        room=room,
        entry=wrong,
        fact=Identity(known_as="Anwen Mair"),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )

    assert "Anwen Mair Heather" in words_of(browser("harmed_worker").get("/"))


def test_misfiled_name_is_no_longer_shown(family: Family, browser: Browser, clock: FixedClock) -> None:
    entry = family.record("harmed", Identity(known_as="Somebody Else"))[0]
    quarantine_unchecked(
        room=family.rooms["harmed"], entry=entry.pk, by=family.cast.worker("harmed_worker"), clock=clock
    )

    said = words_of(browser("harmed_worker").get("/"))

    assert "Anwen Heather" in said
    assert "Somebody Else" not in said


def test_key_that_does_not_open_leaves_the_page_and_hides_the_name(family: Family, browser: Browser) -> None:
    worker = family.cast.worker("harmed_worker")
    browser("harmed_worker")
    Wrap.objects.filter(holder=worker, version__room=family.rooms["harmed"]).update(
        ring_blob=None, blob=b"not a key of ours"
    )

    said = words_of(browser("harmed_worker").get("/"))

    assert "Somebody not yet named" in said
    assert "Anwen" not in said


def test_care_card_stands_first_and_says_to_tell_nobody(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    by = family.cast.worker("other_worker")
    raise_care_card(case=family.case, code=CareCode.NOT_ALONE, by=by, clock=clock)

    said = words_of(browser("specialist").get("/"))

    warning = "Care cards ! Warning Case 1001: Do not visit alone. Raised on 10 March 2026. Tell nobody."
    assert said.startswith(f"10 March 2026 Today {warning}")
    assert "Owen Oakes" not in said


def test_care_card_that_is_withheld_is_not_there(family: Family, browser: Browser, clock: FixedClock) -> None:
    supervisor = family.cast.worker("supervisor")
    card = raise_care_card(case=family.case, code=CareCode.SUICIDE_RISK, by=supervisor, clock=clock)
    withhold_care_card(card=card, worker=family.cast.worker("other_worker"), by=supervisor, clock=clock)

    assert "Care cards" not in words_of(browser("other_worker").get("/"))
    assert "Risk of suicide" in words_of(browser("child_worker").get("/"))


def test_care_card_that_does_not_open_is_still_a_warning(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    raise_care_card(
        case=family.case, code=CareCode.DANGER_NOW, by=family.cast.worker("supervisor"), clock=clock
    )
    CareCardCopy.objects.update(blob=b"broken")

    for path in ("/", f"/c/{family.case.pk}/"):
        assert "This card cannot be opened." in words_of(browser("other_worker").get(path))


def test_room_in_which_something_lapses_soon_is_named_with_its_day(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    family.record("harmed", reach(clock))
    clock.move_to(clock.now() + timedelta(days=16))

    said = words_of(browser("harmed_worker").get("/"))

    assert "Look again on 9 April 2026" in said
    assert "To look at again soon Anwen (Heather): 9 April 2026" in said
    assert "9 April" not in words_of(browser("other_worker").get("/"))


def test_room_in_which_nothing_lapses_soon_is_only_in_its_place(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    family.record("harmed", reach(clock))

    said = words_of(browser("harmed_worker").get("/"))

    assert "Look again on 9 April 2026" in said
    assert "To look at again soon" not in said


def test_let_in_by_who_is_not_inside_lets_nobody_in(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    ask_grant(
        room=family.rooms["harmed"],
        worker=family.cast.worker("specialist"),
        by=family.cast.worker("supervisor"),
        clock=clock,
    )

    browser("other_worker").post("/come-in/")

    assert "Asking to be let in" not in words_of(browser("other_worker").get("/"))
    assert not holds(family.cast.worker("specialist"), family.rooms["harmed"])


def test_let_in_by_who_is_inside_lets_in_who_was_asked_for(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    specialist = family.cast.worker("specialist")
    by = family.cast.worker("supervisor")
    ask_grant(room=family.rooms["harmed"], worker=specialist, by=by, clock=clock)
    assert "Sam Special, into the room of Anwen" in words_of(browser("harmed_worker").get("/"))

    for _press in range(2):
        assert browser("harmed_worker").post("/come-in/")["Location"] == "/"

    assert holds(specialist, family.rooms["harmed"])
    assert "Asking to be let in" not in words_of(browser("harmed_worker").get("/"))


def test_request_for_who_left_the_case_is_not_offered(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    specialist, by = family.cast.worker("specialist"), family.cast.worker("supervisor")
    ask_grant(room=family.rooms["harmed"], worker=specialist, by=by, clock=clock)
    end_allocation(case=family.case, worker=specialist, by=by, clock=clock)

    assert "Asking to be let in" not in words_of(browser("harmed_worker").get("/"))


def owed_after_an_event(family: Family, clock: FixedClock) -> None:
    """As many follow-ups in every room as were owed after people met ten days ago."""
    plan = propose_plan(
        case=family.case,
        form=Form.CONFERENCE,
        topics=[Topic.HARM],
        rooms=[family.rooms["harmed"], family.rooms["other"]],
        by=family.cast.worker("lead"),
        clock=clock,
    )
    assert isinstance(plan, Plan)
    make_after_care(plan=plan, event_on=clock.today() - timedelta(days=10), clock=clock)


def test_what_is_owed_in_a_room_shows_to_who_is_inside_only(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    owed_after_an_event(family, clock)

    said = {
        part: words_of(browser(part).get("/")) for part in ("harmed_worker", "other_worker", "specialist")
    }

    assert "Late Look at risk again: Anwen (Heather), 1 March 2026" in said["harmed_worker"]
    assert "Bryn" not in said["harmed_worker"]
    assert "Look at risk again: Bryn (Moss), 1 March 2026" in said["other_worker"]
    assert "Anwen" not in said["other_worker"]
    assert "Late" not in said["specialist"]


def test_case_supervisor_is_told_how_much_is_late_and_not_in_whose_room(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    owed_after_an_event(family, clock)

    said = words_of(browser("supervisor").get("/"))

    assert "Case 1001 : 10 follow-ups are late" in said
    assert not [name for name in ("Anwen", "Bryn", "Cadi") if name in said]


def test_what_is_owed_today_stands_under_what_is_late_and_above_the_cases(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    owed_after_an_event(family, clock)
    clock.move_to(clock.now() + timedelta(days=4))

    said = words_of(browser("other_worker").get("/"))

    assert said.index("Late") < said.index("To do now After two weeks: Bryn") < said.index("Case 1001")


def test_note_that_waits_is_something_to_do_now(family: Family, browser: Browser, clock: FixedClock) -> None:
    note_to_the_team(family, clock)

    assert "To do now Read what waits for The team (Slate)" in words_of(browser("supervisor").get("/"))
    assert "To do now" not in words_of(browser("other_worker").get("/"))


def test_case_in_which_something_comes_next_stands_before_the_others(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    later = open_family(cast=family.cast, clock=clock)
    assert "Case 1001" in words_of(browser("harmed_worker").get("/")).split("Case 1002")[0]

    later.record("harmed", reach(clock))

    assert "Case 1001" not in words_of(browser("harmed_worker").get("/")).split("Case 1002")[0]


def test_more_cases_than_fit_are_a_page_away_and_what_is_owed_is_not(
    family: Family, browser: Browser, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day, "PER_PAGE", 1)
    later = open_family(cast=family.cast, clock=clock)
    owed_after_an_event(later, clock)
    note_to_the_team(family, clock)

    said = words_of(browser("harmed_worker").get("/"))

    assert "Case 1002 Restorative approaches" in said
    assert "Case 1001 Restorative approaches" not in said
    assert "All my cases" in said
    assert "Read what waits for The team" in said


def busy(family: Family, clock: FixedClock) -> Family:
    """Something of everything that Today shows."""
    supervisor = family.cast.worker("supervisor")
    owed_after_an_event(family, clock)
    raise_care_card(case=family.case, code=CareCode.NOT_ALONE, by=supervisor, clock=clock)
    ask_grant(
        room=family.rooms["harmed"], worker=family.cast.worker("specialist"), by=supervisor, clock=clock
    )
    family.record("harmed", reach(clock))
    note_to_the_team(family, clock)
    return family


@pytest.mark.parametrize("part", ["lead", "harmed_worker", "other_worker", "supervisor"])
def test_today_costs_as_many_queries_for_five_families_as_for_one(
    part: str, family: Family, browser: Browser, clock: FixedClock
) -> None:
    busy(family, clock)
    count = queries_of(browser, part)
    before = count()
    for _each in range(4):
        busy(open_family(cast=family.cast, clock=clock), clock)

    assert count() == before
    assert words_of(browser(part).get("/")).count("Restorative conference : Proposed.") == 5


def queries_of(browser: Browser, part: str) -> Callable[[], int]:
    def count() -> int:
        browser(part).get("/")
        with CaptureQueriesContext(connection) as queries:
            assert browser(part).get("/").status_code == 200
        return len(queries)

    return count
