"""A browser as far as the bench needs one: one kept-alive connection to this machine, and its cookies."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from django.conf import settings

from .lanes import WrongAnswer

HERE = "127.0.0.1"
_PATIENCE = 60
Typed = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    location: str
    body: bytes
    seconds: float

    def must(self, status: int, *words: str, location: str = "") -> "Answer":
        """Itself, when it is what was expected; raises ``WrongAnswer`` otherwise."""
        if self.status != status or (location and self.location != location):
            raise WrongAnswer(f"{self.status} {self.location}, not {status} {location}")
        missing = next((word for word in words if word.encode() not in self.body), None)
        if missing is not None:
            raise WrongAnswer(f"{missing!r} is not on the page")
        return self


class Caller:
    """Somebody who calls; nobody yet, until cookies say who."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.cookies = dict(cookies or {})
        self._line = HTTPConnection(HERE, port, timeout=_PATIENCE)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, typed: Typed, headers: Mapping[str, str] | None = None) -> Answer:
        """Post a form, with the token that the cookie asks for."""
        whole = {"csrfmiddlewaretoken": self.cookies.get(settings.CSRF_COOKIE_NAME, ""), **typed}
        form = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self._ask("POST", path, urlencode(whole, doseq=True).encode(), form)

    def call_anew(self) -> None:
        """Hang up; the next request makes a new connection, as a server may have closed a quiet one."""
        self._line.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        try:
            self._line.request(method, path, body, {**headers, **({"Cookie": cookies} if cookies else {})})
            response = self._line.getresponse()
            said = response.read()
        except (HTTPException, OSError):
            self._line.close()  # otherwise every later request would fail for this one
            raise
        seconds = time.perf_counter() - began
        self._keep(response)
        return Answer(response.status, response.headers.get("Location", ""), said, seconds)

    def _keep(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0].strip('"')
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)


def signed_in(port: int, username: str, passphrase: str) -> Caller:
    """Somebody who has signed in by the real way in."""
    caller = Caller(port)
    caller.get("/sign-in/").must(200)
    caller.post("/sign-in/", {"username": username, "passphrase": passphrase}).must(302, location="/")
    caller.get("/").must(200)
    return caller
