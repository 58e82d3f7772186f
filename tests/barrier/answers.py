"""One answer of the service as a browser gets it, byte for byte, and what in it is fresh each time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from django.test import Client

ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UUID = re.compile(ID.pattern.encode())
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken"[^>]*?value=")[^"]*')
_WALL_CLOCK = frozenset({"Expires", "Date"})
_FRESH_COOKIE = re.compile(rb"\b(csrf|s|k|d|device|expires)=[^;]*")

Typed = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that comes back for one request."""

    method: str
    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """One header; empty where it is not there."""
        return dict(self.headers).get(name, "")

    @property
    def goes_to(self) -> str:
        """Where a redirect leads."""
        return self.header("Location")

    def whole(self) -> bytes:
        """Status, headers and body, without what is random in every answer anyway."""
        kept = [(name, value) for name, value in self.headers if name not in _WALL_CLOCK]
        lines = [f"{self.status}", *(f"{name}: {value}" for name, value in kept)]
        head = _FRESH_COOKIE.sub(rb"\1=~", "\n".join(lines).encode())
        return head + b"\n\n" + _TOKEN.sub(rb"\1~", self.body)


def ask(client: Client, address: str, typed: Typed | None = None) -> Answer:
    """A GET, or a POST of what is typed (``{}``: a press with nothing in it)."""
    client.raise_request_exception = False
    response = client.get(address) if typed is None else client.post(address, typed)
    cookies = [("Set-Cookie", cookie.OutputString()) for _, cookie in sorted(response.cookies.items())]
    headers = sorted(response.headers.items())
    method = "GET" if typed is None else "POST"
    return Answer(method, address, response.status_code, (*headers, *cookies), response.getvalue())


def without_ids(answers: Iterable[Answer]) -> list[bytes]:
    """What came back, with every id replaced by the order in which it first appeared."""
    seen: dict[bytes, bytes] = {}

    def numbered(found: re.Match[bytes]) -> bytes:
        return seen.setdefault(found[0], b"id-%d" % len(seen))

    return [
        _UUID.sub(numbered, f"{each.method} {each.address}\n".encode() + each.whole()) for each in answers
    ]


def masked(answer: Answer) -> bytes:
    """One answer without its address and without any id."""
    return _UUID.sub(b"id", answer.whole())


@dataclass(slots=True)
class Form:
    """A form on a page."""

    action: str
    method: str
    attributes: dict[str, str | None]
    fields: dict[str, str]


class Page(HTMLParser):
    """What a page links to and asks."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.address = answer.address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.title = ""
        self.fields: list[dict[str, str | None]] = []
        self._in_title = False
        self.feed(answer.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and (given.get("href") or "").startswith("/"):
            self.links.append(str(given["href"]))
        if tag == "form":
            action = given.get("action") or self.address
            self.forms.append(Form(action, (given.get("method") or "get").lower(), given, {}))
        if tag in {"input", "textarea", "select"} and self.forms:
            self.fields.append(given | {"tag": tag})
            if given.get("type") == "hidden" and given.get("name"):
                self.forms[-1].fields[str(given["name"])] = given.get("value") or ""
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def is_page(answer: Answer) -> bool:
    """Whether it is a page to read."""
    return answer.status == 200 and answer.header("Content-Type").startswith("text/html")
