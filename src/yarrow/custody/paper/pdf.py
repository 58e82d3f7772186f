import json
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from yarrow.custody.kit import Kit

from .words import Holder, kit_words

_LAYOUT = Path(__file__).with_name("kit.typ")


def printed_kit(*, kit: Kit, holder: Holder, code: bytes, on: date, language: str) -> bytes:
    """One custodian's kit as PDF/UA: their code, what it can do, two guides, and the sealed bundles.

    Made in memory: the caller decides where the one copy with the code in it goes.
    """
    words = kit_words(kit=kit, holder=holder, code=code, on=on, language=language)
    made = typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"kit": json.dumps(words)},
        pdf_standards=["ua-1"],
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return made
