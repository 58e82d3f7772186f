"""Which safe copy is made of which kind, each from its own file: a process reads only the one it needs."""

from collections.abc import Callable
from functools import partial

from .answer import Made
from .sniffing import DOCX, HEIC, JPEG, PDF, PNG, XLSX

Copier = Callable[[bytes], Made]


def copier_of(kind: str) -> Copier:  # one line a kind
    """What makes the safe copy of this kind; the library behind it is read now."""
    if kind in {JPEG, PNG}:
        from .pictures import picture_copy

        return partial(picture_copy, kind=kind)
    if kind == HEIC:
        from .pictures import heic_copy

        return heic_copy
    if kind == PDF:
        from .papers import paper_copy

        return paper_copy
    if kind == DOCX:
        from .letters import letter_copy

        return letter_copy
    if kind == XLSX:
        from .tables import table_copy

        return table_copy
    from .words import words_copy

    return words_copy
