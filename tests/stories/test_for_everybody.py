"""Any screen, any colours, no mouse: what WCAG 2.2 AA asks beyond what axe can see."""

import pytest
from playwright.sync_api import Page

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.who import Reach
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic

from .browsing import Somebody
from .conftest import DESK, PHONE, ComeIn
from .looking import against_axe

pytestmark = pytest.mark.story

_FOCUSED = "(document.activeElement.innerText || document.activeElement.name || '').trim()"
_SHOWS_FOCUS = """() => {
  const here = document.activeElement;
  const looks = (element, part) => {
    const style = getComputedStyle(element, part);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.borderColor]
      .join(" ");
  };
  const labels = here.labels ? [...here.labels] : [];
  const all = () => [looks(here), ...labels.map((label) => looks(label, "::before"))];
  const focused = all();
  here.blur();
  const plain = all();
  here.focus();
  return focused.some((look, at) => look !== plain[at]);
}"""


@pytest.fixture
def pages(family: Family) -> list[str]:
    """A page of each kind that a lead comes to."""
    plan = ready.propose(family, Form.LETTER, [Topic.HARM], joint_on=family.clock.today())
    room, case = family.rooms["harmed"].pk, family.case.pk
    return [
        "/",
        f"/c/{case}/",
        f"/c/{case}/new/",
        f"/r/{room}/",
        f"/r/{room}/add/",
        f"/r/{room}/s/",
        f"/p/{plan.pk}/",
        f"/p/{plan.pk}/days/",
        "/start/",
    ]


@pytest.mark.parametrize(("width", "colours"), [(DESK, "light"), (PHONE, "dark")])
def test_pages_fit_and_can_be_read_in_both_colours(
    come_in: ComeIn, pages: list[str], width: int, colours: str
) -> None:
    lead = come_in("lead", width=width)
    lead.look.seen = set()  # the long story judges shapes on a phone and in light colours
    lead.page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # one of its two words
    for path in pages:
        lead.go(path)


def tab_to(page: Page, text: str) -> None:
    """Press Tab until this is focused; each place on the way shows that it is."""
    for _ in range(120):
        page.keyboard.press("Tab")
        assert page.evaluate(_SHOWS_FOCUS), f"focus cannot be seen on {page.evaluate(_FOCUSED)!r}"
        if page.evaluate(_FOCUSED) == text:
            return
    raise AssertionError(f"Tab never comes to {text!r}")


def test_the_skip_link_leads_past_the_header(come_in: ComeIn, family: Family) -> None:
    hana = come_in("harmed_worker").go(f"/r/{family.rooms['harmed'].pk}/")
    hana.page.keyboard.press("Tab")
    link = hana.page.get_by_role("link", name="Skip to main content")
    assert link.evaluate("each => each === document.activeElement")
    assert link.bounding_box() is not None
    hana.page.keyboard.press("Enter")

    assert hana.page.evaluate("document.activeElement.id") == "main-content"


def test_a_record_is_made_with_the_keyboard_alone(come_in: ComeIn, family: Family) -> None:
    hana = come_in("harmed_worker", width=DESK).go(f"/r/{family.rooms['harmed'].pk}/")
    for stop in ("Record something", Hope.title):
        tab_to(hana.page, stop)
        press_enter(hana)
    tab_to(hana.page, "words")
    hana.page.keyboard.type("A quiet Christmas.")
    tab_to(hana.page, "Record")
    press_enter(hana).reads("Recorded.", "A quiet Christmas.")


def press_enter(somebody: Somebody) -> Somebody:
    """And come to the next page."""
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")
    somebody.look.at(somebody.page)
    return somebody


def test_every_place_on_a_long_form_shows_the_focus(come_in: ComeIn, family: Family) -> None:
    hana = come_in("harmed_worker").begin(f"/r/{family.rooms['harmed'].pk}/", Reach)
    tab_to(hana.page, "Record")


def test_control_axe_finds_what_is_wrong(come_in: ComeIn) -> None:
    stranger = come_in().go("/start/")
    stranger.page.evaluate("document.querySelector('label').remove()")

    assert against_axe(stranger.page)


def test_control_a_focus_that_does_not_show_is_found(come_in: ComeIn) -> None:
    stranger = come_in().go("/start/")
    bare = "* { outline: none !important; box-shadow: none !important; background: none !important; "
    bare += "border-color: black !important }"
    stranger.page.evaluate(
        "rules => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);"
        " document.adoptedStyleSheets = [sheet]; }",
        bare,
    )
    stranger.page.keyboard.press("Tab")
    with pytest.raises(AssertionError, match="cannot be seen"):
        tab_to(stranger.page, "Send")
