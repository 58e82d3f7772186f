"""The pages themselves: a card within three of them, nothing typed in an address, and the card's own page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config import ready
from yarrow.config.families import Family, open_family
from yarrow.emergency.actions import forget_old_searches
from yarrow.emergency.models import DutyPerson, EmergencyCopy, EmergencyOpening, EmergencySearch, KeptCard
from yarrow.gate.facts.emergency import DutyNote
from yarrow.gate.facts.who import Identity
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import open_drops
from yarrow.rooms.models import Draft
from yarrow.rooms.queries import entries_in

from .reading import words_of
from .steps import SECRET, WHY, card, find, name, opened, typed, write

LOOK = "/emergency/"


def press_of(page: str) -> str:
    found = re.search(r'name="page_card" value="([^"]+)"|value="([^"]+)" name="page_card"', page)
    assert found is not None
    return found.group(1) or found.group(2)


# --- to a card ---


def test_card_is_open_on_the_third_page(on_duty: Family, browser: Browser) -> None:
    visitor = browser("duty")

    assert words_of(visitor.get(LOOK)).count("In danger, ring 999 first.") == 1
    where = find(visitor)
    choice = visitor.get(where)
    said = words_of(choice)
    assert "Anwen" in said
    assert "Born in 1991, has a daughter" in said
    assert not [word for word in (SECRET, "Griffiths", "01632", "husband", "DC Rees") if word in said]
    opening = visitor.post(where, {"page_card": press_of(choice.content.decode())})["Location"]
    shown = words_of(visitor.get(opening))

    assert SECRET in shown
    assert "DPP/2200123/26, DC Rees" in shown
    assert shown.index("What to do first") < shown.index("How to reach them safely")
    assert "This page shows the card until 10 March 2026, 10:30." in shown


def test_nothing_typed_stands_in_an_address_or_in_the_clear(on_duty: Family, browser: Browser) -> None:
    answer = browser("duty").post(LOOK, typed())
    told = f"{answer['Location']} {answer.content.decode()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM emergency_emergencysearch")
        told += str(cursor.fetchall())

    assert not [word for word in ("anwen", WHY, "danger") if word in told]
    assert not Draft.objects.exists()


def test_too_little_is_offered_again_with_what_was_typed(on_duty: Family, browser: Browser) -> None:
    assert browser("duty").post(LOOK, typed(wanted="a"))["Location"] == LOOK

    page = browser("duty").get(LOOK).content.decode()
    assert "at least two letters of a name" in page
    assert WHY in page
    assert not EmergencySearch.objects.exists()


def test_nothing_found_says_whom_to_ring(on_duty: Family, browser: Browser) -> None:
    said = words_of(browser("duty").get(find(browser("duty"), wanted="Macsen")))

    assert "No card found" in said
    assert "In danger, ring 999 first." in said
    assert "ring another colleague on duty: Olwen Outside" in said
    assert "ask a supervisor" in said


def test_press_for_a_card_written_anew_meanwhile_goes_back_to_the_choice(
    on_duty: Family, browser: Browser
) -> None:
    where = find(browser("duty"))
    old = press_of(browser("duty").get(where).content.decode())
    write(on_duty, "harmed")

    assert browser("duty").post(where, {"page_card": old})["Location"] == where
    assert browser("duty").post(where, {"page_card": "nonsense"})["Location"] == where
    assert not EmergencyOpening.objects.exists()
    new = press_of(browser("duty").get(where).content.decode())
    assert browser("duty").post(where, {"page_card": new})["Location"].startswith("/emergency/opened/")


def test_only_the_nearest_five_are_shown(on_duty: Family, browser: Browser) -> None:
    for number in range(6):
        other = open_family(cast=on_duty.cast, clock=on_duty.clock)
        write(other, "harmed", told_apart=f"The {number}th")

    said = words_of(browser("duty").get(find(browser("duty"))))

    assert said.count("Open the card of Anwen") == 5
    assert "Others fit as well." in said


def test_old_card_says_so(on_duty: Family, browser: Browser, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(days=31))

    said = words_of(browser("duty").get(reverse("emergency:opened", args=[opened(on_duty).pk])))

    assert "This card was last looked at on 10 March 2026. It may no longer be right." in said


def test_warned_before_the_ration_ends(on_duty: Family, browser: Browser) -> None:
    for _ in range(14):
        find(browser("duty"))
    assert "You have looked" not in words_of(browser("duty").get(LOOK))

    find(browser("duty"))

    assert "You have looked 15 times since this time yesterday, of 20." in words_of(browser("duty").get(LOOK))


def test_beyond_the_ration_what_was_typed_is_kept(on_duty: Family, browser: Browser) -> None:
    for _ in range(20):
        find(browser("duty"))

    assert find(browser("duty")) == LOOK
    page = browser("duty").get(LOOK).content.decode()
    assert "Ring another colleague on duty or a supervisor" in page
    assert WHY in page


def test_what_was_typed_is_forgotten_the_night_after(
    on_duty: Family, browser: Browser, clock: FixedClock
) -> None:
    find(browser("duty"))
    clock.move_to(clock.now() + timedelta(hours=23))
    assert forget_old_searches(clock=clock) == 0

    clock.move_to(clock.now() + timedelta(hours=1))

    assert forget_old_searches(clock=clock) == 1


# --- the note ---


def test_note_lies_in_the_room_once_and_also_after_the_hour(
    on_duty: Family, browser: Browser, clock: FixedClock
) -> None:
    page = reverse("emergency:opened", args=[opened(on_duty).pk])
    begun, room = clock.now(), on_duty.rooms["harmed"]
    visitor = browser("duty")
    note = {"words": "They found him at the door.", "told": "", "safe_now": "yes"}
    once = re.search(r'name="once" value="([^"]+)"', visitor.get(page).content.decode())
    assert once is not None
    for _ in range(2):
        assert visitor.post(page, note | {"once": once.group(1)})["Location"] == page
    clock.move_to(begun + timedelta(minutes=10))
    visitor.post(page, note | {"words": "She has rung back."})
    holder = on_duty.holder("harmed")

    open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=clock)

    facts = [read.fact for read in entries_in(room, holder.keyring)]
    assert [fact.words for fact in facts if isinstance(fact, DutyNote)] == [
        "They found him at the door.",
        "She has rung back.",
    ]


def test_unfinished_note_is_offered_again(on_duty: Family, browser: Browser) -> None:
    page = reverse("emergency:opened", args=[opened(on_duty).pk])

    browser("duty").post(page, {"words": "", "told": "Sergeant Puw", "safe_now": "unknown"})

    assert "Sergeant Puw" in browser("duty").get(page).content.decode()


# --- the card's own page ---


def test_card_begins_with_what_the_room_records(family: Family, browser: Browser) -> None:
    family.record("harmed", Identity(known_as="Anwen", full_name="Anwen Prosser"))
    family.record("harmed", ready.reach(family.clock.today(), "On Mondays only."))

    page = browser("harmed_worker").get(reverse("emergency:card", args=[family.rooms["harmed"].pk]))

    said = page.content.decode()
    assert "Anwen Prosser" in said
    assert "On Mondays only." in said
    assert "Emergency card not yet written" in said
    assert not KeptCard.objects.exists()


def test_card_is_saved_as_it_stands_and_was_then_looked_at(
    on_duty: Family, browser: Browser, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + timedelta(days=40))
    visitor, room = browser("harmed_worker"), on_duty.rooms["harmed"]
    assert "older than 30 days" in words_of(visitor.get(reverse("record:room", args=[room.pk])))
    page = reverse("emergency:card", args=[room.pk])
    assert SECRET in visitor.get(page).content.decode()

    said = {key: str(value) for key, value in vars(card()).items()}
    assert visitor.post(page, said)["Location"] == reverse("record:room", args=[room.pk])

    assert KeptCard.objects.get().looked_at_on == clock.today()
    assert "older than 30 days" not in words_of(visitor.get(reverse("record:room", args=[room.pk])))


def test_card_without_what_must_be_on_it_is_offered_again(on_duty: Family, browser: Browser) -> None:
    page = reverse("emergency:card", args=[on_duty.rooms["other"].pk])

    browser("other_worker").post(page, {"known_as": "Bryn", "danger": "unknown", "children": "unknown"})

    said = browser("other_worker").get(page).content.decode()
    assert "There is a problem" in said
    assert 'value="Bryn"' in said
    assert KeptCard.objects.count() == 1


def test_card_taken_back_is_found_by_nobody(on_duty: Family, browser: Browser) -> None:
    room = on_duty.rooms["harmed"]

    browser("harmed_worker").post(reverse("emergency:take_back", args=[room.pk]))

    assert not EmergencyCopy.objects.exists()
    assert "No card found" in words_of(browser("duty").get(find(browser("duty"))))


def test_case_page_says_of_each_own_room_whether_it_has_a_card(on_duty: Family, browser: Browser) -> None:
    said = words_of(browser("lead").get(reverse("desk:case", args=[on_duty.case.pk])))

    assert said.count("Emergency card looked at on 10 March 2026") == 1
    assert said.count("Emergency card not yet written") == 2
    other = words_of(browser("other_worker").get(reverse("desk:case", args=[on_duty.case.pk])))
    assert "Emergency card looked at" not in other


def test_today_counts_own_rooms_without_a_card(on_duty: Family, browser: Browser) -> None:
    assert "2 rooms of yours have no emergency card" in words_of(browser("lead").get("/"))
    assert "of yours" not in words_of(browser("harmed_worker").get("/"))
    assert "of yours" not in words_of(browser("manager").get("/"))


# --- the list ---


def test_naming_and_taking_off_by_the_pages(family: Family, browser: Browser) -> None:
    visitor = browser("manager")
    assert "Emergency opening is off" in words_of(visitor.get("/emergency/people/"))
    for part in ("duty", "supervisor"):
        visitor.post("/emergency/people/", {"worker": str(family.cast.worker(part).pk)})

    said = words_of(visitor.get("/emergency/people/"))
    assert "Emergency opening is off" not in said
    assert "Dilys Duty named by Mari Manager on 10 March 2026" in said

    off = reverse("emergency:off", args=[family.cast.worker("duty").pk])
    assert "Take Dilys Duty off the list?" in words_of(visitor.get(off))
    assert visitor.post(off)["Location"] == "/emergency/people/"
    assert [row.worker.username for row in DutyPerson.objects.all()] == ["supervisor"]
    assert visitor.get(off).status_code == 404


def test_naming_nobody_is_offered_again(family: Family, browser: Browser) -> None:
    browser("manager").post("/emergency/people/", {"worker": ""})

    assert "There is a problem" in browser("manager").get("/emergency/people/").content.decode()


# --- how much it costs ---


@pytest.mark.parametrize("part", ["duty", "harmed_worker", "manager"])
def test_lists_cost_the_same_however_long_they_are(on_duty: Family, browser: Browser, part: str) -> None:
    name(on_duty, "intake")
    write(on_duty, "harmed")
    where = find(browser("duty"))
    of = {"duty": [LOOK, where, "/"], "harmed_worker": ["/"], "manager": ["/emergency/openings/", "/"]}
    pages = of[part]

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser(part).get(address).status_code == 200
        return len(asked)

    opened(on_duty)
    browser(part).get("/")
    before = [cost(address) for address in pages]
    opened(on_duty, "outsider")
    opened(on_duty, "intake")

    assert [cost(address) for address in pages] == before
