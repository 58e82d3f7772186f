"""A file that lies in a room. No rule looks at it: what it shows is recorded beside it, in words."""

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Choice, LongText, Mark
from yarrow.kernel.words import N_


class FileType(Choice):
    """What a file is, by what it holds and not by its name."""

    JPEG = "jpeg", N_("Picture (JPEG)")
    PNG = "png", N_("Picture (PNG)")
    HEIC = "heic", N_("Picture (HEIC)")
    PDF = "pdf", N_("PDF")
    DOCX = "docx", N_("Word document")
    XLSX = "xlsx", N_("Excel table")
    TEXT = "text", N_("Plain text")


class Copy(Choice):
    """Whether there is a safe copy, and if not, why."""

    MADE = "made", N_("Made")
    TOO_LONG = "too_long", N_("None: the document is too long")
    NOTHING_SEEN = "nothing_seen", N_("None: every sheet of it is hidden")
    FAILED = "failed", N_("None: it could not be made")
    UNKNOWN = "unknown", N_("Not known")


class LeftOut(Choice):
    """What a safe copy does not have of the original."""

    HIDDEN_IN_PICTURE = "hidden_in_picture", N_("where, when and with what it was taken")
    SMALLER = "smaller", N_("its full size")
    OTHER_PICTURES = "other_pictures", N_("further pictures in the same file")
    NOT_WORDS = (
        "not_words",
        N_("its words as text: the copy cannot be searched or read aloud; the original can"),
    )
    HIDDEN_IN_PAPER = "hidden_in_paper", N_("layers, comments, forms, links and author")
    HIDDEN_IN_FILE = "hidden_in_file", N_("author, days, comments and everything embedded")
    BESIDE_TEXT = "beside_text", N_("headers, footers, notes, comments or pictures")
    PICTURES = "pictures", N_("pictures in the text")
    CHANGES = "changes", N_("tracked changes: they are taken as accepted")
    HIDDEN_TEXT = "hidden_text", N_("hidden text")
    FORMULAS = "formulas", N_("formulas: only their values are there")
    HIDDEN_CELLS = "hidden_cells", N_("hidden sheets, rows or columns")
    INVISIBLE_SIGNS = "invisible_signs", N_("signs that cannot be seen")


@fact("document", homes={Home.PERSON, Home.TEAM}, subject=Subject.WORDS, title=N_("Document"))
class Document(Fact):
    """A file that somebody gave us, with its key: who opens this entry can open the file.

    ``original`` and ``safe_copy`` say where each lies and what opens it (``files.rules.Kept``); the
    second is empty where there is none. Only a safe copy is ever given to anybody outside.
    """

    name: str = ask(N_("Name of the file"))
    caption: LongText = ask(N_("What is it?"), default=LongText(""))
    type: FileType = ask(N_("Type"))
    copy: Copy = ask(N_("Safe copy"), default=Copy.UNKNOWN)
    left_out: tuple[LeftOut, ...] = ask(N_("What the safe copy does not have"), default=())
    original: Mark = ask(N_("Where the file lies"), default=Mark(""))
    safe_copy: Mark = ask(N_("Where its safe copy lies"), default=Mark(""))
