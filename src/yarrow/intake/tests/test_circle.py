"""Opening a circle without abuse: two inside every room, never where abuse was spoken of."""

from typing import Any

import pytest
from django.test import Client

from yarrow.cases.models import Case
from yarrow.cases.terms import Duty, ReferralSource, Setting
from yarrow.config.cast import Cast
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer
from yarrow.intake.rules import problems_with, team_of
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries import holders_of
from yarrow.rooms.terms import RoomKind

from .conftest import Enter
from .posts import referral_ids, sent
from .test_rules import ADA, BRYN, DAI, EIRA, plan

BESIDE_AND_ABOVE = 2
PUPILS = {"Alys Morgan": Role.HARMED, "Bedwyr Rees": Role.CAUSED_HARM, "Catrin Lloyd": Role.SUPPORTER}


@pytest.fixture
def intake(room: Room, enter: Enter) -> Client:
    """An intake worker, and one referral waiting."""
    sent(Client())
    return enter("intake")


@pytest.fixture
def page(intake: Client) -> str:
    (found,) = referral_ids(intake)
    return f"/incoming/{found}/short/"


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The page filled in for three; five rows are left empty."""
    said: dict[str, Any] = {
        "spoken_of": Answer.NO.value,
        "setting": Setting.SCHOOL.value,
        "source": ReferralSource.AGENCY.value,
        "lead": str(cast.worker("lead").pk),
        "second": str(cast.worker("harmed_worker").pk),
        "supervisor": str(cast.worker("supervisor").pk),
    }
    for at, (name, role) in enumerate(PUPILS.items()):
        said |= {f"name_{at}": name, f"age_{at}": AgeBand.YOUNG_PERSON.value, f"part_{at}": role.value}
    return said | changes


@pytest.mark.parametrize("part", ["harmed_worker", "supervisor", "manager", "outsider"])
def test_page_for_another_post_is_not_there(page: str, enter: Enter, cast: Cast, part: str) -> None:
    browser = enter(part)
    assert browser.get(page).status_code == 404
    assert browser.post(page, typed(cast)).status_code == 404
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"spoken_of": Answer.YES.value}, "Then this page is not for them."),
        ({"spoken_of": Answer.UNKNOWN.value}, "Then this page is not for them."),
        ({"spoken_of": ""}, "needs an answer"),
        ({"setting": Setting.FAMILY.value}, "Select a valid choice"),
        ({"part_1": Role.CHILD_EXPOSED.value}, "Select a valid choice"),
        ({"age_2": ""}, "Person 3: “Age” needs an answer"),
        ({"name_1": ""}, "Person 2: “First and family name” needs an answer"),
    ],
)
def test_what_is_not_for_this_page_opens_nothing_and_loses_nothing(
    intake: Client, page: str, cast: Cast, changes: dict[str, str], said: str
) -> None:
    assert intake.post(page, typed(cast, **changes))["Location"] == page

    offered = intake.get(page).content.decode()
    assert said in offered
    assert "Alys Morgan" in offered
    assert not Case.objects.exists()


def test_lead_supervisor_and_second_worker_are_three_people(intake: Client, page: str, cast: Cast) -> None:
    for other in ("lead", "supervisor"):
        intake.post(page, typed(cast, second=str(cast.worker(other).pk)))
    assert not Case.objects.exists()


def test_who_is_to_be_kept_away_is_neither_put_on_the_case_nor_finds_it(
    intake: Client, enter: Enter, page: str, cast: Cast
) -> None:
    away = [str(cast.worker("other_worker").pk)]
    for part in ("lead", "second", "supervisor"):
        chosen = typed(cast)[part]
        intake.post(page, typed(cast, kept_away=[*away, chosen]))
        offered = intake.get(page).content.decode()
        assert "Who must be kept away from this case?" in offered
        assert offered.count(f'value="{chosen}" checked') == 1
        # Once in the summary, and once beside the question.
        assert offered.count("This worker is to be kept away from the case.") == BESIDE_AND_ABOVE
    assert not Case.objects.exists()

    intake.post(page, typed(cast, kept_away=away))

    case = Case.objects.get()
    assert [each.worker_id for each in case.exclusions.all()] == [cast.worker("other_worker").pk]
    assert enter("other_worker").get(f"/c/{case.pk}/").status_code == 404


def test_nobody_is_inside_every_room_where_abuse_is_not_ruled_out() -> None:
    pupils = (Role.HARMED, DAI), (Role.CAUSED_HARM, DAI)
    for abuse in (Answer.YES, Answer.UNKNOWN):
        found = plan(*pupils, abuse=abuse, setting=Setting.SCHOOL, second=ADA)
        assert ("ROOMS", "second") in [(each.code, each.field) for each in problems_with(found)]
    allowed = plan(*pupils, abuse=Answer.NO, setting=Setting.SCHOOL, second=ADA)
    assert not problems_with(allowed)
    assert team_of(allowed) == (DAI, EIRA, ADA)
    kept_away = plan(*pupils, abuse=Answer.NO, setting=Setting.SCHOOL, second=BRYN, kept_away=(BRYN,))
    assert [each.field for each in problems_with(kept_away)] == ["second"]


def test_each_has_a_room_held_by_two_and_no_word_of_the_referral_leaves(
    intake: Client, page: str, cast: Cast
) -> None:
    assert intake.post(page, typed(cast))["Location"] == "/incoming/"

    case = Case.objects.get()
    rooms = case.rooms.filter(kind=RoomKind.PERSON)
    two = {cast.worker("lead").pk, cast.worker("harmed_worker").pk}
    assert [{holder.pk for holder in holders_of(room)} for room in rooms] == [two] * len(PUPILS)
    team = case.rooms.get(kind=RoomKind.TEAM)
    assert {holder.pk for holder in holders_of(team)} == {*two, cast.worker("supervisor").pk}
    assert case.allocations.filter(duty=Duty.PRACTITIONER).count() == len(two)
    assert Drop.objects.filter(room__in=rooms).count() == 2 * len(PUPILS)  # who they are, and their part
    assert intake.get(page).status_code == 302
