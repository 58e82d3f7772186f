"""How a word sounds, Welsh or English. Pure."""

from jellyfish import metaphone

_SOUNDS = (
    ("dd", "th"),
    ("ff", "v"),
    ("ph", "v"),
    ("f", "v"),
    ("ll", "l"),
    ("rh", "r"),
    ("ck", "k"),
    ("w", "u"),
)


def sound_of(word: str) -> str:
    """How a word sounds in a few letters; nothing for what is not made of plain letters."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return metaphone(word).replace(" ", "") if word.isascii() and word.isalpha() else ""
