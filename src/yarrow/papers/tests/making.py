"""Papers for tests: every token filled."""

from datetime import date

from yarrow.outgoing.artefact import Artefact
from yarrow.papers.making import make
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage, Token

ON = date(2026, 3, 10)
ADDRESS = "Flat 2\n14b Heol y Bont\nAberystwyth\nSY23 1AB"
FILLED = {token.value: f"Zq{token.value.replace('_', '')}" for token in Token}
EVERY = [(kind, language) for kind in PaperKind for language in PaperLanguage]


def made(
    kind: PaperKind = PaperKind.LETTER,
    form: PaperFormat = PaperFormat.PDF,
    language: PaperLanguage = PaperLanguage.ENGLISH,
    **changed: str,
) -> Artefact:
    return make(kind, form, language, FILLED | changed, on=ON, address=ADDRESS)
