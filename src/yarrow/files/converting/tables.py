"""Excel files: a new file with the values that can be seen, sheet by sheet. Nothing else.

Formulas, hidden sheets, rows and columns, comments, names, links, authors and pictures stay behind.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from .answer import Made, NoCopy, NotTaken
from .sheets import book
from .sniffing import XLSX

MOST_SHEETS = 60
MOST_CELLS = 300_000
_BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, KeyError, ValueError),
    *(TypeError, IndexError, AttributeError, SyntaxError),
)


def table_copy(content: bytes) -> Made:
    """The file written anew; raises NotTaken where it cannot be read, NoCopy where it is only too large."""
    try:
        old = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except _BROKEN:
        raise NotTaken("broken") from None
    seen = [sheet for sheet in old.worksheets if sheet.sheet_state == "visible"]
    if not seen:
        raise NoCopy("nothing_seen")
    if len(seen) > MOST_SHEETS or sum(sheet.max_row * sheet.max_column for sheet in seen) > MOST_CELLS:
        raise NoCopy("too_long")
    hidden = len(seen) < len(old.worksheets) or any(_hides_something(sheet) for sheet in seen)
    made = book([(sheet.title, _values(sheet)) for sheet in seen])
    return Made(XLSX, made, ("hidden_in_file", "formulas", *(["hidden_cells"] if hidden else [])))


def _values(sheet: Worksheet) -> Iterator[list[Any]]:
    """What can be seen of a sheet, row by row."""
    rows, columns = _hidden_rows(sheet), _hidden_columns(sheet)
    for cells in sheet.iter_rows():
        if cells and cells[0].row not in rows:
            yield [cell.value for cell in cells if cell.column not in columns]


def _hides_something(sheet: Worksheet) -> bool:
    return bool(_hidden_rows(sheet) or _hidden_columns(sheet))


def _hidden_rows(sheet: Worksheet) -> set[int]:
    # A filter hides rows too; it is written down row by row like any other.
    found = sheet.row_dimensions.items()
    return {number for number, row in found if row.hidden or row.height == 0}


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """Hidden columns that stand side by side share one entry."""
    hidden = [each for each in sheet.column_dimensions.values() if each.hidden or each.width == 0]
    return {number for each in hidden for number in range(each.min or 1, (each.max or each.min or 1) + 1)}
