"""Writing values into a new Excel file, in memory.

Our own few lines: the library that reads these files writes every sheet into a temporary file first,
in plain, and puts the hour into each of them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .zipped import packed

Sheet = tuple[str, Iterable[Sequence[Any]]]
"""A title, and rows of values."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_APPLICATION = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # what Excel counts its days from; it knows no time zones
_GENERAL, _DAY, _MOMENT = 0, 1, 2
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def book(sheets: Sequence[Sheet]) -> bytes:
    """The same bytes for the same values."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook([title for title, _ in sheets]),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": _sheet(rows) for n, (_, rows) in enumerate(sheets, start=1)}
    return packed({name: (_HEAD + part).encode() for name, part in parts.items()})


def _types(numbers: Iterable[int]) -> str:
    of = {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    of |= {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    said = "".join(
        f'<Override PartName="{name}" ContentType="{_APPLICATION}.{kind}+xml"/>' for name, kind in of.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    default = f'<Default Extension="rels" ContentType="{relations}"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{default}{said}</Types>'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def _workbook(titles: Iterable[str]) -> str:
    said = "".join(
        f'<sheet name={quoteattr(_clean(title))} sheetId="{n}" r:id="r{n}"/>'
        for n, title in enumerate(titles, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{said}</sheets></workbook>'


def _sheet(rows: Iterable[Sequence[Any]]) -> str:
    said = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{said}</sheetData></worksheet>'


def _cell(value: Any) -> str:
    """A text that begins like a formula stays a text; what is no plain value is an empty cell."""
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>" if abs(value) != float("inf") else "<c/>"
    if isinstance(value, datetime):
        return _day(value.replace(tzinfo=None), _MOMENT)
    if isinstance(value, date):
        return _day(datetime(value.year, value.month, value.day), _DAY)  # noqa: DTZ001  # as above
    if isinstance(value, str | time | timedelta):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_clean(str(value)))}</t></is></c>'
    return "<c/>"


def _day(value: datetime, style: int) -> str:
    days = (value - _DAY_ZERO) / timedelta(days=1)
    return f'<c s="{style}"><v>{days!r}</v></c>'


def _clean(words: str) -> str:
    """Without signs that XML may not hold."""
    return "".join(sign for sign in words if sign >= " " or sign in "\t\n")
