"""A letter to him with her new street in it is stopped, and tells him and his worker nothing."""

import io

import pypdfium2
import pytest

from yarrow.config.families import Family
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import Answer, LongText
from yarrow.outgoing.actions import STOPPED
from yarrow.outgoing.models import LetOut

from .browsing import Somebody
from .conftest import ComeIn

pytestmark = [pytest.mark.story, pytest.mark.long]

HOME = "14b Heol y Bont\nAberystwyth\nSY23 1AB"
GIVES_AWAY = "The children's things can be brought to Heol y Bont 14 b on Friday."
HARMLESS = "Your own things can be fetched here on Friday."
BY_HAND = "A worker hands it over: no address on it"
MAKE = "PDF, to print or hand over"


@pytest.fixture
def rooms(family: Family) -> dict[str, str]:
    """She has moved, and said where on the first day."""
    family.record(
        "harmed",
        Reach(
            address=LongText(HOME),
            when_safe=LongText("Mornings"),
            who_may_answer=LongText("Nobody"),
            shared_device=Answer.NO,
            confirmed_on=family.clock.today(),
        ),
    )
    return {part: f"/r/{room.pk}/" for part, room in family.rooms.items()}


def reads_elsewhere(worker: Somebody, family: Family, room: str) -> dict[str, str]:
    """All that his worker reads of the case beside the paper itself."""
    return {path: worker.go(path).words for path in (room, f"/c/{family.case.pk}/", "/", "/cases/")[:3]}


def begin_a_letter(worker: Somebody, room: str, words: str) -> Somebody:
    worker.go(room).follow("Write a paper").is_at("Write a paper")
    worker.choose("Which paper?", "Letter in your own words").choose("In which language?", "English")
    worker.press("Go on").is_at("Letter in your own words").press("See how it will be read")
    worker.is_told("Your words", "“Your words” needs an answer")
    worker.write("Your words", words).choose("How does it reach them?", BY_HAND)
    return worker.press("See how it will be read").is_at("This is how it will be read").reads(words)


def test_a_letter_to_him_with_her_new_street_is_stopped(
    come_in: ComeIn, family: Family, rooms: dict[str, str], *, has_script_today: bool
) -> None:
    worker = come_in("other_worker", has_script=has_script_today)
    before = reads_elsewhere(worker, family, rooms["other"])

    begin_a_letter(worker, rooms["other"], GIVES_AWAY).press(MAKE).is_at("This is how it will be read")
    worker.reads(STOPPED).reads_nothing_of("Anwen", "Aberystwyth", "SY23", "protects", "another room")
    for_the_street = worker.words
    assert LetOut.objects.count() == 0
    assert reads_elsewhere(worker, family, rooms["other"]) == before

    # The same answer, sign for sign, to what is stopped twice; and nothing that was typed is lost.
    worker.go_back().go_back().go_back()
    assert worker.words == for_the_street
    worker.press("Change it").is_at("Letter in your own words")
    assert worker.typed_in("Your words") == GIVES_AWAY
    worker.write("Your words", HARMLESS).press("See how it will be read").reads(HARMLESS)
    worker.reads_nothing_of(STOPPED)
    with worker.page.expect_download() as fetched:
        worker.main.get_by_role("button", name=MAKE, exact=True).click()
    with open(fetched.value.path(), "rb") as made:  # noqa: PTH123  # a path that the browser chose
        paper = pypdfium2.PdfDocument(io.BytesIO(made.read()))
    printed = paper[0].get_textpage().get_text_bounded()

    assert fetched.value.suggested_filename == "document.pdf"
    assert HARMLESS in " ".join(printed.split())
    assert "Heol" not in printed
    assert LetOut.objects.get().audience_id == family.rooms["other"].pk
    assert reads_elsewhere(worker, family, rooms["other"]) == before
