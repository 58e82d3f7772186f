"""The case page and what is pressed on it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import exclude_worker, raise_care_card
from yarrow.cases.models import Allocation, Harm, Stop
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import CareCode, Duty
from yarrow.cases.tests.reading import token_in, words_of
from yarrow.config.families import Family, open_family
from yarrow.config.strangers import bring_in, nobody_knows_them
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.who import Identity
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import take_keys

WAYS = (
    "record:room",
    "record:call",
    "record:prepare",
    "agreements:course",
    "agreements:agreement",
    "meetings:after",
)


def page(browser: Browser, part: str, family: Family) -> str:
    return words_of(browser(part).get(reverse("desk:case", args=[family.case.pk])))


def test_each_room_held_has_its_ways_and_no_others(family: Family, browser: Browser) -> None:
    said = browser("lead").get(reverse("desk:case", args=[family.case.pk])).content.decode()
    ways = {
        part: {name for name in WAYS if f'"{reverse(name, args=[room.pk])}"' in said}
        for part, room in family.rooms.items()
    }

    of_a_child = set(WAYS) - {"agreements:course"}
    assert ways == {
        "harmed": of_a_child | {"agreements:course"},
        "other": of_a_child | {"agreements:course"},
        "child": of_a_child,
        "team": {"record:room"},
        "shared": {"record:room", "agreements:agreement"},
    }


def test_no_way_leads_into_a_room_that_one_does_not_hold(family: Family, browser: Browser) -> None:
    for part in ("other_worker", "supervisor", "specialist"):
        said = browser(part).get(reverse("desk:case", args=[family.case.pk])).content.decode()
        assert not [
            name for name in WAYS if f'"{reverse(name, args=[family.rooms["harmed"].pk])}"' in said
        ], part


def test_case_page_says_of_a_person_nothing_but_the_first_name(family: Family, browser: Browser) -> None:
    family.record(
        "harmed",
        Identity(known_as="Anwen", full_name="Anwen Mair Penhallow", pronouns="she"),
        CallNote(what=CallOutcome.SPOKE, words="Crying in the garden."),
    )

    for path in (reverse("desk:case", args=[family.case.pk]), "/", "/caseload/"):
        said = words_of(browser("harmed_worker").get(path))
        assert "Anwen" in said
        assert not [words for words in ("Penhallow", "Mair", "garden", "Person harmed") if words in said]


def test_worker_with_one_room_sees_no_other_room_and_no_number_of_rooms(
    family: Family, browser: Browser
) -> None:
    said = page(browser, "other_worker", family)

    hidden = ("Heather", "Lake", "The team", "Anwen", "Cadi", "room 2", "Rooms of this case")
    assert [words for words in hidden if words in said] == []
    assert "Bryn Moss" in said


def test_harmed_person_s_worker_who_does_not_lead_sees_no_other_person_s_room(
    family: Family, browser: Browser
) -> None:
    said = page(browser, "harmed_worker", family)

    hidden = ("Moss", "Lake", "Bryn", "Cadi", "room 1", "Rooms of this case")
    assert [words for words in hidden if words in said] == []
    assert "Anwen Heather" in said
    assert "The team" in said


def test_supervisor_alone_sees_all_rooms_by_colour_and_number_only(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    lead, supervisor = family.cast.worker("lead"), family.cast.worker("supervisor")
    for room in ("other", "child"):
        take_keys(worker=lead, by=supervisor, clock=clock, room=family.rooms[room])

    said = {part: page(browser, part, family) for part in ("lead", "supervisor")}

    for label in ("Heather, room 1:", "Moss, room 2:", "Lake, room 3:"):
        assert label in said["supervisor"]
        assert label not in said["lead"]
    assert "ask that a worker be let in" not in said["lead"]
    assert not [name for name in ("Bryn", "Cadi") if any(name in each for each in said.values())]


def test_case_says_pathway_setting_stage_and_who_works_on_it(family: Family, browser: Browser) -> None:
    said = page(browser, "specialist", family)

    assert "Pathway Restorative approaches Setting Family Stage First calls" in said
    assert "Lena Lead: Case lead" in said
    assert "Hana Harries: Practitioner" in said
    assert "You hold no room of this case." in said


def test_view_is_asked_only_of_a_specialist_with_that_duty(family: Family, browser: Browser) -> None:
    link = f'href="{reverse("record:give_view", args=[family.case.pk])}"'
    path = reverse("desk:case", args=[family.case.pk])
    linked = {
        part
        for part in (
            "lead",
            "harmed_worker",
            "other_worker",
            "supervisor",
            "signing_supervisor",
            "specialist",
        )
        if link in browser(part).get(path).content.decode()
    }

    assert linked == {"specialist"}
    assert browser("specialist").get(reverse("record:give_view", args=[family.case.pk])).status_code == 200


def test_stop_asks_first_and_pressed_twice_stops_once(family: Family, browser: Browser) -> None:
    path, worker = reverse("desk:stop", args=[family.case.pk]), browser("other_worker")
    asked = worker.get(path)
    assert "Nothing is sent to anybody." in words_of(asked)
    assert not Stop.objects.exists()

    for _press in range(2):
        assert worker.post(path, {"once": token_in(asked)}).status_code == 302

    assert Stop.objects.count() == 1


def test_stop_without_a_token_is_never_lost(family: Family, browser: Browser) -> None:
    browser("child_worker").post(reverse("desk:stop", args=[family.case.pk]), {"once": "torn"})

    assert Stop.objects.count() == 1


def test_allocate_a_barred_worker_is_refused_in_words_that_name_no_bar(
    family: Family, browser: Browser
) -> None:
    path, worker = reverse("desk:allocate", args=[family.case.pk]), browser("supervisor")

    worker.post(path, {"worker": str(family.cast.worker("excluded").pk), "duty": "practitioner"})

    said = words_of(worker.get(path))
    assert "This worker cannot be put on this case." in said
    assert not [word for word in ("barred", "conflict", "kept away") if word in said.lower()]
    assert not Allocation.objects.filter(
        worker=family.cast.worker("excluded"), until_day__isnull=True
    ).exists()


def test_allocate_brings_a_worker_in_with_the_warnings_and_without_a_room(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    by = family.cast.worker("harmed_worker")
    raise_care_card(case=family.case, code=CareCode.THREAT_TO_STAFF, by=by, clock=clock)
    newcomer = family.cast.worker("outsider")

    browser("supervisor").post(
        reverse("desk:allocate", args=[family.case.pk]),
        {"worker": str(newcomer.pk), "duty": "practitioner", "names": "Bryn Owen"},
    )
    assert not duties_of(newcomer, family.case)
    nobody_knows_them(family.case, clock=clock)

    assert duties_of(newcomer, family.case) == {Duty.PRACTITIONER}
    said = page(browser, "outsider", family)
    assert "Threat to staff" in said
    assert "You hold no room of this case." in said


def test_newcomer_gets_the_warnings_when_a_colleague_opens_the_case(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    by = family.cast.worker("supervisor")
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=by, clock=clock)
    newcomer = family.cast.worker("outsider")
    bring_in(case=family.case, worker=newcomer, duty=Duty.SPECIALIST, by=by, clock=clock)
    assert "Danger now" not in page(browser, "outsider", family)

    page(browser, "other_worker", family)

    assert "Danger now" in page(browser, "outsider", family)


def test_name_harm_pressed_twice_gives_one_number(family: Family, browser: Browser) -> None:
    path, worker = reverse("desk:name_harm", args=[family.case.pk]), browser("supervisor")
    posted = {"once": token_in(worker.get(path))}

    for _press in range(2):
        worker.post(path, posted)

    assert sorted(Harm.objects.values_list("number", flat=True)) == [1, 2]
    assert "The new harm has the number 2." in page(browser, "supervisor", family)


def test_worker_who_is_barred_later_finds_nothing(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    path = reverse("desk:case", args=[family.case.pk])
    assert browser("other_worker").get(path).status_code == 200

    exclude_worker(
        case=family.case,
        worker=family.cast.worker("other_worker"),
        by=family.cast.worker("supervisor"),
        clock=clock,
    )

    assert browser("other_worker").get(path).status_code == 404


def test_case_page_costs_the_same_however_many_families_there_are(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    path = reverse("desk:case", args=[family.case.pk])
    counts = []
    for _each in range(2):
        browser("harmed_worker").get(path)
        with CaptureQueriesContext(connection) as queries:
            browser("harmed_worker").get(path)
        counts.append(len(queries))
        for _more in range(4):
            open_family(cast=family.cast, clock=clock)

    assert counts[0] == counts[1]
