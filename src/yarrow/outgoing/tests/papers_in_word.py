"""Word files with words planted in one layer each."""

import io
import zipfile
from collections.abc import Callable

import docx

from yarrow.outgoing.artefact import Artefact

from .papers import Planted, brought

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(change: Callable[[docx.document.Document], object] | None = None) -> bytes:
    """A letter in Word."""
    paper = docx.Document()
    paper.add_paragraph("Dear Bryn, see you on Monday.")
    if change is not None:
        change(paper)
    out = io.BytesIO()
    paper.save(out)
    return without_picture(out.getvalue())


def without_picture(body: bytes) -> bytes:
    """Without the small picture of an empty page that python-docx's own template brings along."""
    return repacked(body, drop="docProps/thumbnail.jpeg")


def repacked(body: bytes, *, drop: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """The same folder with parts taken out, changed or put in."""
    out, put = io.BytesIO(), dict(more or {})
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != drop:
                new.writestr(each.filename, put.pop(each.filename, old.read(each)))
        for name, content in put.items():
            new.writestr(name, content)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _in_body(markup: str) -> bytes:
    body = written()
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        words = folder.read("word/document.xml").decode()
    return repacked(
        body, more={"word/document.xml": words.replace("<w:body>", "<w:body>" + markup, 1).encode()}
    )


def _part(name: str, markup: str) -> Planted:
    return lambda words: _word(repacked(written(), more={name: markup.replace("WORDS", words).encode()}))


def _word(body: bytes, name: str = "letter.docx") -> Artefact:
    return brought(body, WORD, name)


def _body(markup: str) -> Planted:
    return lambda words: _word(
        _in_body(markup.replace("WORDS", words).replace("FIRST", words[:4]).replace("REST", words[4:]))
    )


def _set(change: Callable[[docx.document.Document, str], object]) -> Planted:
    return lambda words: _word(written(lambda paper: change(paper, words)))


def _cells(paper: docx.document.Document, words: str) -> None:
    table = paper.add_table(rows=1, cols=1)
    table.cell(0, 0).text = words


WORDED: dict[str, Planted] = {
    "paragraph": _set(lambda paper, words: paper.add_paragraph(words)),
    "table": _set(_cells),
    "header": _set(lambda paper, words: paper.sections[0].header.paragraphs[0].add_run(words)),
    "footer": _set(lambda paper, words: paper.sections[0].footer.paragraphs[0].add_run(words)),
    "title": _set(lambda paper, words: setattr(paper.core_properties, "title", words)),
    "author": _set(lambda paper, words: setattr(paper.core_properties, "author", words)),
    "comments on the file": _set(lambda paper, words: setattr(paper.core_properties, "comments", words)),
    "comment": _set(lambda paper, words: paper.add_comment(paper.paragraphs[0].runs[0], text=words)),
    "split over runs": _body(
        "<w:p><w:r><w:t>FIRST</w:t></w:r><w:r><w:t xml:space='preserve'>REST</w:t></w:r></w:p>"
    ),
    "deleted, tracked": _body(
        "<w:p><w:del w:id='9' w:author='a'><w:r><w:delText>WORDS</w:delText></w:r></w:del></w:p>"
    ),
    "cut by a deletion": _body(
        "<w:p><w:r><w:t>FIRST</w:t></w:r>"
        "<w:del w:id='9' w:author='a'><w:r><w:delText>zzz</w:delText></w:r></w:del>"
        "<w:r><w:t xml:space='preserve'>REST</w:t></w:r></w:p>"
    ),
    "cut by an insertion": _body(
        "<w:p><w:r><w:t>FIRST</w:t></w:r>"
        "<w:ins w:id='9' w:author='a'><w:r><w:t>zzz</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'>REST</w:t></w:r></w:p>"
    ),
    "author of a change": _body(
        "<w:p><w:ins w:id='9' w:author='WORDS'><w:r><w:t>a</w:t></w:r></w:ins></w:p>"
    ),
    "hidden letters": _body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>WORDS</w:t></w:r></w:p>"),
    "bookmark": _body("<w:p><w:bookmarkStart w:id='7' w:name='WORDS'/><w:bookmarkEnd w:id='7'/></w:p>"),
    "name of a field to fill in": _body(
        "<w:sdt><w:sdtPr><w:alias w:val='WORDS'/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    ),
    "alt text": _body(
        "<w:p><w:r><w:pict>"
        "<v:shape xmlns:v='urn:schemas-microsoft-com:vml' alt='WORDS'/></w:pict></w:r></w:p>"
    ),
    "footnote": _part(
        "word/footnotes.xml",
        f"<w:footnotes {_W}><w:footnote><w:p><w:r><w:t>WORDS</w:t></w:r></w:p></w:footnote></w:footnotes>",
    ),
    "own property": _part(
        "docProps/custom.xml", "<Properties><property name='a'><lpwstr>WORDS</lpwstr></property></Properties>"
    ),
    "name of a part": lambda words: _word(repacked(written(), more={f"customXml/{words}.xml": b"<a/>"})),
}
