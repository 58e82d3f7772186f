"""The Welsh catalogue: every marked word of the source has its line in it, translated or waiting.

``python -m workshop.catalogue --write`` adds new words (empty, for a translator) and retires old ones.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from workshop.tree import ROOT, SOURCE

WELSH = SOURCE / "locale" / "cy" / "LC_MESSAGES" / "django.po"
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true", "silent": "false"}}
KEYWORDS = {
    **dict.fromkeys(["_", "N_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}


def marked(folder: Path = SOURCE) -> Catalog:
    """Every word marked for translation in a folder of source."""
    found = Catalog(charset="utf-8")
    for _name, _line, words, _comments, context in extract_from_dir(
        str(folder), METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True
    ):
        found.add(words, context=context)
    return found


def written() -> Catalog:
    """The Welsh catalogue as it stands."""
    with WELSH.open("rb") as file:
        return read_po(file, locale="cy", abort_invalid=True)


def missing(found: Catalog, have: Catalog) -> list[str]:
    """Marked words that have no line in the catalogue."""
    return [
        str(message.id) for message in found if message.id and have.get(message.id, message.context) is None
    ]


def faults(have: Catalog) -> list[str]:
    """Translations whose placeholders do not fit the words they translate."""
    return [f"{message.id}: {error}" for message, errors in have.check() for error in errors]


def _header() -> bytes:
    """What stands before the first word, kept as a person wrote it."""
    return WELSH.read_bytes().partition(b"\n\n")[0] + b"\n\n"


def _body(have: Catalog) -> bytes:
    with BytesIO() as text:
        write_po(text, have, no_location=True, omit_header=True, ignore_obsolete=True, width=0)
        return text.getvalue()


def main(arguments: list[str]) -> int:
    """Check the catalogue; with ``--write``, bring it up to date."""
    have, found = written(), marked()
    if arguments == ["--write"]:
        have.update(found, no_fuzzy_matching=True)
        WELSH.write_bytes(_header() + _body(have))
        return 0
    lines = [f"not in {WELSH.relative_to(ROOT)}: {words}" for words in missing(found, have)]
    print("\n".join(lines + faults(have)))
    return 1 if lines or faults(have) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
