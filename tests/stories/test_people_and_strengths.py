"""A map drawn with somebody, on a telephone and without script: who helps, who is feared, their own plan."""

import pytest

from yarrow.config.families import Family
from yarrow.config.ready.people import map_of_child
from yarrow.gate.facts.choice import Strength
from yarrow.gate.facts.people import Feels, HowTyped, Near, OwnPlan, Picture, SomebodyMatters, Tongue
from yarrow.gate.words import Answer, LongText

from .browsing import Somebody, room_of
from .conftest import ComeIn, Script

pytestmark = [pytest.mark.story, pytest.mark.long]

MAP = "People and strengths"
PROUD = Strength(words=LongText("Notices the weather in a room."))
SISTER = SomebodyMatters(name="Gwenno", near=Near.CLOSE, feels=Feels.HELPS, may_be_asked=Answer.YES)
UNCLE = SomebodyMatters(name="His uncle", near=Near.FAR, feels=Feels.FEARED, words=LongText("His car."))
PLAN = OwnPlan(
    words=LongText("Canu bob nos Fawrth."),
    tongue=Tongue.WELSH,
    how=HowTyped.VOICE,
    note_gone=Answer.YES,
    pictures=(Picture.STAR, Picture.PHONE),
)


def is_drawn(someone: Somebody, *names: str) -> None:
    """Everybody stands in the picture, by name, and in what is read out instead of it."""
    drawing = someone.main.get_by_role("img", name="Drawn: near and far")
    for name in names:
        assert name in (drawing.text_content() or "")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_map_is_drawn_changed_and_given_on_a_paper_without_the_one_who_is_feared(
    has_script: Script, family: Family, come_in: ComeIn
) -> None:
    hana = come_in("harmed_worker", has_script=has_script, width=390)
    hana.go(room_of(hana, "Anwen")).follow(MAP).reads("Nobody is on the map yet.")
    hana.press("A strength").fill(PROUD).press("Record").is_at(MAP).reads("Notices the weather")
    for each in (SISTER, UNCLE):
        hana.press("Add somebody").fill(each).press("Record").is_at(MAP).reads(each.name)
    hana.reads("Somebody here is feared.", "Is feared", "His car.")
    is_drawn(hana, "Gwenno", "His uncle")
    hana.press("Write down their own plan").fill(PLAN).press("Record").is_at(MAP)
    assert hana.main.locator('blockquote[lang="cy"]').inner_text() == "Canu bob nos Fawrth."

    hana.press("Change Gwenno").write("Who is it, as they say it?", "Gwenno Haf")
    hana.press("Record").is_at(MAP).reads("Gwenno Haf")
    hana.follow("A paper for them, with who helps").reads("Gwenno Haf").reads_nothing_of("uncle", "Anwen")


def test_a_child_s_map_and_the_pictures_to_point_at(family: Family, come_in: ComeIn) -> None:
    map_of_child(family)
    child_worker = come_in("child_worker", width=390)
    child_worker.go(f"/r/{family.rooms['child'].pk}/people/").is_at(MAP).reads("Pero", "Nain", "The stairs")
    is_drawn(child_worker, "Pero", "Nain")
    child_worker.follow("Pictures to point at").reads("A glad face", "A cloud")
    child_worker.go("/ways/").is_at("Ways of working").follow("Family meeting").reads(
        "What is left out, on purpose"
    )
    child_worker.follow("Only the questions, to print").is_at("Questions")
