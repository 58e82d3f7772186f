"""A page holds no script, no style and no untranslated word of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards.reading import planted, tell, unexcused
from workshop.tree import SOURCE

INLINE = {
    "a script of its own": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style of its own": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=|javascript:", re.IGNORECASE),
    "escaping switched off": re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false"),
}
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_MARKED = re.compile(
    r"\{%-?\s*(?:block)?trans(?:late)?\b.*?\{%-?\s*end(?:block)?trans(?:late)?\s*-?%\}", re.DOTALL
)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SPOKEN = re.compile(r"""\s(?:alt|title|placeholder|aria-label)\s*=\s*["']([^"']*)["']""")
_GIVEN = re.compile(
    r"""["']?\b(?:text|html|titleText|title|label|hint|legend|heading|caption|visuallyHiddenText)["']?\s*[:=]\s*"""
    r"""["']([^"'{<]*[A-Za-z]{2}[^"'{<]*)["']"""
)
_TAG = re.compile(r"<(?:script|svg)\b.*?</(?:script|svg)>|<[^>]*>|&[a-z#0-9]+;", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")


def untranslated(text: str) -> Iterator[str]:
    """Words a person would read that no translator would ever see. It may miss, it does not invent."""
    text = _MARKED.sub(" ", _COMMENT.sub(" ", text))
    for code in _CODE.findall(text):
        yield from _GIVEN.findall(code)
    plain = _CODE.sub(" ", text)
    yield from (words for words in _SPOKEN.findall(plain) if _WORD.search(words))
    yield from (words.strip() for words in _TAG.sub("\n", plain).splitlines() if _WORD.search(words))


def breaches(source: Path) -> Iterator[tuple[str, str]]:
    """What a template may not hold."""
    for path in sorted(source.rglob("templates/**/*.html")):
        place, text = str(path.relative_to(source.parent)), path.read_text()
        yield from (
            (place, f"has {what}")
            for what, pattern in INLINE.items()
            if pattern.search(_COMMENT.sub("", text))
        )
        yield from ((place, f"says {words!r}, which is not marked") for words in untranslated(text))


def test_pages_hold_no_script_style_or_unmarked_word() -> None:
    found = unexcused("templates", breaches(SOURCE))

    assert not found, tell(found)


def test_each_breach_in_a_page_is_found(tmp_path: Path) -> None:
    page = planted(tmp_path) / "rooms" / "templates" / "rooms" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '<script>x()</script><p style="a" onclick="b">{% trans %}Fine{% endtrans %} Save now</p>'
        '{# quiet #}{{ govukButton({"text": "Send it"}) }}{{ govukButton({"text": _("Fine")}) }}'
        "{{ name|safe }}"
        '<img alt="A house">'
    )

    found = [what for _, what in breaches(tmp_path / "yarrow")]

    assert found == [*(f"has {what}" for what in INLINE)] + [
        f"says {words!r}, which is not marked" for words in ("Send it", "A house", "Save now")
    ]
