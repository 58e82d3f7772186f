"""Reads pages as these tests need them."""

import re
from html import unescape
from typing import Any

_RANDOM = (
    re.compile(r'(name="csrfmiddlewaretoken"[^>]*value=")[^"]*'),
    re.compile(r'(name="page_of"[^>]*value=")[^"]*'),
    re.compile(r"()[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
)


def masked(answer: Any) -> str:
    """Status, address and page, without what is random in every page: tokens and ids."""
    page = f"{answer.status_code} {answer.headers.get('Location', '')} {answer.content.decode()}"
    for random in _RANDOM:
        page = random.sub(r"\1", page)
    return page


def words_of(answer: Any) -> str:
    """What a person reads in the main part of the page, with single spaces."""
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
