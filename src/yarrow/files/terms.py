"""Why a file is not taken, in words for who sent it."""

from yarrow.gate.words import Choice
from yarrow.kernel.words import N_


class WhyNot(Choice):
    """What stands in the way of keeping a file."""

    EMPTY = "empty", N_("The file is empty. Choose another one.")
    TOO_LARGE = "too_large", N_("The file is larger than 25 MB. Choose a smaller one, or send it in parts.")
    TYPE = (
        "type",
        N_("This kind is not taken. Taken are pictures, PDF, Word (.docx), Excel (.xlsx) and plain text."),
    )
    OLD_OFFICE = (
        "old_office",
        N_("This is an old Word or Excel file, or has a password. Save it as .docx or .xlsx without one."),
    )
    LOCKED = "locked", N_("The file has a password. Save it without one and choose it again.")
    BROKEN = (
        "broken",
        N_("The file cannot be read. It may be damaged. Ask for it again, or take a picture of it."),
    )
    MACROS = (
        "macros",
        N_("The file has a program in it (a macro). Save it without macros and choose it again."),
    )
    FETCHES = (
        "fetches",
        N_("The file fetches something from elsewhere when it is opened, which would tell where you are."),
    )
    ACTS = (
        "acts",
        N_("The PDF does something when it is opened, or has files inside. Print it to a new PDF first."),
    )
    UNPACKS_TOO_LARGE = "unpacks_too_large", N_("The file becomes far too large when it is opened.")
    TOO_MANY_PIXELS = "too_many_pixels", N_("The picture is too large. Take it again at a smaller size.")
    TOO_MANY_PAGES = "too_many_pages", N_("The document has more than 300 pages. Send it in parts.")
    TOO_SLOW = "too_slow", N_("Looking at the file took too long. Send it in parts, or take a picture of it.")
    BUSY = "busy", N_("Other documents are being looked at just now. Try again in a minute.")
    ROOM_FULL = "room_full", N_("This room has no space for more documents. Tell whoever runs the service.")
    NO_NAME = "no_name", N_("The file has no name that can be read.")
