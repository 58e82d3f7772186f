"""What groups ask. Forms clean what was typed; they never save."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.gate.facts.groups import ContactOffered
from yarrow.rooms.models import Room
from yarrow.staff.models import Worker

from .models import Cohort
from .queries import ShownPlace
from .terms import Came, Kind, WhyNobody

_NOBODY = "nobody"


class CohortForm(PageForm):
    """A new group."""

    kind = forms.ChoiceField(label=_("For whom?"), choices=Kind.choices, widget=forms.RadioSelect)
    size = forms.IntegerField(label=_("How many places?"), min_value=2, max_value=20)
    first = forms.ChoiceField(label=_("Who leads it?"), widget=forms.Select)
    second = forms.ChoiceField(label=_("And who else?"), widget=forms.Select)

    def __init__(self, *args: Any, workers: Iterable[Worker], **more: Any) -> None:
        super().__init__(*args, **more)
        self._workers = {str(each.pk): each for each in workers}
        names = [("", gettext("Choose a worker")), *((pk, each.name) for pk, each in self._workers.items())]
        for field in ("first", "second"):
            _offer(self, field, names)

    def leader(self, field: str) -> Worker:
        """One of the two. Only after ``is_valid``."""
        return self._workers[self.cleaned_data[field]]


class SessionForm(PageForm):
    """One day."""

    on = DayField(label=_("On which day does it meet?"))


class PlaceForm(PageForm):
    """A place for the person of a room."""

    cohort = forms.ChoiceField(label=_("Which group?"), widget=forms.Select)
    called = forms.CharField(
        label=_("What do they want to be called in the group?"),
        help_text=_("Who leads the group reads this, and nothing else of them."),
        max_length=40,
    )
    needs = forms.CharField(
        label=_("What must whoever leads it know so that they can take part?"),
        help_text=_("For example a language, or larger print. Nothing of what happened."),
        max_length=150,
        required=False,
    )
    beside = forms.ChoiceField(
        label=_("Whose worker is asked to offer contact beside it?"),
        help_text=_(
            "For work on one's own behaviour. Until this is settled the place does not begin. If nobody of "
            "this case is meant, the case supervisor must say why."
        ),
        widget=forms.Select,
    )
    agreed = forms.BooleanField(
        label=_("They know that this person is told that a place was asked for, and why"), required=False
    )

    def __init__(
        self, *args: Any, cohorts: Iterable[Cohort], rooms: Sequence[tuple[Room, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._cohorts = {str(each.pk): each for each in cohorts}
        self._rooms = {str(room.pk): room for room, _label in rooms}
        named = [(pk, _called(each)) for pk, each in self._cohorts.items()]
        _offer(self, "cohort", [("", gettext("Choose")), *named])
        beside = [(str(room.pk), label) for room, label in rooms]
        _offer(self, "beside", [("", gettext("Choose")), *beside, (_NOBODY, gettext("Nobody of this case"))])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("beside") in self._rooms and not cleaned.get("agreed"):
            self.add_error("agreed", _("Speak with them first: without this the place cannot begin."))
        return cleaned

    def cohort_chosen(self) -> Cohort:
        """Which group. Only after ``is_valid``."""
        return self._cohorts[self.cleaned_data["cohort"]]

    def room_beside(self) -> Room | None:
        """Whose worker is asked. Only after ``is_valid``."""
        return self._rooms.get(self.cleaned_data["beside"])


def _called(cohort: Cohort) -> str:
    return gettext("Group %(number)s: %(kind)s") % {
        "number": cohort.number,
        "kind": cohort.get_kind_display(),
    }


class BesideForm(PageForm):
    """Whether contact was offered. It stays in this room."""

    offered = forms.ChoiceField(
        label=_("Was contact offered?"),
        choices=[(each.value, _(each.words)) for each in ContactOffered],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What they want; or why it cannot be offered safely, and who looks again"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class WhyForm(PageForm):
    """Why nobody is offered contact."""

    why = forms.ChoiceField(
        label=_("Why is nobody offered contact?"), choices=WhyNobody.choices, widget=forms.RadioSelect
    )


class SheetForm(PageForm):
    """One line a place. What nobody says is not known, never "came"."""

    def __init__(self, *args: Any, places: Sequence[ShownPlace], **more: Any) -> None:
        super().__init__(*args, **more)
        for shown in places:
            self.fields[shown.place.pk.hex] = forms.ChoiceField(
                label=shown.called, choices=Came.choices, widget=forms.RadioSelect, initial=Came.UNKNOWN
            )

    def came(self) -> dict[UUID, Came]:
        """Who came. Only after ``is_valid``."""
        return {UUID(name): Came(how) for name, how in self.cleaned_data.items()}


def _offer(form: PageForm, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
