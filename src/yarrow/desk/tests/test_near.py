"""The pages about conflicts of interest, and two worlds: for who is barred there is no trace of it."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import (
    allocate,
    exclude_worker,
    leave_for_visit,
    raise_care_card,
    stop_joint_work,
)
from yarrow.cases.conflicts import questions_for
from yarrow.cases.lone_working import VisitWords
from yarrow.cases.models import AskedOfTwo, Case, Exclusion
from yarrow.cases.queries import duties_of, is_excluded
from yarrow.cases.terms import CareCode, Closeness, Duty
from yarrow.cases.tests.reading import words_of
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Wrap

NAME = "Gwenllian Sant-Owen"


@pytest.fixture
def question(family: Family) -> str:
    """The outsider is brought onto the case, and asked."""
    allocate(
        case=family.case,
        worker=family.cast.worker("outsider"),
        duty=Duty.PRACTITIONER,
        by=family.cast.worker("supervisor"),
        clock=family.clock,
        names=[NAME],
    )
    return reverse("desk:question", args=[questions_for(family.cast.worker("outsider")).get().pk])


def test_the_question_is_there_for_the_one_who_is_asked(
    family: Family, browser: Browser, question: str
) -> None:
    for part in ("supervisor", "lead", "excluded", "manager", "intake"):
        assert browser(part).get(question).status_code == 404, part
        assert browser(part).post(question, {"answer": "no"}).status_code == 404, part


def test_the_question_says_the_name_and_nothing_of_the_case(
    family: Family, browser: Browser, question: str
) -> None:
    assert "A question for you" in words_of(browser("outsider").get("/"))
    said = words_of(browser("outsider").get(question))
    assert NAME in said
    told = ("Anwen", "Bryn", "Sian", "Super", str(family.case.reference), "harm", "10 March")
    assert not [word for word in told if word in said]


def test_an_answer_that_was_not_given_is_asked_again(browser: Browser, question: str) -> None:
    assert browser("outsider").post(question, {}).headers["Location"] == question
    assert "needs an answer" in words_of(browser("outsider").get(question))


def test_knowing_nobody_opens_the_case(family: Family, browser: Browser, question: str) -> None:
    case = reverse("desk:case", args=[family.case.pk])
    assert browser("outsider").get(case).status_code == 404
    browser("outsider").post(question, {"answer": "no"})
    assert browser("outsider").get(case).status_code == 200


def test_knowing_somebody_leaves_no_trace_and_the_asker_learns_nothing(
    family: Family, browser: Browser, question: str
) -> None:
    browser("outsider").post(question, {"answer": "yes"})
    assert is_excluded(family.cast.worker("outsider"), family.case)
    browser("outsider").get("/")  # the thank you is said once
    for path in ("/", question, reverse("desk:case", args=[family.case.pk]), "/caseload/"):
        said = words_of(browser("outsider").get(path))
        assert NAME not in said
        assert f"Case {family.case.reference}" not in said
    shown = words_of(browser("supervisor").get(reverse("desk:near", args=[family.case.pk])))
    assert "Olwen" not in shown


def test_who_is_not_sure_is_decided_on_by_a_colleague(
    family: Family, browser: Browser, question: str
) -> None:
    worker, near = family.cast.worker("outsider"), reverse("desk:near", args=[family.case.pk])
    browser("outsider").post(question, {"answer": "not_sure"})
    assert not duties_of(worker, family.case)
    page = browser("supervisor").get(near).content.decode()
    pressed = re.search(r'name="may" value="([^"]+)"|value="([^"]+)"[^>]*name="may"', page)
    assert pressed is not None
    browser("supervisor").post(near, {"may": next(filter(None, pressed.groups()))})
    assert duties_of(worker, family.case) == {Duty.PRACTITIONER}


def test_keeping_a_colleague_away_is_confirmed_and_ends_access_at_once(
    family: Family, browser: Browser
) -> None:
    worker = family.cast.worker("other_worker")
    choose = reverse("desk:keep_away", args=[family.case.pk])
    confirm = browser("supervisor").post(choose, {"worker": str(worker.pk)}).headers["Location"]
    assert not is_excluded(worker, family.case)
    browser("supervisor").post(confirm)
    assert is_excluded(worker, family.case)
    assert not Wrap.objects.filter(holder=worker, version__room__case=family.case).exists()
    assert browser("supervisor").get(confirm).status_code == 404


def test_stepping_back_takes_a_look_and_a_press(family: Family, browser: Browser) -> None:
    path = reverse("desk:step_back", args=[family.case.pk])
    assert browser("outsider").post(path).status_code == 404
    assert browser("other_worker").get(path).status_code == 200
    assert not Exclusion.objects.filter(worker=family.cast.worker("other_worker")).exists()
    browser("other_worker").post(path)
    assert browser("other_worker").get(path).status_code == 404


def test_a_case_is_kept_closely_and_two_bring_somebody_near(family: Family, browser: Browser) -> None:
    cast, page = family.cast, reverse("desk:closely", args=[family.case.pk])
    named = [str(cast.worker(part).pk) for part in ("lead", "signing_supervisor")]
    browser("supervisor").post(page, {"named": named[:1], "why": "police"})
    assert Case.objects.get(pk=family.case.pk).closeness == Closeness.ORDINARY
    browser("supervisor").post(page, {"named": named, "why": "police"})
    assert Case.objects.get(pk=family.case.pk).closeness == Closeness.NAMED_ONLY
    assert browser("other_worker").get(reverse("desk:case", args=[family.case.pk])).status_code == 404

    second = reverse("desk:second", args=[family.case.pk])
    asked = {"kind": "name_worker", "worker": str(cast.worker("outsider").pk), "asked_of": named[1]}
    browser("supervisor").post(second, asked)
    agree = reverse("desk:agree", args=[AskedOfTwo.objects.get().pk])
    assert browser("lead").get(agree).status_code == 404
    assert "Olwen Outside" in words_of(browser("signing_supervisor").get(agree))
    browser("signing_supervisor").post(agree, {"answer": "agree"})
    assert family.case.named.filter(worker=cast.worker("outsider")).exists()


# --- two worlds ---

_CHANGES_ANYWAY = re.compile(
    r'<input type="hidden" name="(csrfmiddlewaretoken|page_of|once)"[^>]*>|nonce="[^"]+"'
)
"""What is drawn anew for every page, whatever lies behind it."""


def all_they_see(client: Client, family: Family) -> list[tuple[str, int, str]]:
    """Every page a worker comes by, and those of the case by its true ids."""
    rooms = [room.pk for room in family.rooms.values()]
    own = ["/", "/caseload/", "/visit/", "/known/", "/incoming/", "/nothing/"]
    of_case = [
        reverse(f"desk:{name}", args=[family.case.pk])
        for name in ("case", "near", "allocate", "step_back", "stop", "care_card", "closely")
    ]
    of_rooms = [reverse(name, args=[room]) for name in ("record:room", "record:add") for room in rooms]
    seen = []
    for path in (*own, *of_case, *of_rooms):
        answer = client.get(path)
        seen.append((path, answer.status_code, _CHANGES_ANYWAY.sub("", answer.content.decode())))
    return seen


def busy(family: Family, clock: FixedClock) -> None:
    """The case lives on: a card, a stop, somebody out alone, one more case of the service."""
    cast = family.cast
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=cast.worker("harmed_worker"), clock=clock)
    stop_joint_work(case=family.case, by=cast.worker("lead"), clock=clock)
    leave_for_visit(
        back_by=clock.now().replace(hour=23),
        words=VisitWords("14 Orchard Row", "01632 960777"),
        case=family.case,
        by=cast.worker("harmed_worker"),
        clock=clock,
    )


@pytest.mark.parametrize("part", ["outsider", "manager", "duty", "intake"])
def test_a_barred_worker_sees_what_they_would_see_without_any_bar(
    family: Family, browser: Browser, clock: FixedClock, part: str
) -> None:
    """In one world they were barred, in the other they never had to do with the case."""
    cast = family.cast
    worker, client = cast.worker(part), browser(part)
    seen = []
    for is_barred in (True, False):
        with transaction.atomic():
            if is_barred:
                exclude_worker(case=family.case, worker=worker, by=cast.worker("supervisor"), clock=clock)
            busy(family, clock)
            seen.append(all_they_see(client, family))
            transaction.set_rollback(True)
    assert seen[0] == seen[1]


def test_the_control_a_worker_of_the_case_sees_another_world_when_barred(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    worker, client = family.cast.worker("other_worker"), browser("other_worker")
    before = all_they_see(client, family)
    exclude_worker(case=family.case, worker=worker, by=family.cast.worker("supervisor"), clock=clock)
    assert all_they_see(client, family) != before


def test_who_was_on_the_case_sees_after_the_bar_what_a_stranger_to_it_sees(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    """The two have nothing else: their pages are the same but for their own names."""
    worker = family.cast.worker("other_worker")
    exclude_worker(case=family.case, worker=worker, by=family.cast.worker("supervisor"), clock=clock)
    busy(family, clock)
    theirs = all_they_see(browser("other_worker"), family)
    strangers = all_they_see(browser("outsider"), family)
    assert [(path, status) for path, status, _page in theirs] == [
        (path, status) for path, status, _page in strangers
    ]
    for (path, _status, one), (_path, _same, other) in zip(theirs, strangers, strict=True):
        assert one.replace("Owen Oakes", "") == other.replace("Olwen Outside", ""), path
