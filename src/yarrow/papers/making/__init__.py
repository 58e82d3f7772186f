"""A finished paper: its wording filled and made into a file that says nothing but what it says.

It is not let out by being made: that is ``outgoing.actions.pass_the_door``.
"""

from collections.abc import Mapping
from datetime import date

from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage
from yarrow.papers.wording import wording_of

from .filling import Filled, fill
from .typesetting import as_pdf
from .word import as_word

_OF_THE_DOOR = {
    PaperKind.LETTER: ArtefactKind.LETTER,
    PaperKind.APPOINTMENT: ArtefactKind.LETTER,
    PaperKind.FOLLOW_UP: ArtefactKind.LETTER,
    PaperKind.NOT_GOING_AHEAD: ArtefactKind.LETTER,
    PaperKind.CONSENT: ArtefactKind.PRINT,
    PaperKind.CONSENT_EASY: ArtefactKind.PRINT,
    PaperKind.HOW_IT_WAS: ArtefactKind.PRINT,
    PaperKind.HOPES: ArtefactKind.PRINT,
    PaperKind.SAY_NO: ArtefactKind.PRINT,
    PaperKind.PASS_ON: ArtefactKind.PRINT,
    PaperKind.PICTURES: ArtefactKind.PRINT,
    PaperKind.DAY_PLAN: ArtefactKind.PRINT,
    PaperKind.SAFER_HANDOVER: ArtefactKind.PRINT,
    PaperKind.TIME_PROPOSED: ArtefactKind.PRINT,
    PaperKind.TIME_PROPOSED_CHILD: ArtefactKind.PRINT,
    PaperKind.COVER: ArtefactKind.PRINT,
    PaperKind.AGREEMENT: ArtefactKind.AGREEMENT,
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make(
    paper: PaperKind,
    format: PaperFormat,  # noqa: A002  # the word that whoever asks for a paper uses
    language: PaperLanguage,
    tokens: Mapping[str, str],
    *,
    on: date,
    address: str = "",
) -> Artefact:
    """The paper as a file, in memory. ``on`` is the day on a letter; ``address`` goes onto letters only.

    The same words give the same bytes, so that what was let out can be made again and known again.
    Raises ``rules.BadPaper``: UnknownTokens and UnfilledTokens name every token, CannotBePrinted none.
    """
    return artefact_of(fill(wording_of(paper, language), tokens, on=on, address=address), paper, format)


def artefact_of(filled: Filled, paper: PaperKind, format: PaperFormat) -> Artefact:  # noqa: A002  # as above
    """The same for a paper that was filled already, as the preview shows it."""
    kind = _OF_THE_DOOR.get(paper, ArtefactKind.LEAFLET)
    if format is PaperFormat.WORD:
        return Artefact(kind, "document.docx", _WORD, as_word(filled))
    return Artefact(kind, "document.pdf", "application/pdf", as_pdf(filled))
