"""Every word on a page that families open has its Welsh beside it."""

import pytest
from babel.messages.extract import extract_from_file

from workshop.catalogue import KEYWORDS, OPTIONS, written
from workshop.tree import SOURCE

PAGES = [
    "design/templates/design/base.html",
    "design/templates/design/error.html",
    "design/templates/design/public_base.html",
    "gate/facts/own_hand.py",
    "handover/sheets.py",
    "handover/templates/handover/given.html",
    "handover/templates/handover/nothing_here.html",
    "handover/templates/handover/screen.html",
    "handover/templates/handover/sheet.html",
    "handover/terms.py",
    "intake/forms/public.py",
    "intake/templates/intake/_numbers.html",
    "intake/templates/intake/_safety.html",
    "intake/templates/intake/closed.html",
    "intake/templates/intake/public.html",
    "intake/templates/intake/thanks.html",
    "intake/templates/intake/two_ways.html",
]

pytestmark = pytest.mark.once


@pytest.mark.parametrize("page", PAGES)
def test_each_word_has_its_welsh(page: str) -> None:
    method, options = ("python", {}) if page.endswith(".py") else ("jinja2", OPTIONS["**.html"])
    have = written()

    found = list(extract_from_file(method, SOURCE / page, KEYWORDS, options=options))

    assert found
    words = [(each if isinstance(each, str) else each[0], context) for _line, each, _said, context in found]
    assert [word for word, context in words if not _welsh(have.get(word, context))] == []


def _welsh(message: object) -> bool:
    return bool(getattr(message, "string", None))
