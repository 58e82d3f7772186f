"""What is to be made: everything that the bytes of a paper rest on, so that they come out the same again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yarrow.outgoing.artefact import Artefact
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage
from yarrow.papers.wording import wording_of

from . import artefact_of
from .filling import Filled, fill


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One paper for one room. ``repr`` is off: it holds words and an address."""

    kind: PaperKind
    format: PaperFormat
    language: PaperLanguage
    tokens: Mapping[str, str]
    on: date
    address: str = ""

    def filled(self) -> Filled:
        """As it will be read; raises ``rules.BadPaper``."""
        return fill(wording_of(self.kind, self.language), self.tokens, on=self.on, address=self.address)

    def made(self) -> Artefact:
        """As a file; raises ``rules.BadPaper``."""
        return artefact_of(self.filled(), self.kind, self.format)

    def to_json(self) -> str:
        """To be sealed."""
        return json.dumps(
            [self.kind, self.format, self.language, dict(self.tokens), self.on.isoformat(), self.address]
        )

    @classmethod
    def from_json(cls, sealed: str) -> "Asked":
        """The same again; raises ValueError for anything else."""
        kind, form, language, tokens, on, address = json.loads(sealed)
        return cls(
            kind=PaperKind.of(kind),
            format=PaperFormat.of(form),
            language=PaperLanguage.of(language),
            tokens=tokens,
            on=date.fromisoformat(on),
            address=address,
        )
