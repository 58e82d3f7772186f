"""Texts, pages, tables, mails and calendar entries with words planted in one layer each; and all papers."""

import io
from email.message import EmailMessage

import openpyxl

from yarrow.outgoing.artefact import Artefact

from .papers import PDF, PORTABLE, Planted, brought, letter
from .papers_in_word import WORDED

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _book(*cells: str) -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("Table").append(list(cells))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mail(
    words: str = "", *, subject: str = "Monday", to: str = "bryn@example.org", attached: str = ""
) -> Artefact:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "service@example.org", to, subject
    message.set_content(words or "See you on Monday.")
    if attached:
        message.add_attachment(letter(attached), maintype="application", subtype="pdf", filename="letter.pdf")
    return brought(message.as_bytes(), "message/rfc822", "mail.eml")


def _event(**lines: str) -> Artefact:
    said = "".join(f"{name}:{value}\r\n" for name, value in lines.items())
    first = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    body = f"{first}DTSTAMP:20260301T090000Z\r\n{said}END:VEVENT\r\nEND:VCALENDAR\r\n"
    return brought(body.encode(), "text/calendar", "entry.ics")


def _page(markup: str) -> Artefact:
    return brought(f"<html><body>{markup}</body></html>".encode(), "text/html", "page.html")


OTHER: dict[str, Planted] = {
    "text": lambda words: brought(f"Come to {words} on Monday.".encode(), "text/plain", "text.txt"),
    "text, UTF-16": lambda words: brought(words.encode("utf-16"), "text/plain", "text.txt"),
    "name of the file": lambda words: brought(letter(), PDF, words.replace(" ", "_") + ".pdf"),
    "page": lambda words: _page(f"<p>{words}</p>"),
    "page, bold": lambda words: _page(f"<p>{words[:4]}<b>{words[4:]}</b></p>"),
    "page, comment": lambda words: _page(f"<!-- {words} -->"),
    "page, hidden": lambda words: _page(f"<p style='display:none'>{words}</p>"),
    "page, attribute": lambda words: _page(f"<p title='{words}'>a</p>"),
    "sheet, cell": lambda words: brought(_book(words), SHEET, "table.xlsx"),
    "sheet, cells side by side": lambda words: brought(_book(*words.split()), SHEET, "table.xlsx"),
    "mail": _mail,
    "mail, subject": lambda words: _mail(subject=words),
    "mail, address": lambda words: _mail(to=f'"{words}" <a@example.org>'),
    "mail, attached letter": lambda words: _mail(attached=words),
    "entry, place": lambda words: _event(LOCATION=words.replace(",", r"\,")),
    "entry, folded": lambda words: _event(DESCRIPTION=words[:6] + "\r\n " + words[6:]),
    "entry, alarm": lambda words: _event(COMMENT=words),
}

EVERY: dict[str, Planted] = (
    {f"PDF, {layer}": planted for layer, planted in PORTABLE.items()}
    | {f"Word, {layer}": planted for layer, planted in WORDED.items()}
    | OTHER
)
