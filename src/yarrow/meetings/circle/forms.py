"""The short pages: one list of names for each question, so that eight people are eight lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts import asked
from yarrow.gate.facts.choice import ConsentValue, InformationGiven
from yarrow.gate.facts.readiness import Extent, WhoAgrees
from yarrow.gate.facts.risk import Relation, ScreenResult
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_

from .seats import Seat
from .shown import called

NOT_YET = "not_yet"
TOLD = ("ways", "looked_after", "stopping", "limits", "own_language")
"""The five things of domain.md E14, by the names that the record gives them."""

_A_NO_STANDS = N_(
    "%(name)s: a no is recorded in their room. If they have changed their mind, record it there."
)

Choices = Sequence[tuple[str, str]]
Section = tuple[str, list[forms.BoundField]]


class CircleForm(PageForm):
    """A form with the same question for several people."""

    def __init__(self, *args: Any, seats: Sequence[Seat], **more: Any) -> None:
        super().__init__(*args, **more)
        self.seats, self._called = seats, called(seats)
        self._lists: list[tuple[str, str]] = []

    def of_each(self, name: str, question: str, choices: Choices, *, among: Iterable[Seat]) -> None:
        """One line for each of these people; the first line of each list says that nothing is chosen."""
        first = ("", pgettext("the first line of a list", "Choose"))
        self._add(name, question, [(seat, forms.ChoiceField(choices=[first, *choices])) for seat in among])

    def words_of_each(self, name: str, question: str, *, among: Iterable[Seat]) -> None:
        """A short box for each of these people."""
        self._add(name, question, [(seat, forms.CharField(max_length=80)) for seat in among])

    def _add(self, name: str, question: str, lines: Sequence[tuple[Seat, forms.Field]]) -> None:
        for seat, field in lines:
            field.label = self._called[seat.room.pk]
            for code in ("required", "invalid_choice"):
                field.error_messages[code] = _needed(field.label, question)
            self.fields[self._key(name, seat)] = field
        if lines:
            self._lists.append((name, question))

    def _key(self, name: str, seat: Seat) -> str:
        return f"{name}_{self.seats.index(seat)}"

    def sections(self) -> list[Section]:
        """Each question that is asked of several people, with its lines."""
        return [
            (question, [self[key] for key in self.fields if key.rpartition("_")[0] == name])
            for name, question in self._lists
        ]

    def for_all(self) -> list[forms.BoundField]:
        """The questions that are asked once."""
        lists = {name for name, _question in self._lists}
        return [self[key] for key in self.fields if key.rpartition("_")[0] not in lists]

    def said_of(self, name: str, seat: Seat) -> str:
        """What was chosen or written for one person; empty where it was not asked, or not said yet."""
        return str(self.cleaned_data.get(self._key(name, seat), ""))

    def refuse_not_yet(self) -> None:
        """Who was not asked yet is asked first: a worry and a no apart, nothing is recorded before that."""
        for name, question in self._lists:
            for seat in self.seats:
                if self.said_of(name, seat) == NOT_YET:
                    words = {"name": self._called[seat.room.pk], "question": question}
                    said = gettext("%(name)s: “%(question)s” Ask them first. What you wrote here is kept.")
                    self.add_error(self._key(name, seat), said % words)


class AskedForm(CircleForm):
    """Each asked alone, and how they know each other."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        relations = [each for each in Relation if each is not Relation.UNKNOWN]
        self.fields["relation"] = _one_of(_("How do they know each other?"), words_of(relations))
        self.fields["way"] = _box(
            _("Which way to reach them is safe for all of them?"),
            _("As each of them said today. Who has a way of their own in their room keeps it."),
        )
        self.fields["when_safe"] = _box(_("When, and who else may answer?"))
        results = [
            (ScreenResult.CLEAR.value, gettext("Asked alone: nothing that worries us")),
            (ScreenResult.CONCERN.value, gettext("Asked alone: something worries us")),
            (NOT_YET, gettext("Not asked alone yet")),
        ]
        self.of_each(
            "asked", gettext("What came of asking each alone about abuse?"), results, among=self.seats
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.refuse_not_yet()
        return said

    def worries(self) -> bool:
        """Whether anybody said something that worries us; asked of the page as it is, whatever it lacks."""
        self.is_valid()
        return any(self.said_of("asked", seat) == ScreenResult.CONCERN.value for seat in self.seats)


class ToldForm(CircleForm):
    """What each was told, and decided; and who answers for a part of it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["words"] = _box(_("What was explained to them, and how?"))
        labels = {each.name: each.label for each in asked(InformationGiven)}
        self.fields["told"] = forms.MultipleChoiceField(
            label=_("What does each of them know now?"),
            choices=[(name, gettext(labels[name])) for name in TOLD],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        decided = [
            *words_of([ConsentValue.GIVEN, ConsentValue.DECLINED]),
            (NOT_YET, gettext("Not asked yet")),
        ]
        self.of_each("yes", gettext("What did each decide, after that?"), decided, among=self.seats)
        owning = [seat for seat in self.seats if seat.caused_harm]
        extents = [*words_of(Extent), (NOT_YET, gettext("Not asked yet"))]
        self.of_each("owns", gettext("How far do they acknowledge their part?"), extents, among=owning)
        young = [seat for seat in self.seats if seat.is_young]
        heard = [*words_of([Answer.YES]), (NOT_YET, gettext("Not heard yet"))]
        self.of_each("heard", gettext("Was each heard, apart from the others?"), heard, among=young)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.refuse_not_yet()
        for seat in self.seats:
            if seat.said_no and self.said_of("yes", seat) == ConsentValue.GIVEN.value:
                words = {"name": self._called[seat.room.pk]}
                self.add_error(self._key("yes", seat), gettext(_A_NO_STANDS) % words)
        return said

    def says_no(self, seat: Seat) -> bool:
        """Whether this page says that somebody decided not to take part."""
        return self.said_of("yes", seat) == ConsentValue.DECLINED.value


class PlaceForm(CircleForm):
    """Where, and who is beside each."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"] = _box(_("Where do they meet?"))
        self.fields["home"] = _one_of(_("Is it the home of someone taking part?"), words_of(Answer))
        self.fields["adapted"] = _box(
            _("What is adapted for those under 18?"), _("Place, pace, language, breaks; or none needed.")
        )
        young = [seat for seat in self.seats if seat.is_young]
        beside = gettext("Who is beside each under 18? Somebody who depends on nobody else here.")
        self.words_of_each("beside", beside, among=young)
        agrees = words_of([each for each in WhoAgrees if each is not WhoAgrees.UNKNOWN])
        self.of_each("agrees", gettext("Whose decision is it that they take part?"), agrees, among=young)
        if not young:
            del self.fields["adapted"]


def words_of(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    """Choices of a record, in the language of the page."""
    return [(choice.value, gettext(choice.words)) for choice in choices]


def _needed(name: str, question: str) -> str:
    """In a summary of many lines the person and the question are named (WCAG 3.3.1)."""
    return gettext("%(name)s: “%(question)s” needs an answer") % {"name": name, "question": question}


def _one_of(label: Any, choices: Choices) -> forms.ChoiceField:
    needed = gettext("“%(question)s” needs an answer") % {"question": label}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": needed}
    )


def _box(label: Any, hint: Any = "") -> forms.CharField:
    needed = gettext("“%(question)s” needs an answer") % {"question": label}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": needed},
    )
