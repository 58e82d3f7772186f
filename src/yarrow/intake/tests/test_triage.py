"""The pages of intake workers: not there for others, and nothing happens before the last press."""

from typing import Any

import pytest
from django.test import Client

from yarrow.cases.models import Case
from yarrow.config.cast import Cast
from yarrow.design.tests.reading import id_of
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.who import Identity
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Draft, Room

from .conftest import Enter
from .opened import facts_in, rooms_of
from .posts import CHILDREN, HARMED, OTHER, hidden, radio, referral_ids, sent, the_case

WRITING = ["answer/", "open/", "sort/", "preview/"]
PAGES = ["", *WRITING]


@pytest.fixture
def intake(room: Room, enter: Enter) -> Client:
    """An intake worker, and one referral waiting."""
    sent(Client())
    return enter("intake")


@pytest.fixture
def start(intake: Client) -> str:
    (found,) = referral_ids(intake)
    return f"/incoming/{found}/"


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.headers.get("Location"))
    return str(answer.content.decode())


def first_choice(page: str, name: str) -> str:
    """What a browser shows in a list in which nothing is marked as chosen."""
    listed = page[page.index(f'name="{name}"') :].split("</select>", maxsplit=1)[0]
    assert "selected" not in listed
    return listed.split('value="')[1].split('"')[0]


def sort_all(browser: Client, start: str, **where: str) -> dict[str, str]:
    """The second page filled in: a name for each statement, or it stays."""
    page = text(browser, f"{start}sort/")
    parts = ["sender", "about_harmed", "about_other", "about_children"]
    return {part: radio(page, part, where.get(part, "It stays")) for part in parts}


def to_preview(browser: Client, start: str, cast: Cast, **changes: Any) -> str:
    assert browser.post(f"{start}open/", the_case(cast, **changes))["Location"] == f"{start}sort/"
    choices = sort_all(browser, start, about_harmed="Mair", about_other="Dewi", about_children="Nia")
    assert browser.post(f"{start}sort/", choices)["Location"] == f"{start}preview/"
    return text(browser, f"{start}preview/")


@pytest.mark.parametrize(
    "part",
    ["harmed_worker", "supervisor", "specialist", "researcher", "manager", "excluded", "outsider"],
)
def test_page_for_another_post_is_not_there(intake: Client, start: str, enter: Enter, part: str) -> None:
    browser = enter(part)

    answers = [browser.get("/incoming/"), *(browser.get(start + page) for page in PAGES)]
    answers += [browser.post(start + page, {}) for page in WRITING]

    assert [answer.status_code for answer in answers] == [404] * 10
    assert len({answer.content for answer in answers}) == 1


def test_page_for_an_intake_worker_outside_the_room_is_not_there(
    cast: Cast, enter: Enter, clock: FixedClock
) -> None:
    assert enter("intake").get("/incoming/").status_code == 404


def test_page_for_an_ex_worker_is_the_way_in(ex_worker: Client, room: Room) -> None:
    assert ex_worker.get("/incoming/")["Location"] == "/sign-in/"


def test_page_for_nobody_is_the_way_in(room: Room) -> None:
    assert Client().get("/incoming/")["Location"] == "/sign-in/"


def test_list_says_the_day_and_not_a_word_of_it(intake: Client, start: str) -> None:
    page = text(intake, "/incoming/")

    assert "10 March 2026" in page
    assert not any(words in page for words in (HARMED, OTHER, CHILDREN, "Bethan"))


def test_referral_shows_the_words_as_words(room: Room, enter: Enter) -> None:
    sent(Client(), about_other="<script>alert(1)</script>")
    intake = enter("intake")
    (found,) = referral_ids(intake)

    page = text(intake, f"/incoming/{found}/")

    assert HARMED in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pathway": ""}, "needs an answer"),
        ({"source": "the_neighbour"}, "Select a valid choice"),
        ({"lead": ""}, "needs an answer"),
        ({"name_0": ""}, "Enter a first name"),
        ({"worker_1": ""}, "Choose who holds this room"),
        ({"name_2": "", "worker_2": "", "name_1": "", "age_1": "x"}, "Select a valid choice"),
        ({"source": "person_who_harmed"}, "Not accepted from this source"),
        ({"abuse": "no"}, "In a family, abuse is not ruled out"),
    ],
)
def test_case_with_something_wrong_is_offered_again(
    intake: Client, start: str, cast: Cast, changes: dict[str, str], said: str
) -> None:
    refused = intake.post(f"{start}open/", the_case(cast, **changes))

    assert (refused.status_code, refused["Location"]) == (302, f"{start}open/")
    assert said in text(intake, f"{start}open/")
    assert not Case.objects.exists()


def test_case_with_one_worker_for_both_says_so_by_that_row(intake: Client, start: str, cast: Cast) -> None:
    hers = str(cast.worker("harmed_worker").pk)
    # The second row is left empty on purpose: the reason must stand beside the third.
    rows = {"name_1": "", "worker_1": "", "name_2": "Dewi", "role_2": "not_yet_known", "worker_2": hers}

    intake.post(f"{start}open/", the_case(cast, **rows))

    page = text(intake, f"{start}open/")
    assert f'href="#{id_of("worker_2", page)}"' in page
    assert f'href="#{id_of("worker_1", page)}"' not in page
    assert "each person has a worker of their own" in page


@pytest.mark.parametrize("part", ["intake", "manager", "researcher", "supervisor"])
def test_case_does_not_offer_who_may_hold_no_room(intake: Client, start: str, cast: Cast, part: str) -> None:
    refused = intake.post(f"{start}open/", the_case(cast, worker_0=str(cast.worker(part).pk)))

    assert refused["Location"] == f"{start}open/"
    assert "Select a valid choice" in text(intake, f"{start}open/")


def test_add_another_person_keeps_what_was_typed(intake: Client, start: str, cast: Cast) -> None:
    half = the_case(cast, lead="", add="1")

    assert intake.post(f"{start}open/", half)["Location"] == f"{start}open/"

    page = text(intake, f"{start}open/")
    assert 'value="Mair"' in page
    assert 'name="name_3"' in page
    assert first_choice(page, "role_3") == "not_yet_known"
    assert first_choice(page, "age_3") == "unknown"
    assert first_choice(page, "worker_3") == ""
    assert "There is a problem" not in page


@pytest.mark.parametrize("rows", ["", "0", "-1", "13", "9999999", "x"])
def test_case_with_a_broken_number_of_rows_is_no_error(
    intake: Client, start: str, cast: Cast, rows: str
) -> None:
    assert intake.post(f"{start}open/", the_case(cast, rows=rows)).status_code == 302
    assert intake.get(f"{start}open/").status_code == 200


def test_sort_before_the_case_goes_back(intake: Client, start: str) -> None:
    assert intake.get(f"{start}sort/")["Location"] == f"{start}open/"
    assert intake.get(f"{start}preview/")["Location"] == f"{start}sort/"
    assert intake.post(f"{start}preview/", {"seen": "x"})["Location"] == f"{start}sort/"


def test_sort_offers_that_everything_stays(intake: Client, start: str, cast: Cast) -> None:
    intake.post(f"{start}open/", the_case(cast))

    page = text(intake, f"{start}sort/")

    assert page.count('value="stays" checked') == 4
    assert page.count(" checked") == 4


@pytest.mark.parametrize("value", ["", "0", "7.abc", "someone"])
def test_sort_with_a_room_that_was_not_offered_is_refused(
    intake: Client, start: str, cast: Cast, value: str
) -> None:
    intake.post(f"{start}open/", the_case(cast))
    choices = sort_all(intake, start) | {"about_harmed": value}

    assert intake.post(f"{start}sort/", choices)["Location"] == f"{start}sort/"
    assert "Choose where this goes, or that it stays" in text(intake, f"{start}sort/")


def test_sort_of_her_words_into_his_room_is_refused(intake: Client, start: str, cast: Cast) -> None:
    intake.post(f"{start}open/", the_case(cast))
    choices = sort_all(intake, start, about_harmed="Dewi")

    assert intake.post(f"{start}sort/", choices)["Location"] == f"{start}sort/"
    assert "may not go into the room of the person who harmed" in text(intake, f"{start}sort/")


def test_sort_made_for_other_people_does_not_count(intake: Client, start: str, cast: Cast) -> None:
    to_preview(intake, start, cast)

    intake.post(f"{start}open/", the_case(cast, name_0="Gwenllian"))

    assert intake.get(f"{start}preview/")["Location"] == f"{start}sort/"


def test_preview_shows_word_for_word_and_writes_nothing(intake: Client, start: str, cast: Cast) -> None:
    page = to_preview(intake, start, cast)

    hers, his, child = (page.index(f"Into the room of {name}, held by") for name in ("Mair", "Dewi", "Nia"))
    stays = page.index("This stays in the intake room")
    assert hers < page.index(HARMED) < his < page.index(OTHER) < child < page.index(CHILDREN) < stays
    assert stays < page.index("Bethan, a school nurse")
    assert not Case.objects.exists()


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_preview_tampered_with_opens_nothing(intake: Client, start: str, cast: Cast, seen: str) -> None:
    to_preview(intake, start, cast)

    assert intake.post(f"{start}preview/", {"seen": seen})["Location"] == f"{start}preview/"

    assert "Look at the preview again" in text(intake, f"{start}preview/")
    assert not Case.objects.exists()


def test_preview_of_an_old_tab_opens_nothing(intake: Client, start: str, cast: Cast) -> None:
    old = hidden(to_preview(intake, start, cast), "seen")
    to_preview(intake, start, cast, lead=str(cast.worker("child_worker").pk))

    intake.post(f"{start}preview/", {"seen": old})

    assert not Case.objects.exists()


def test_preview_of_a_colleague_opens_nothing(intake: Client, start: str, cast: Cast, enter: Enter) -> None:
    seen = hidden(to_preview(intake, start, cast), "seen")

    assert enter("intake_two").post(f"{start}preview/", {"seen": seen})["Location"] == f"{start}sort/"

    assert not Case.objects.exists()


def test_confirm_opens_the_case_once_and_keeps_no_draft(
    intake: Client, start: str, cast: Cast, clock: FixedClock
) -> None:
    seen = hidden(to_preview(intake, start, cast), "seen")

    first = intake.post(f"{start}preview/", {"seen": seen})
    second = intake.post(f"{start}preview/", {"seen": seen})

    assert first["Location"] == "/incoming/"
    assert second["Location"] == f"{start}sort/"
    case = Case.objects.get()
    facts = [facts_in(room, cast, clock) for room in rooms_of(case)]
    assert [[f.words for f in found if isinstance(f, Statement)] for found in facts] == [
        [HARMED],
        [OTHER],
        [CHILDREN],
        [],
        [],
    ]
    assert [f.known_as for found in facts for f in found if isinstance(f, Identity)] == [
        "Mair",
        "Dewi",
        "Nia",
    ]
    assert not Draft.objects.exists()


def test_confirmed_referral_shows_only_what_stayed(intake: Client, start: str, cast: Cast) -> None:
    intake.post(f"{start}preview/", {"seen": hidden(to_preview(intake, start, cast), "seen")})

    page = text(intake, start)

    assert "Bethan, a school nurse" in page
    assert not any(words in page for words in (HARMED, OTHER, CHILDREN))
    assert intake.get(f"{start}open/")["Location"] == start
    assert intake.get(f"{start}answer/")["Location"] == start


def test_answer_without_a_reason_is_offered_again(intake: Client, start: str) -> None:
    assert intake.post(f"{start}answer/", {"outcome": ""})["Location"] == f"{start}answer/"
    assert "needs an answer" in text(intake, f"{start}answer/")


def test_answer_that_a_case_was_opened_is_no_choice(intake: Client, start: str) -> None:
    assert intake.post(f"{start}answer/", {"outcome": "case_opened"})["Location"] == f"{start}answer/"


def test_answer_takes_the_referral_off_the_list(intake: Client, start: str) -> None:
    assert intake.post(f"{start}answer/", {"outcome": "not_from_this_source"})["Location"] == "/incoming/"

    assert "Nothing is waiting." in text(intake, "/incoming/")
    assert "Not accepted from this source" in text(intake, start)


def test_answer_twice_says_that_it_was_answered(intake: Client, start: str) -> None:
    for _ in range(2):
        assert intake.post(f"{start}answer/", {"outcome": "another_service"})["Location"] == "/incoming/"

    assert "has been answered already" in text(intake, "/incoming/")


def test_typed_while_locked_is_kept_and_offered_again(intake: Client, start: str, cast: Cast) -> None:
    del intake.cookies["k"]

    intake.post(f"{start}open/", the_case(cast, name_0="Mair Angharad"))
    assert not Case.objects.exists()

    row = Draft.objects.get()
    assert b"Angharad" not in bytes(row.blob)
