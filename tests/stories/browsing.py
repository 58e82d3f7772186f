"""Somebody in front of a browser of their own: what they read, press and type.

Everything is found as a person finds it, by role, label and words; every page they come to is
looked at (``looking``).
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from yarrow.gate.facts import AskedField, Fact, Shape, asked
from yarrow.gate.words import Choice
from yarrow.kernel.clock import LOCAL
from yarrow.staff.demo import DEMO_PASSPHRASE

from .looking import Look

_SLOW = 20_000  # milliseconds; the machine may be busy with something else


class Somebody:
    """One person, one browser. ``look`` judges every page they come to."""

    def __init__(self, context: BrowserContext, look: Look) -> None:
        self.context, self.look = context, look
        context.set_default_timeout(_SLOW)
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """One more tab of the same browser; it is looked at only when it becomes ``page``."""
        page = self.context.new_page()
        self.look.listen(page)
        return page

    # --- going ---

    def go(self, path: str) -> "Somebody":
        """Type an address."""
        self.page.goto(path)
        return self._arrived()

    def go_back(self) -> "Somebody":
        """Press Back in the browser."""
        self.page.go_back()
        return self._arrived()

    def follow(self, text: str) -> "Somebody":
        """Follow the first link that reads so, also one drawn as a button."""
        link = self.main.get_by_role("link", name=text).or_(self.main.get_by_role("button", name=text))
        return self._through(link.first)

    def follow_link(self, link: Locator) -> "Somebody":
        """Follow one link that was found."""
        return self._through(link)

    def press(self, name: str, within: Locator | None = None) -> "Somebody":
        """Press the button that reads exactly so, and come to the next page."""
        place = self.main if within is None else within
        return self._through(place.get_by_role("button", name=name, exact=True).first)

    def _through(self, what: Locator) -> "Somebody":
        with self.page.expect_navigation():
            what.click()
        return self._arrived()

    def _arrived(self) -> "Somebody":
        self.look.at(self.page)
        return self

    def sign_in(self, name: str, passphrase: str = DEMO_PASSPHRASE) -> "Somebody":
        """By the real page, with the passphrase of the example."""
        self.go("/sign-in/")
        self.write("Sign-in name", name)
        self.write("Passphrase", passphrase)
        return self.press("Sign in")

    def sign_out(self) -> "Somebody":
        """By the button in the header."""
        return self.press("Sign out", self.page.get_by_role("banner"))

    # --- reading ---

    @property
    def main(self) -> Locator:
        """What the page is about: without header and footer."""
        return self.page.get_by_role("main")

    @property
    def words(self) -> str:
        """Everything on the page, as text; also what is folded away."""
        return " ".join((self.page.locator("body").text_content() or "").split())

    @property
    def place(self) -> str:
        """The address without the host, and without the place in the page."""
        return urlsplit(self.page.url).path

    def reads(self, *texts: str) -> "Somebody":
        """All of it is on the page."""
        missing = [text for text in texts if text not in self.words]
        assert not missing, f"not on {self.place}: {missing} in {self.words}"
        return self

    def reads_nothing_of(self, *texts: str) -> "Somebody":
        """None of it is on the page, nor in its source."""
        whole = self.words + self.page.content()
        found = [text for text in texts if text in whole]
        assert not found, f"on {self.place}: {found}"
        return self

    def is_at(self, heading: str) -> "Somebody":
        """The page is headed so."""
        said = " ".join(self.page.get_by_role("heading", level=1).inner_text().split())
        assert heading in said, f"at {said!r} ({self.place}), not at {heading!r}: {self.words}"
        return self

    def is_told(self, question: str, problem: str) -> "Somebody":
        """What is wrong stands beside its question, and above, with a link that leads to the question."""
        place = self.question(question)
        expect(place).to_have_accessible_description(re.compile(re.escape(problem)))
        summary = self.main.get_by_role("alert")
        expect(summary).to_contain_text("There is a problem")
        summary.get_by_role("link", name=problem).first.click()
        expect(
            place.locator("xpath=descendant-or-self::*[self::input or self::textarea or self::select]").and_(
                self.page.locator(":focus")
            )
        ).to_have_count(1)
        return self

    # --- typing ---

    def write(self, label: str, text: str) -> "Somebody":
        """Into the box with this label."""
        self.main.get_by_label(_labelled(label)).fill(text)
        return self

    def typed_in(self, label: str) -> str:
        """What stands in a box."""
        return self.main.get_by_label(_labelled(label)).input_value()

    def choose(self, question: str, answer: str) -> "Somebody":
        """One answer of a question with buttons to choose from."""
        self.group(question).get_by_role("radio", name=answer, exact=True).check()
        return self

    def is_chosen(self, question: str, answer: str) -> bool:
        """Whether this answer is the chosen one."""
        return self.group(question).get_by_role("radio", name=answer, exact=True).is_checked()

    def pick(self, question: str, answer: str) -> "Somebody":
        """One line of a list."""
        self.main.get_by_label(_labelled(question)).select_option(label=answer)
        return self

    def tick(self, question: str, answers: Iterable[str]) -> "Somebody":
        """Several answers of one question."""
        for answer in answers:
            self.group(question).get_by_role("checkbox", name=answer, exact=True).check()
        return self

    def day(self, question: str, on: date) -> "Somebody":
        """A day, in its three boxes."""
        return self.day_as(question, str(on.day), str(on.month), str(on.year))

    def day_as(self, question: str, day: str, month: str, year: str) -> "Somebody":
        """Whatever somebody types into the three boxes of a day."""
        for box, text in {"Day": day, "Month": month, "Year": year}.items():
            self.group(question).get_by_label(box, exact=True).fill(text)
        return self

    def moment(self, at: datetime) -> "Somebody":
        """A day and an hour, as the pages of plans ask for them."""
        local = at.astimezone(LOCAL)
        return self.day("Day", local.date()).write("Hour", local.strftime("%H:%M"))

    def question(self, label: str) -> Locator:
        """A question: its box, or all its boxes."""
        box = self.main.get_by_label(_labelled(label)).and_(self.main.get_by_role("textbox"))
        return box.or_(self.group(label)).first

    def group(self, question: str) -> Locator:
        """A question with its answers."""
        return self.main.get_by_role("group", name=_labelled(question)).first

    # --- recording ---

    def begin(self, room: str, kind: type[Fact]) -> "Somebody":
        """Choose in a room what is to be recorded; the empty sheet is open then."""
        if self.place != room:
            self.go(room)
        self.follow("Record something")
        return self.press(kind.title)

    def fill(self, fact: Fact) -> "Somebody":
        """Type a fact into its own sheet."""
        for question in asked(type(fact)):
            self._answer(question, getattr(fact, question.name))
        return self

    def record(self, room: str, *facts: Fact) -> "Somebody":
        """The whole way by hand, for each: choose, type, save."""
        for fact in facts:
            self.begin(room, type(fact)).fill(fact).press("Record").reads("Recorded.", fact.title)
        return self

    def _answer(self, question: AskedField, value: object) -> None:
        if isinstance(value, Choice):
            self.choose(question.label, value.words)
        elif isinstance(value, tuple):
            self.tick(question.label, [choice.words for choice in value])
        elif isinstance(value, date):
            self.day(question.label, value)
        elif question.shape in {Shape.SHORT, Shape.LONG, Shape.NUMBER} and value != "":
            self.write(question.label, str(value))


def _labelled(label: str) -> re.Pattern[str]:
    """A label, whether or not the question may be left open."""
    return re.compile(rf"^\s*{re.escape(label)}( \(optional\))?\s*$")


def room_of(someone: Somebody, name: str) -> str:
    """The address of the room of this person, from the first page of who is inside."""
    link = someone.go("/").main.get_by_role("link", name=name)
    assert link.count(), f"no way in to {name}: {someone.words}"
    return link.first.get_attribute("href") or ""
