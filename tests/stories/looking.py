"""What is looked at on every page that a story comes to, whoever is there and whatever it is about."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

TITLES = frozenset({"Workspace", "Gweithle"})
"""The one discreet name, in each language."""

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MEASURE = """() => ({
  title: document.title,
  wide: document.documentElement.scrollWidth,
  room: document.documentElement.clientWidth,
  shape: [...new Set([...document.querySelectorAll("body, body *")].map((each) =>
    [each.tagName, each.className, ...each.getAttributeNames()].join(" ")))].sort().join("|"),
})"""
_ASK_AXE = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


@dataclass
class Look:
    """The look of one person's browser; raises AssertionError at the first thing that is wrong.

    ``seen`` holds the shapes of pages that axe has judged: the address without its ids, and every kind
    of element in it. Many pages of a story differ in their words alone.
    """

    has_script: bool
    seen: set[str]
    said: list[str] = field(default_factory=list)
    """What the browser complained of: a policy broken, a script that failed."""
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for, and the one it was asked from."""

    def listen(self, page: Page) -> None:
        """Hear what the browser complains of."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._asked_for)

    def at(self, page: Page) -> None:
        """Judge the page that has just been reached."""
        page.wait_for_load_state()
        found = page.evaluate(_MEASURE)
        assert found["title"] in TITLES, f"{page.url} is titled {found['title']!r}"
        assert is_neutral(page.url), f"an address that tells: {page.url}"
        assert not self.said, f"{page.url}: {self.said}"
        assert found["wide"] <= found["room"], f"{page.url} scrolls sideways: {found['wide']} px"
        shape = _ID.sub("", urlsplit(page.url).path) + found["shape"]
        if self.has_script and shape not in self.seen:
            self.seen.add(shape)
            assert not (broken := against_axe(page)), f"{page.url}: {broken}"

    def _asked_for(self, request: Request) -> None:
        self.asked += [request.url, request.headers.get("referer", "")]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.said.append(message.text)


def against_axe(page: Page) -> list[str]:
    """Each rule of axe that the page breaks, with the first places; empty when it breaks none."""
    # As the browser's own tools would: the page's policy refuses a script tag.
    page.evaluate(_axe())
    return [
        f"{rule['id']} ({rule['impact']}): " + "; ".join(node["html"][:200] for node in rule["nodes"][:3])
        for rule in page.evaluate(_ASK_AXE)
    ]


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


_PLAIN = re.compile("[a-z-]{0,13}|[1-9][0-9]?")


def is_neutral(address: str) -> bool:
    """Only short plain words and random ids: no question mark, no name, no number but a page's.

    That the words themselves tell nothing is judged against the table of addresses (tests/barrier).
    """
    parts = urlsplit(address)
    words = parts.path.split("/")
    return not parts.query and all(_PLAIN.fullmatch(word) or _ID.fullmatch(word) for word in words)
