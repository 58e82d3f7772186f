"""Walking through the service as one browser: every link, every address with ids, every form."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from .addresses import ROOMS, targets
from .answers import ID, Answer, Page, ask, is_page
from .settled import Settled

_OF_A_SHAPE = 3
"""How many addresses are asked that differ only in their ids: the third entry's page tells no more than
the second's."""
_MOST_HOPS = 2
_AWAY = ("/exit", "/sign-out/", "/lock/", "/second-factor/", "/account/passkey/", "/keep/")
"""What ends the session; and the page of a fresh seed, which is new at every look."""
_FREEZES = "/freeze/"
"""Pressed on oneself it ends the session, as signing out does."""


class _Once:
    """Lets each address through once, and only a few that differ in nothing but their ids."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._shapes: Counter[str] = Counter()

    def lets(self, address: str, *, however_many: bool = False) -> bool:
        shape = ID.sub("id", address)
        if address in self._seen or (self._shapes[shape] >= _OF_A_SHAPE and not however_many):
            return False
        self._seen.add(address)
        self._shapes[shape] += 1
        return True


def walk(client: Client, also: Sequence[str] = ()) -> list[Answer]:
    """Look at every page that can be reached by links and redirects, from "/" and from ``also``."""
    waiting, once, found, asked_for = ["/", *also], _Once(), list[Answer](), set(also)
    while waiting:
        address = waiting.pop(0)
        if _leads_away(address) or not once.lets(address, however_many=address in asked_for):
            continue
        answer = ask(client, address)
        found.append(answer)
        waiting += _onward(answer)
    return found


def _onward(answer: Answer) -> list[str]:
    if answer.goes_to:
        return [answer.goes_to]
    return Page(answer).links if is_page(answer) else []


def _leads_away(address: str) -> bool:
    parts = urlsplit(address)
    ends = address.startswith((*_AWAY, settings.STATIC_URL)) or address.endswith(_FREEZES)
    return bool(parts.netloc) or ends or parts.path == ""


def known_addresses(settled: Settled, rooms: Sequence[str] = ROOMS) -> list[str]:
    """Every route with ids of these rooms, whoever asks; those that end the session left out."""
    found = dict.fromkeys(target.address for target in targets(settled, rooms))
    return [address for address in found if not _leads_away(address)]


def press(client: Client, address: str, typed: dict[str, object]) -> list[Answer]:
    """Post, and follow where it leads."""
    answers = [ask(client, address, typed)]
    while answers[-1].goes_to and len(answers) < _MOST_HOPS and not _leads_away(answers[-1].goes_to):
        answers.append(ask(client, answers[-1].goes_to))
    return answers


def forms_on(pages: Iterable[Answer]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each form once: where it is posted to, with its hidden fields."""
    once = _Once()
    for page in filter(is_page, pages):
        for form in Page(page).forms:
            if form.method == "post" and not _leads_away(form.action) and once.lets(form.action):
                yield form.action, form.fields


def press_everything(client: Client, pages: Iterable[Answer]) -> Iterator[Answer]:
    """Post each form as it stands: nothing typed, only what is hidden in it."""
    for action, hidden in list(forms_on(pages)):
        yield from press(client, action, {n: v for n, v in hidden.items() if n != "csrfmiddlewaretoken"})
