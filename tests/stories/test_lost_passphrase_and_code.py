"""Hana's bag is stolen: passphrase forgotten in the shock, code and telephone gone. Two colleagues help."""

from collections.abc import Callable

import pytest

from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText

from .browsing import Somebody, room_of
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

NEW = "nine patient otters swim"
SAID = "She would rather meet in the library."
PassTime = Callable[..., None]


def the_code(somebody: Somebody) -> str:
    return somebody.main.get_by_role("code").inner_text()


def figures(somebody: Somebody) -> str:
    return somebody.main.locator(".yarrow-figures").inner_text()


def person(somebody: Somebody, name: str) -> Somebody:
    return somebody.go("/people/").follow(name).is_at(name)


def when_one_begins_it(mari: Somebody) -> None:
    person(mari, "Hana Harries").follow("Passphrase and code are lost: new keys")
    mari.is_at("New keys for Hana Harries?").reads("not saved is lost", "a second colleague")
    mari.press("Begin new keys").is_at("Hana Harries")
    mari.reads("Begun by Mari Manager.", "A second colleague who has met them must confirm it.")
    mari.reads_nothing_of("Confirm that you met them")


def when_another_has_met_her(lena: Somebody) -> str:
    lena.go("/").reads("New keys are on their way for").follow("Hana Harries")
    lena.follow("Confirm that you met them").is_at("Have you met Hana Harries?")
    lena.reads("Mari Manager has begun this.", "A call or a message is not enough.")
    lena.press("I met them, I know who they are").is_at("A code to pass on")
    return the_code(lena)


def when_she_makes_new_keys(hana: Somebody, code: str) -> str:
    hana.go("/sign-in/").follow("Come in with a code").is_at("Come in with a code")
    hana.write("Sign-in name", "harmed_worker").write("The code you were given", code)
    hana.write("New passphrase", NEW).write("The same passphrase again", NEW).press("Make my keys")
    hana.is_at("Your keys are made").follow("Sign in").sign_in("harmed_worker", NEW)
    hana.is_at("A colleague compares these figures with you")
    return figures(hana)


def when_she_makes_a_code_meanwhile(hana: Somebody) -> None:
    hana.press("Make my recovery code").is_at("Your recovery code")
    hana.follow("I have written it down").reads("You have a recovery code")


def then_both_see_the_same_and_sign(mari: Somebody, lena: Somebody, said: str) -> None:
    person(mari, "Hana Harries").follow("Compare the figures").is_at("Are these the figures of Hana Harries?")
    assert figures(mari) == said
    mari.press("It is the same, I know who this is").reads("The other colleague must sign as well.")
    person(lena, "Hana Harries").follow("Compare the figures")
    assert figures(lena) == said
    lena.press("It is the same, I know who this is").reads("The new keys count.")


def test_a_lost_passphrase_and_code(
    come_in: ComeIn, family: Family, pass_time: PassTime, has_script_today: Script
) -> None:
    family.record("harmed", Statement(source="Anwen", words=LongText(SAID)))
    mari, lena = come_in("manager", has_script=has_script_today), come_in("lead", has_script=has_script_today)
    when_one_begins_it(mari)
    code = when_another_has_met_her(lena)
    pass_time(minutes=3)

    hana = come_in(has_script=has_script_today)
    said = when_she_makes_new_keys(hana, code)
    hana.go("/caseload/").is_at("A colleague compares these figures with you")
    when_she_makes_a_code_meanwhile(hana)
    then_both_see_the_same_and_sign(mari, lena, said)

    hana.go("/").is_at("Today").reads("New keys were made").reads_nothing_of(SAID)
    assert not hana.main.get_by_role("link", name="Anwen").count()
    lena.go("/").reads("Asking to be let in", "Hana Harries, into the room of Anwen").press("Let them in")
    hana.go(room_of(hana, "Anwen")).reads(SAID)
