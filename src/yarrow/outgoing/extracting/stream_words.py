"""What stands in the drawing commands of a PDF themselves: words in place of a drawing, pictures in line."""

from collections.abc import Iterator

import pikepdf

from yarrow.door.text import Where

from .found import Found

_MARKS = frozenset({"BDC", "DP"})
_ALT = ("/ActualText", "/Alt", "/E", "/Contents")


def words_in_content(drawn: pikepdf.Page | pikepdf.Stream, found: Found) -> None:
    """One page, or one drawing that pages use."""
    thing = drawn.obj if isinstance(drawn, pikepdf.Page) else drawn
    for command in pikepdf.parse_content_stream(thing):
        if isinstance(command, pikepdf.ContentStreamInlineImage):
            found.has_pictures = True
        elif str(command.operator) in _MARKS:
            found.add(Where.ALT, *_words(command.operands))


def _words(operands: object) -> Iterator[str]:
    for each in operands:  # type: ignore[attr-defined]  # pikepdf's own list of operands
        if isinstance(each, pikepdf.Dictionary):
            yield from (str(value) for value in each.as_dict().values() if isinstance(value, pikepdf.String))
