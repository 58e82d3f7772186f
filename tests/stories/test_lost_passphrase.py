"""Hana has forgotten her passphrase. Her recovery code lies in a drawer at home: all ends well."""

import pytest

from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody, room_of
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

NEW = "nine patient otters swim"
SAID = "She would rather meet in the library."
USED = "A recovery code was used to choose a new passphrase"
WRONG = "That did not work."


def the_code(somebody: Somebody) -> str:
    return somebody.main.get_by_role("code").inner_text()


def when_she_makes_her_code(hana: Somebody) -> str:
    hana.go("/account/").reads("You have no recovery code.").press("Make a new recovery code")
    hana.is_at("Your recovery code").reads("It is shown only here, and only now.")
    code = the_code(hana)
    hana.follow("I have written it down").reads("You have a recovery code, made on").reads_nothing_of(code)
    return code


def when_she_types(hana: Somebody, code: str, passphrase: str, again: str) -> Somebody:
    hana.write("Sign-in name", "harmed_worker").write("Your recovery code", code)
    hana.write("New passphrase", passphrase).write("The same passphrase again", again)
    return hana.press("Choose this passphrase")


def then_what_is_wrong_is_told_in_one_way(hana: Somebody, code: str) -> None:
    for wrong in ((code[:-1] + "*", NEW, NEW), (code, NEW, "other"), (code, "short", "short")):
        when_she_types(hana, *wrong).is_at("Lost passphrase").reads(WRONG).reads_nothing_of(code)


def then_she_is_told_and_gets_a_new_code(hana: Somebody, old: str) -> None:
    hana.is_at("Today").reads(USED, "If that was not you, freeze your account now")
    hana.follow("Show it now").is_at("Your recovery code")
    assert the_code(hana) != old
    hana.follow("I have written it down").press("I know of this").is_at("Today").reads_nothing_of(USED)


def test_a_lost_passphrase(come_in: ComeIn, family: Family, has_script_today: Script) -> None:
    family.record("harmed", Statement(source="Anwen", words=LongText(SAID)))
    hana = come_in("harmed_worker", has_script=has_script_today)
    code = when_she_makes_her_code(hana)
    hana.sign_out()

    hana.sign_in("harmed_worker", "seven loud curlews cry").is_at("Sign in")
    hana.follow("I have lost my passphrase").is_at("Lost passphrase")
    then_what_is_wrong_is_told_in_one_way(hana, code)
    when_she_types(hana, code.lower().replace("-", " "), NEW, NEW).is_at("You have a new passphrase")
    hana.follow("Sign in").sign_in("harmed_worker", NEW)

    then_she_is_told_and_gets_a_new_code(hana, code)
    hana.go(room_of(hana, "Anwen")).reads(SAID)
    hana.sign_out().sign_in("harmed_worker", DEMO_PASSPHRASE).is_at("Sign in")
    mari = come_in("manager", has_script=has_script_today)
    mari.go("/people/").reads(f"Hana Harries: {USED}", "Ask them whether it was they.")
