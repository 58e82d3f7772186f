"""What the door is shown of a finished paper: its words, and where in it they lie. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """The part of a paper that some words come from."""

    BODY = "body"
    LAYER = "layer"
    ALT = "alt"
    METADATA = "metadata"
    FILE_NAME = "file_name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Text:
    """Some words of a paper, exactly as they stand in it."""

    where: Where
    words: str
