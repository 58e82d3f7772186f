"""What changed, for a case supervisor: in the rooms they are in, and in no others. Refusals first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import exclude_worker
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family, open_family
from yarrow.desk.queries import changed_for, supervises
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import ask_grant, fulfil_grants, take_keys
from yarrow.rooms.models import Standing

PATH = "desk:changed"
NOTHING = "Nothing changed today."


def says(browser: Browser, part: str = "supervisor") -> str:
    return words_of(browser(part).get(reverse(PATH)))


def flag() -> AbuseFlag:
    return AbuseFlag(value=Answer.YES, basis=FlagBasis.SAID)


@pytest.fixture
def quiet(family: Family, clock: FixedClock) -> Family:
    """A month later: nothing was written lately, and nothing ends soon."""
    for part in ("harmed", "other", "child"):
        family.record(part, Hope(words=LongText("A quiet summer.")))
    family.record("team", flag())
    clock.move_to(clock.now() + timedelta(days=30))
    Standing.objects.update(look_again_on=clock.today() + timedelta(days=40))
    return family


def test_page_is_there_only_for_who_supervises_a_case(family: Family, browser: Browser) -> None:
    seen = {who for who in family.cast.parts() if browser(who).get(reverse(PATH)).status_code == 200}

    assert seen == {"supervisor"}
    for who in ("ex_worker", "frozen", "outside"):
        assert browser(who).get(reverse(PATH))["Location"] == "/sign-in/"


def test_link_stands_on_today_only_for_who_has_the_page(family: Family, browser: Browser) -> None:
    href = f'href="{reverse(PATH)}"'

    assert href in browser("supervisor").get(reverse("desk:today")).content.decode()
    for who in ("lead", "harmed_worker", "signing_supervisor", "manager"):
        assert href not in browser(who).get(reverse("desk:today")).content.decode()


def test_rooms_that_the_supervisor_is_not_in_change_no_byte(
    quiet: Family, browser: Browser, clock: FixedClock
) -> None:
    before = masked(browser("supervisor").get(reverse(PATH)))

    for part in ("harmed", "other", "child"):
        quiet.record(part, Hope(words=LongText("Another one.")))
        Standing.objects.filter(room=quiet.rooms[part]).update(look_again_on=clock.today())

    assert masked(browser("supervisor").get(reverse(PATH))) == before
    assert not [name for name in ("Anwen", "Bryn", "Cadi", "Heather", "Moss") if name in before]


def test_supervisor_who_lost_the_key_is_told_nothing(
    quiet: Family, browser: Browser, clock: FixedClock
) -> None:
    quiet.record("team", flag())
    assert "The team" in says(browser)

    supervisor = quiet.cast.worker("supervisor")
    take_keys(worker=supervisor, by=supervisor, clock=clock, room=quiet.rooms["team"])

    assert "The team" not in says(browser)


def test_room_that_is_held_without_supervising_its_case_is_not_on_it(
    quiet: Family, clock: FixedClock
) -> None:
    lead = quiet.cast["lead"]
    quiet.record("harmed", Hope(words=LongText("Another one.")))

    assert not supervises(lead.worker)


def test_case_that_the_supervisor_may_no_longer_come_near_is_gone(
    quiet: Family, browser: Browser, clock: FixedClock
) -> None:
    quiet.record("team", flag())
    supervisor = quiet.cast.worker("supervisor")
    exclude_worker(case=quiet.case, worker=supervisor, by=supervisor, clock=clock)

    assert browser("supervisor").get(reverse(PATH)).status_code == 404


def test_week_in_which_nothing_happened_says_so(quiet: Family, browser: Browser) -> None:
    assert NOTHING in says(browser)
    assert "Nothing else." in says(browser)


def test_what_was_written_today_and_this_week_and_never_what(
    quiet: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    quiet.record("team", flag())
    Standing.objects.update(look_again_on=clock.today() + timedelta(days=40))
    today = says(browser_of_today)
    clock.move_to(clock.now() + timedelta(days=3))
    week = says(browser_of_today)

    assert NOTHING not in today
    assert f"Case {quiet.case.reference} The team Slate Something was written" in today
    assert NOTHING in week
    assert "Something was written" in week
    assert "abuse" not in (today + week).lower()


def test_what_ends_this_week_says_the_day(quiet: Family, browser: Browser, clock: FixedClock) -> None:
    Standing.objects.filter(room=quiet.rooms["team"]).update(look_again_on=clock.today() + timedelta(days=6))

    said = says(browser)

    assert NOTHING in said
    assert "Something here ends on 15 April 2026" in said


def test_note_that_came_from_another_room_shows_as_on_every_list(quiet: Family, browser: Browser) -> None:
    quiet.record("team", flag())
    quiet.record("other", Separation(state=SeparationState.PLANNED))

    said = says(browser)

    assert "The team Slate 1 note waits" in said
    assert "Bryn" not in said


def test_room_of_a_person_is_named_once_the_supervisor_is_let_in(
    quiet: Family, browser: Browser, clock: FixedClock
) -> None:
    supervisor, holder = quiet.cast.worker("supervisor"), quiet.holder("harmed")
    ask_grant(room=quiet.rooms["harmed"], worker=supervisor, by=supervisor, clock=clock)
    fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock)
    quiet.record("harmed", Hope(words=LongText("Another one.")))

    assert "Anwen Heather Something was written" in says(browser)


def test_page_asks_the_database_as_often_for_one_case_as_for_three(family: Family, clock: FixedClock) -> None:
    member = family.cast["supervisor"]
    family.record("team", flag())
    changed_for(member.worker, member.keyring, clock.today())
    with CaptureQueriesContext(connection) as few:
        one = changed_for(member.worker, member.keyring, clock.today())
    for _number in range(2):
        open_family(cast=family.cast, clock=clock).record("team", flag())

    with CaptureQueriesContext(connection) as many:
        three = changed_for(member.worker, member.keyring, clock.today())

    assert (len(one.today), len(three.today)) == (1, 3)
    assert len(many) == len(few)
