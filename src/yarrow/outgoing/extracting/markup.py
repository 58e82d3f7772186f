"""HTML: what is read, what is hidden, what stands in attributes and comments."""

from html.parser import HTMLParser

from yarrow.door.text import Where

from .found import Found, Inside, Paper, pieces
from .plain import words_of

_PICTURES = frozenset({"img", "picture", "svg", "video", "canvas", "object", "embed", "iframe"})
_ALT = frozenset({"alt", "title", "aria-label", "placeholder", "summary"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "address",
        "pre",
    }
)


class _Page(HTMLParser):
    """Keeps all of it apart; it understands what is broken as browsers do."""

    def __init__(self, found: Found) -> None:
        super().__init__(convert_charrefs=True)
        self.found, self.block, self.blocks = found, list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
        self.found.has_pictures = self.found.has_pictures or tag in _PICTURES
        for name, value in attrs:
            self.found.add(Where.ALT if name in _ALT else Where.LAYER, value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        self.block.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.add(Where.LAYER, data)

    def handle_decl(self, decl: str) -> None:
        self.found.add(Where.LAYER, decl)

    def handle_pi(self, data: str) -> None:
        self.found.add(Where.LAYER, data)

    def unknown_decl(self, data: str) -> None:
        self.found.add(Where.LAYER, data)

    def end_block(self) -> None:
        """A new line: what came so far belongs together, with and without what stood between."""
        together, apart = pieces(self.block)
        self.found.add(Where.BODY, together, apart)
        self.blocks.append(together)
        self.block.clear()


def read_markup(artefact: Paper, found: Found, _inside: Inside) -> None:
    """A page, or the other half of a mail."""
    page = _Page(found)
    page.feed(words_of(artefact.body))
    page.close()
    page.end_block()
    found.add(Where.BODY, "\n".join(page.blocks))
