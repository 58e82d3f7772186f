"""The library is data: whole in both languages, in our words, promising nothing that the rules refuse."""

import re
from collections.abc import Iterable

import pytest

from yarrow.cases.terms import Pathway, Setting
from yarrow.gate.catalogue import GROUNDS
from yarrow.gate.forms import CARRIED, DIRECT, JOINT, Form
from yarrow.library.rules import asked_before, group_of
from yarrow.library.terms import Tongue, When
from yarrow.library.wording import FormPage, around, is_reviewed, page_of

pytestmark = pytest.mark.once

EVERY = [(form, tongue) for form in Form for tongue in Tongue]
BY_PAGE = pytest.mark.parametrize(("form", "tongue"), EVERY, ids=lambda each: str(each.value))
NEVER = re.compile(
    r"\b(victims?|perpetrators?|offenders?|abusers?|harmers?|clients?|parties|suitable|dioddefwyr?|cyflawnwyr?"
    r"|troseddwyr?|cleientiaid|addas|guaranteed?|proven|evidence-based)\b",
    re.IGNORECASE,
)
SOURCES = re.compile(r"\b(S\d{2,}|\[[A-Z]\]|E\d{1,2}|according to|research|study|standards?|handbook)\b")
SERVICE_WORDS = re.compile(
    r"\b(abuse\w*|domestic|restorative\w*|risk|police|cam-?drin|domestig|adferol|risg|heddlu)\b",
    re.IGNORECASE,
)
OPEN = re.compile(r"\b(what|how|who|whose|whom|when|where|which)\b", re.IGNORECASE)
CLOSED = re.compile(r"^(why|do|does|did|are|is|was|were|have|has|will|would|could|can|may)\b", re.IGNORECASE)
PROMISES = re.compile(
    r"\b(is always allowed|may always meet|can go ahead|is safe to|no risk)\b", re.IGNORECASE
)

LEANS = re.compile(r"\b(tell (him|her|mum|dad)|choose between|live with|rather|fault|sorry)\b", re.IGNORECASE)


def asked(page: FormPage) -> list[str]:
    return [each for stages in (page.prompts, page.children) for found in stages.values() for each in found]


def words(page: FormPage) -> Iterable[str]:
    return (page.what, *page.not_for, *page.prepared, *page.kept, *page.not_kept, *asked(page))


@BY_PAGE
def test_every_way_of_working_has_a_whole_page_in_both_languages(form: Form, tongue: Tongue) -> None:
    page, other = page_of(form, tongue), page_of(form, next(each for each in Tongue if each is not tongue))

    assert page.not_for
    assert page.kept
    assert page.not_kept
    for when in When:
        assert 8 <= len(page.prompts[when]) <= 15
        assert len(page.children[when]) >= 4
    for part in ("not_for", "prepared", "kept", "not_kept"):
        assert len(getattr(page, part)) == len(getattr(other, part)), part
    assert [len(page.prompts[when]) for when in When] == [len(other.prompts[when]) for when in When]
    assert page.what != other.what


@BY_PAGE
def test_no_page_uses_a_barred_word_claims_a_source_or_promises(form: Form, tongue: Tongue) -> None:
    for pattern in (NEVER, SOURCES, PROMISES):
        assert [each for each in words(page_of(form, tongue)) if pattern.search(each)] == []


@BY_PAGE
def test_prompts_may_be_read_aloud_and_lie_open(form: Form, tongue: Tongue) -> None:
    said = asked(page_of(form, tongue))

    assert [each for each in said if not each.endswith("?") and "?" not in each] == []
    assert [each for each in said if SERVICE_WORDS.search(each)] == []
    assert len(said) == len(set(said))


@pytest.mark.parametrize("form", list(Form))
def test_prompts_are_open_and_never_ask_why(form: Form) -> None:
    said = asked(page_of(form, Tongue.ENGLISH))

    assert [each for each in said if CLOSED.search(each) or not OPEN.search(each)] == []


def test_no_child_is_asked_to_carry_to_choose_or_to_judge() -> None:
    pages = [page_of(form, Tongue.ENGLISH) for form in Form]
    said = {each for page in pages for found in page.children.values() for each in found}

    assert [each for each in said if LEANS.search(each)] == []


@pytest.mark.parametrize("form", list(Form))
def test_what_must_be_in_place_is_the_rules_own_words(form: Form) -> None:
    found = [reason for part in asked_before(form) for reason in part.reasons]

    assert found
    assert set(found) <= set(GROUNDS)
    titles = [part.title for part in asked_before(form)]
    assert ("In the plan" in titles) is (form in JOINT)


@pytest.mark.parametrize("form", sorted(DIRECT))
def test_a_page_of_a_meeting_says_what_the_rules_refuse(form: Form) -> None:
    """High risk and fear refuse every meeting: no page may leave a reader in doubt."""
    said = " ".join(page_of(form, Tongue.ENGLISH).not_for).casefold()

    assert any(words in said for words in ("high risk", "more than low", "medium risk"))


@pytest.mark.parametrize("form", sorted(CARRIED))
def test_a_page_of_what_is_carried_says_that_an_order_bars_it(form: Form) -> None:
    assert any("order that bars contact" in each for each in page_of(form, Tongue.ENGLISH).not_for)
    assert "E25" in {reason.code for part in asked_before(form) for reason in part.reasons}


def test_early_help_and_harmless_ways_are_not_on_the_official_pathway() -> None:
    without = {Form.EARLY_HELP, Form.CIRCLE_WITH_ALL, Form.FAMILY_MEETING, Form.GO_BETWEEN}

    assert {
        f for f in Form if Pathway.RESTORATIVE_JUSTICE not in page_of(f, Tongue.ENGLISH).pathways
    } == without


@pytest.mark.parametrize("place", [*Pathway, *Setting])
def test_every_place_says_what_to_look_out_for(place: Pathway | Setting) -> None:
    assert len(around(Tongue.ENGLISH)[place]) == len(around(Tongue.WELSH)[place]) >= 2
    assert not [each for tongue in Tongue for each in around(tongue)[place] if SOURCES.search(each)]


def test_welsh_that_nobody_has_read_says_so() -> None:
    assert is_reviewed(Tongue.ENGLISH)
    assert not is_reviewed(Tongue.WELSH)


def test_each_group_is_there() -> None:
    assert len({group_of(form) for form in Form}) == 3
