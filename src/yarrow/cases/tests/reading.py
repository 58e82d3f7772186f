"""Reads pages as these tests need them: words as a person sees them, and bytes that can be compared."""

import re
from html import unescape
from typing import Any

_RANDOM = (
    re.compile(r'(name="csrfmiddlewaretoken"[^>]*value=")[^"]*'),
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
)


def masked(answer: Any) -> str:
    """Status, address and page, without what is random in every page: tokens and ids."""
    page = answer.content.decode()
    for random in _RANDOM:
        page = random.sub(lambda found: found.group(1) if found.groups() else "ID", page)
    where = _RANDOM[1].sub("ID", answer.headers.get("Location", ""))
    return f"{answer.status_code} {where} {page}"


def words_of(answer: Any) -> str:
    """What a person reads in the main part of the page, with single spaces."""
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def typed_back(answer: Any, name: str) -> list[str]:
    """The values that a page offers again in text fields of this name."""
    page = answer.content.decode()
    return [unescape(value) for value in re.findall(rf'name="{name}"[^>]*? value="([^"]*)"', page)]


def token_in(answer: Any, name: str = "once") -> str:
    """The hidden value that a page was given."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found is not None
    return str(found.group(1))
