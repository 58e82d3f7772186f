"""Nest joins, her account is frozen by mistake and opened again, and years later she leaves."""

import pytest

from yarrow.config.cast import Cast
from yarrow.config.families import Family

from .browsing import Somebody
from .conftest import ComeIn, Script
from .test_lost_passphrase_and_code import NEW, figures, person, the_code

pytestmark = [pytest.mark.story, pytest.mark.long]


def when_she_is_invited(mari: Somebody) -> str:
    mari.go("/people/").follow("Invite a colleague").is_at("Invite a colleague")
    mari.write("Their name, as colleagues know it", "Nest").write("The name they will sign in by", "Nest!")
    mari.press("Make the code").is_told("The name they will sign in by", "Use small letters")
    assert mari.typed_in("Their name, as colleagues know it") == "Nest"
    mari.write("The name they will sign in by", "nest").choose("Their post", "Practitioner")
    mari.press("Make the code").is_at("A code to pass on")
    return the_code(mari)


def when_she_joins(nest: Somebody, code: str) -> str:
    nest.go("/join/").write("Sign-in name", "nest").write("The code you were given", code)
    nest.write("New passphrase", NEW).write("The same passphrase again", NEW).press("Make my keys")
    nest.follow("Sign in").sign_in("nest", NEW).is_at("A colleague compares these figures with you")
    return figures(nest)


def when_her_figures_are_compared(mari: Somebody, sian: Somebody, said: str) -> None:
    mari.go("/").reads("Waits for figures to be compared:").follow("Nest").reads("Not vouched for yet")
    mari.reads("You invited them: somebody else must compare the figures.")
    mari.reads_nothing_of("Compare the figures")
    person(sian, "Nest").follow("Compare the figures").is_at("Are these the figures of Nest?")
    assert figures(sian) == said
    sian.press("It is the same, I know who this is").reads("You have vouched for Nest.")


def when_her_account_is_frozen_and_opened(nest: Somebody, colleagues: list[Somebody]) -> None:
    one, two = colleagues
    person(one, "Nest").press("Freeze this account").reads("Frozen", "The account is frozen.")
    nest.go("/").is_at("Sign in").sign_in("nest", NEW).is_at("Sign in").reads("That did not work.")
    one.press("I agree to open it again").reads("One more colleague must agree as well.")
    person(two, "Nest").press("I agree to open it again").reads("The account is open again.")
    nest.sign_in("nest", NEW).is_at("Today").reads("Two colleagues opened the account again")


def then_she_leaves(mari: Somebody, nest: Somebody) -> None:
    person(mari, "Nest").follow("They leave the service").is_at("Does Nest leave?")
    mari.reads("Every room that they hold gets a new key at once.")
    mari.press("End their time here now").is_at("Nest has left")
    mari.reads("They cannot sign in any more.", "Keys and duties have ended.").follow("Look again")
    mari.is_at("Nest has left").go("/people/").reads("Left lately")
    nest.go("/").is_at("Sign in").sign_in("nest", NEW).is_at("Sign in")


def test_joining_and_leaving(come_in: ComeIn, cast: Cast, family: Family, has_script_today: Script) -> None:
    mari = come_in("manager", has_script=has_script_today)
    code = when_she_is_invited(mari)
    nest = come_in(has_script=has_script_today)
    said = when_she_joins(nest, code)
    when_her_figures_are_compared(mari, come_in("supervisor", has_script=has_script_today), said)
    nest.go("/").is_at("Today").go("/account/").follow("Change my passphrase").is_at("Change my passphrase")
    when_her_account_is_frozen_and_opened(nest, [come_in("lead", has_script=has_script_today), mari])
    then_she_leaves(mari, nest)
