"""Out with two words: nobody beside the worker sees the alarm, and nobody but a colleague ends it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.models import LoneVisit, LoneVisitCopy
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.rooms.models import Entry
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.visits.actions import agree_words
from yarrow.visits.models import Alarm, Closed, PlannedCopy, PlannedVisit, Rung

WHERE = "3 Vale Terrace"
SAFE, DANGER = "harbour", "gardener"
OUT, BACK, LONGER, HELP = "/out/", "/out/back/", "/out/longer/", "/out/help/"


def typed(family: Family, **other: str) -> dict[str, object]:
    day = family.clock.today()
    return {
        "on-day": day.day,
        "on-month": day.month,
        "on-year": day.year,
        "minutes": "60",
        "where": WHERE,
        "whom_to_ring": "01632 960778",
        "travel": "My own car, by the chapel",
        "buddy": str(family.cast.worker("outsider").pk),
    } | other


def room_of(family: Family) -> str:
    return reverse("visits:plan_in_room", args=[family.rooms["harmed"].pk])


def planned(family: Family, browser: Browser, **other: str) -> PlannedVisit:
    assert browser("harmed_worker").post(room_of(family), typed(family, **other))["Location"] == OUT
    return PlannedVisit.objects.get()


def gone(family: Family, browser: Browser, clock: FixedClock) -> LoneVisit:
    """Two words agreed, planned, and left with the telephone locked."""
    agree_words(safe=SAFE, danger=DANGER, by=family.cast.worker("harmed_worker"), clock=clock)
    plan = planned(family, browser)
    browser("harmed_worker").post("/lock/")
    browser("harmed_worker").post(reverse("visits:leave", args=[plan.pk]))
    return LoneVisit.objects.get(pk=plan.pk)


def say(browser: Browser, word: str, path: str = BACK, **other: str) -> str:
    kind = "longer" if path == LONGER else "back"
    answer = browser("harmed_worker").post(path, {f"{kind}-word": word, **other})
    assert answer["Location"] == OUT
    return masked(browser("harmed_worker").get(OUT))


def close(client: Client, visit: LoneVisit, how: str, word: str = "") -> str:
    answer = client.post(reverse("visits:safe", args=[visit.pk]), {"safe-how": how, "safe-word": word})
    return str(answer["Location"])


# --- refusals ---


@pytest.mark.parametrize("part", ["other_worker", "child_worker", "lead", "manager", "specialist"])
def test_planning_and_an_alarm_change_no_page_of_anybody_else(
    family: Family, browser: Browser, clock: FixedClock, part: str
) -> None:
    paths = ("/", "/caseload/", OUT, reverse("desk:case", args=[family.case.pk]))
    before = {path: masked(browser(part).get(path)) for path in paths}
    visit = gone(family, browser, clock)
    say(browser, DANGER)

    if part != "lead":  # the lead is inside her room, where the visit is an entry
        for path, page in before.items():
            assert masked(browser(part).get(path)) == page
    for name in ("alarm", "did", "safe"):
        assert browser(part).get(reverse(f"visits:{name}", args=[visit.pk])).status_code == 404


def test_colleague_of_the_case_cannot_be_asked_to_look_out(family: Family, browser: Browser) -> None:
    other = str(family.cast.worker("other_worker").pk)

    browser("harmed_worker").post(room_of(family), typed(family, buddy=other))

    assert not PlannedVisit.objects.exists()
    assert "Select a valid choice" in words_of(browser("harmed_worker").get(room_of(family)))


def test_plan_of_somebody_else_is_not_there(family: Family, browser: Browser) -> None:
    plan = planned(family, browser)

    for name in ("leave", "put_off"):
        answers = {
            browser("lead").post(reverse(f"visits:{name}", args=[pk])).status_code
            for pk in (plan.pk, new_id())
        }
        assert answers == {404}
    assert PlannedVisit.objects.exists()


def test_page_that_opens_while_locked_names_nobody(family: Family, browser: Browser) -> None:
    planned(family, browser)
    browser("harmed_worker").post("/lock/")

    said = browser("harmed_worker").get(OUT).content.decode()

    assert "Planned: 10 March 2026, 1 hour" in said
    assert WHERE not in said
    assert str(family.case.reference) not in said


def test_visit_without_agreed_words_ends_only_with_open_keys(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    plan = planned(family, browser)
    browser("harmed_worker").post(reverse("visits:leave", args=[plan.pk]))
    browser("harmed_worker").post("/lock/")

    assert browser("harmed_worker").post(BACK)["Location"] == "/visit/"
    assert browser("harmed_worker").get("/visit/")["Location"] == OUT
    assert LoneVisit.objects.get().back_at is None


def test_wrong_word_ends_nothing_and_the_third_is_an_alarm(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = gone(family, browser, clock)

    for _try in range(3):
        assert not Alarm.objects.exists()
        assert "That was not your word" in say(browser, "lighthouse")

    assert LoneVisit.objects.get().back_at is None
    assert Alarm.objects.get(visit=visit).why == "wrong"


# --- the word for danger ---


@pytest.mark.parametrize("path", [BACK, LONGER])
def test_word_for_danger_looks_exactly_like_the_word_for_safety(
    family: Family, browser: Browser, clock: FixedClock, path: str
) -> None:
    """Two worlds, one after the other: the pages of the worker are the same bytes."""
    pages = []
    other = {"longer-minutes": "60"} if path == LONGER else {}
    for word in (SAFE, DANGER):
        gone(family, browser, clock)
        seen = [say(browser, word, path, **other)]
        browser("harmed_worker").post("/unlock/", {"passphrase": DEMO_PASSPHRASE})
        seen += [masked(browser("harmed_worker").get(page)) for page in (OUT, "/visit/", "/")]
        pages.append(seen)
        if path == LONGER and word == SAFE:
            say(browser, SAFE)

    assert pages[0] == pages[1]
    assert Alarm.objects.get().why == "word"


def test_word_for_danger_is_seen_by_who_is_on_call_with_the_place(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = gone(family, browser, clock)
    say(browser, DANGER)

    for part in ("supervisor", "duty", "outsider"):
        assert words_of(browser(part).get("/")).startswith("10 March 2026 Today Hana Harries needs help")
        page = words_of(browser(part).get(reverse("visits:alarm", args=[visit.pk])))
        assert f"Where {WHERE}" in page
        assert "Do not ring as if you knew" in page
    assert "Hana Harries needs help" in words_of(browser("signing_supervisor").get("/"))
    # Who works on the case and does not supervise it is told, and not where.
    address = reverse("visits:alarm", args=[visit.pk])
    assert WHERE not in browser("signing_supervisor").get(address).content.decode()


def test_own_word_for_safety_does_not_end_an_alarm(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    gone(family, browser, clock)
    browser("harmed_worker").post(HELP)

    assert "Nobody will look for you" in say(browser, SAFE)

    assert LoneVisitCopy.objects.exists()
    assert "Hana Harries needs help" in words_of(browser("duty").get("/"))


# --- the ladder ---


def test_help_is_one_press_while_locked_and_out_of_nowhere(family: Family, browser: Browser) -> None:
    browser("other_worker").post("/lock/")

    for _press in range(2):
        assert browser("other_worker").post(HELP)["Location"] == OUT

    assert Alarm.objects.get().why == "pressed"
    assert "needs help" in words_of(browser("duty").get("/"))


def test_who_takes_it_on_is_seen_by_the_others(family: Family, browser: Browser, clock: FixedClock) -> None:
    visit = gone(family, browser, clock)
    say(browser, DANGER)
    assert "Nobody has taken this on." in words_of(browser("supervisor").get("/"))

    browser("duty").post("/lock/")
    browser("duty").post(reverse("visits:did", args=[visit.pk]), {"did-did": "taken"})

    name = family.cast.worker("duty").name
    assert f"{name} is looking for them." in words_of(browser("supervisor").get("/"))
    assert Rung.objects.get().by == family.cast.worker("duty")


def test_voice_alone_ends_no_alarm_and_a_colleague_beside_them_does(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = gone(family, browser, clock)
    say(browser, DANGER)
    page = reverse("visits:alarm", args=[visit.pk])

    assert close(browser("duty"), visit, "word", SAFE) == page
    assert "somebody must be with them" in words_of(browser("duty").get(page))
    assert close(browser("duty"), visit, "met") == "/"

    assert Closed.objects.get().by == family.cast.worker("duty")
    assert not LoneVisitCopy.objects.exists()
    assert LoneVisit.objects.get().case is None
    assert "needs help" not in words_of(browser("supervisor").get("/"))


def test_who_is_late_and_agreed_words_is_found_only_by_the_word(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = gone(family, browser, clock)
    LoneVisit.objects.update(back_by=clock.now())
    found, page = reverse("desk:found", args=[visit.pk]), reverse("visits:alarm", args=[visit.pk])

    assert browser("duty").post(found)["Location"] == page
    assert close(browser("duty"), visit, "spoke") == page
    assert close(browser("duty"), visit, "word", "lighthouse") == page
    assert LoneVisit.objects.get().back_at is None
    assert close(browser("duty"), visit, "word", " HARBOUR ") == "/"

    assert LoneVisit.objects.get().back_at == clock.now()


def test_word_for_danger_heard_on_the_telephone_is_itself_an_alarm(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    visit = gone(family, browser, clock)
    LoneVisit.objects.update(back_by=clock.now())

    close(browser("duty"), visit, "word", DANGER)

    assert Alarm.objects.get().why == "word"
    page = words_of(browser("duty").get(reverse("visits:alarm", args=[visit.pk])))
    assert "Ring 999 now" in page


# --- planning ---


def test_planned_visit_is_an_entry_in_the_room_and_one_press_to_leave(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    entries = Entry.objects.filter(room=family.rooms["harmed"]).count()
    visit = gone(family, browser, clock)

    assert Entry.objects.filter(room=family.rooms["harmed"]).count() == entries + 1
    assert visit.back_by == clock.now() + timedelta(minutes=60)
    assert not PlannedVisit.objects.exists()
    assert not PlannedCopy.objects.exists()
    told = set(visit.copies.values_list("worker__username", flat=True))
    assert {"supervisor", "duty", "outsider"} <= told
    assert "harmed_worker" not in told


def test_what_was_planned_is_shown_to_who_planned_it(family: Family, browser: Browser) -> None:
    plan = planned(family, browser)
    address = reverse("visits:put_off", args=[plan.pk])

    assert f"Where {WHERE}" in words_of(browser("harmed_worker").get(address))
    browser("harmed_worker").post(address)
    assert not PlannedCopy.objects.exists()


def test_agreed_words_are_kept_in_no_draft_and_shown_on_no_page(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    client = browser("harmed_worker")
    client.post("/out/words/", {"safe": SAFE, "danger": SAFE})
    assert "must not resemble" in words_of(client.get("/out/words/"))
    assert client.post("/out/words/", {"safe": SAFE, "danger": DANGER})["Location"] == OUT

    said = client.get("/out/words/").content.decode()
    assert "You have agreed words" in said
    assert SAFE not in said
