"""What the pages of the library show: lists, one form, what must be in place with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import get_language, gettext

from yarrow.cases.terms import Pathway, Setting
from yarrow.gate.forms import Form
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.library.models import OwnWording
from yarrow.library.queries import counted
from yarrow.library.rules import Asked, asked_before, group_of
from yarrow.library.terms import Group, Tongue
from yarrow.library.wording import FormPage, Lines, around, page_of

_T = TypeVar("_T")
FORMS = tuple(Form)
PLACES: tuple[Pathway | Setting, ...] = (*Pathway, *Setting)
"""What the list may be narrowed to; in addresses each is a number, which tells nothing of anybody's work."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A way of working, or a place, with its address."""

    title: str
    href: str
    what: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class ShownAsked:
    """What is asked of whom, in words: each with what would satisfy it and where it comes from."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


def tongue_here() -> Tongue:
    """The language of the page."""
    return Tongue.WELSH if get_language() == Tongue.WELSH.value else Tongue.ENGLISH


def form_numbered(number: int) -> Form:
    """The way of working of an address; raises NotThere."""
    return _numbered(FORMS, number)


def place_numbered(number: int) -> Pathway | Setting:
    """The pathway or the setting of an address; raises NotThere."""
    return _numbered(PLACES, number)


def _numbered(every: Sequence[_T], number: int) -> _T:
    if not 1 <= number <= len(every):
        raise NotThere
    return every[number - 1]


def address_of(form: Form) -> str:
    """Where a way of working is read about."""
    return reverse("library:one", args=[FORMS.index(form) + 1])


def forms_at(place: Pathway | Setting | None) -> list[tuple[str, list[Linked]]]:
    """Every way of working at home there, by group; all of them for no place."""
    tongue = tongue_here()
    pages = [page_of(form, tongue) for form in FORMS]
    here = [page for page in pages if place is None or place in {*page.pathways, *page.settings}]
    gathered = ((group, [_linked(each) for each in here if group_of(each.form) is group]) for group in Group)
    return [(gettext(group.words), found) for group, found in gathered if found]


def _linked(page: FormPage) -> Linked:
    return Linked(gettext(page.form.words), address_of(page.form), page.what)


def places(current: Pathway | Setting | None) -> list[Linked]:
    """The links that narrow the list."""
    return [
        Linked(str(each.label), reverse("library:at", args=[number]), current=each is current)
        for number, each in enumerate(PLACES, start=1)
    ]


def said_of(place: Pathway | Setting) -> Lines:
    """What to look out for there."""
    return around(tongue_here())[place]


def asked_of(form: Form) -> list[ShownAsked]:
    """What must be in place before it, in the words of the rules themselves."""
    return [_shown(each) for each in asked_before(form)]


def _shown(asked: Asked) -> ShownAsked:
    lines = tuple(
        (gettext(each.text), gettext(each.to_satisfy), f"{each.code}: {gettext(each.standing.words)}")
        for each in asked.reasons
    )
    return ShownAsked(gettext(asked.title), lines)


@dataclass(frozen=True, slots=True)
class ShownWording:
    """A service's own words, and where they stand."""

    number: int
    about: str
    title: str
    when: str
    prompts: tuple[str, ...]
    state: str
    waits: bool
    stands: bool
    by: str


def own_shown(rows: Sequence[OwnWording]) -> list[ShownWording]:
    """Each with where it stands: what two people did not agree to as it is now, nobody believes."""
    good = {row.pk for row in counted(rows)}
    return [_wording(row, is_good=row.pk in good) for row in rows]


def _wording(row: OwnWording, *, is_good: bool) -> ShownWording:
    waits = row.agreed_by_id is None and row.withdrawn_at is None
    stands = is_good and row.withdrawn_at is None
    return ShownWording(
        number=row.number,
        about=gettext(Form.of(row.form).words),
        title=row.title,
        when=row.when,
        prompts=tuple(line.strip() for line in row.prompts.splitlines() if line.strip()),
        state=gettext(_state(row, waits=waits, stands=stands)),
        waits=waits,
        stands=stands,
        by=row.written_by.name,
    )


def _state(row: OwnWording, *, waits: bool, stands: bool) -> str:
    if row.withdrawn_at is not None:
        return N_("Taken back")
    if waits:
        return N_("Waits for a second person")
    return N_("Agreed by two") if stands else N_("Cannot be believed: not as this service wrote it")
