"""The forms of triage: the case and its people, and where each statement goes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yarrow.cases.conflicts import LONGEST_NAME
from yarrow.cases.terms import Pathway, ReferralSource, Setting
from yarrow.design.forms import PageForm
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer
from yarrow.intake import queries
from yarrow.intake.plan import CasePlan, PlannedPerson, Sorting, Statement
from yarrow.intake.rules import worker_field
from yarrow.intake.terms import WITHOUT_A_CASE
from yarrow.kernel.decision import Refused
from yarrow.rooms.facts import ReferralOutcome, ReferralPart
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers

from .boxes import chosen, fill, words_of

MOST_PEOPLE = 12
STAYS = "stays"
"""The intake room keeps the statement: the default of every one of them."""


class CaseForm(PageForm):
    """The process, and one row for each person who gets a room."""

    pathway = forms.ChoiceField(label=_("Which pathway?"), choices=Pathway.choices, widget=forms.RadioSelect)
    setting = forms.ChoiceField(
        label=_("Where is the work done?"), choices=Setting.choices, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label=_("Who asks for this work?"), choices=ReferralSource.choices, widget=forms.RadioSelect
    )
    abuse = forms.ChoiceField(
        label=_("Is there domestic abuse?"),
        help_text=_(
            "Choose “No” only among people who are not a family, a couple or a household. "
            "It decides who may hold which rooms, and nothing else."
        ),
        widget=forms.RadioSelect,
    )
    lead = forms.ChoiceField(label=_("Case lead"))
    supervisor = forms.ChoiceField(label=_("Case supervisor"))
    kept_away = forms.MultipleChoiceField(
        label=_("Who must be kept away from this case?"),
        help_text=_("Workers who know the family. For them the case will not be there."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rows = forms.IntegerField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), min_value=1, max_value=MOST_PEOPLE
    )

    def __init__(self, *args: Any, rows: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row_count = rows
        self.initial = {"rows": rows, "abuse": Answer.UNKNOWN.value, **self.initial}
        leads = _names_of(queries.possible_leads())
        fill(self.fields["abuse"], words_of(Answer))
        fill(self.fields["lead"], [_NOBODY, *leads])
        fill(self.fields["supervisor"], [_NOBODY, *_names_of(queries.possible_supervisors())])
        fill(self.fields["kept_away"], _names_of(active_workers()))
        for place in range(rows):
            self._add_row(place, leads)

    def _add_row(self, place: int, leads: list[tuple[str, str]]) -> None:
        self.fields[f"name_{place}"] = forms.CharField(
            label=_("First name"),
            max_length=60,
            required=place == 0,
            error_messages={"required": _ENTER_NAME},
        )
        self.fields[f"full_{place}"] = forms.CharField(
            label=_("First and family name, if known"),
            help_text=_("Each worker is asked with it alone whether they know this person."),
            max_length=LONGEST_NAME,
            required=False,
        )
        self.fields[f"age_{place}"] = forms.ChoiceField(
            label=_("Age"), choices=_unknown_first(AgeBand, AgeBand.UNKNOWN)
        )
        self.fields[f"role_{place}"] = forms.ChoiceField(
            label=_("Their part in what happened"), choices=_unknown_first(Role, Role.NOT_YET_KNOWN)
        )
        self.fields[worker_field(place)] = forms.ChoiceField(
            label=_("Which worker holds their room?"),
            choices=[_NOBODY, *leads],
            required=place == 0,
            error_messages={"required": _CHOOSE_HOLDER},
        )

    def people_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each person, to be drawn together."""
        names = (
            [f"name_{at}", f"full_{at}", f"age_{at}", f"role_{at}", worker_field(at)]
            for at in range(self.row_count)
        )
        return [[self[name] for name in row] for row in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for place in self._filled_rows()[1:]:
            if not cleaned.get(f"name_{place}"):
                self.add_error(f"name_{place}", _ENTER_NAME)
            if not cleaned.get(worker_field(place)):
                self.add_error(worker_field(place), _CHOOSE_HOLDER)
        return cleaned

    def _filled_rows(self) -> list[int]:
        """Rows with a name or a worker; the first is always asked. Others left empty are nobody."""
        said, places = self.cleaned_data, range(self.row_count)
        return [at for at in places if at == 0 or said.get(f"name_{at}") or said.get(worker_field(at))]

    def plan(self) -> CasePlan:
        """What was chosen, of a form that is valid."""
        said = self.cleaned_data
        return CasePlan(
            pathway=Pathway(said["pathway"]),
            setting=Setting(said["setting"]),
            source=ReferralSource(said["source"]),
            abuse=chosen(Answer, said["abuse"]),
            lead=UUID(said["lead"]),
            supervisor=UUID(said["supervisor"]),
            kept_away=tuple(UUID(worker) for worker in said["kept_away"]),
            people=tuple(self._person(place) for place in self._filled_rows()),
        )

    def by_row(self, refusal: Refused) -> Refused:
        """Reasons about the third person, beside the row that the third person stands in."""
        rows = {worker_field(at): worker_field(row) for at, row in enumerate(self._filled_rows())}
        return Refused(
            tuple(replace(each, field=rows.get(each.field, each.field)) for each in refusal.reasons)
        )

    def _person(self, place: int) -> PlannedPerson:
        said = self.cleaned_data
        return PlannedPerson(
            first_name=said[f"name_{place}"],
            age_band=chosen(AgeBand, said[f"age_{place}"]),
            role=chosen(Role, said[f"role_{place}"]),
            worker=UUID(said[worker_field(place)]),
            full_name=said[f"full_{place}"],
        )


class SortingForm(PageForm):
    """Where each statement goes: nowhere, unless a worker says otherwise."""

    def __init__(self, *args: Any, plan: CasePlan, statements: Sequence[Statement], **more: Any) -> None:
        super().__init__(*args, **more)
        rooms = [(_room_value(at, person), _room_label(at, person)) for at, person in enumerate(plan.people)]
        for statement in statements:
            self.fields[statement.part.value] = forms.ChoiceField(
                label=gettext("Where does “%(box)s” go?") % {"box": gettext(statement.part.words)},
                choices=[(STAYS, gettext("It stays in the intake room")), *rooms],
                initial=STAYS,
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(["required", "invalid_choice"], _CHOOSE_AGAIN),
            )

    def sorting(self) -> Sorting:
        """What was chosen, of a form that is valid."""
        rooms = {chosen(ReferralPart, name): value for name, value in self.cleaned_data.items()}
        return {part: int(value.partition(".")[0]) for part, value in rooms.items() if value != STAYS}


class AnswerForm(PageForm):
    """Why no case is opened: one coded reason, and no box for words."""

    outcome = forms.ChoiceField(label=_("Why is no case opened?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self.fields["outcome"], words_of(WITHOUT_A_CASE))

    def answer(self) -> ReferralOutcome:
        """The reason chosen, of a form that is valid."""
        return chosen(ReferralOutcome, self.cleaned_data["outcome"])


_NOBODY = ("", _("Choose a worker"))
_ENTER_NAME = _("Enter a first name")
_CHOOSE_HOLDER = _("Choose who holds this room")
_CHOOSE_AGAIN = _("Choose where this goes, or that it stays. The people may have changed since.")


def _unknown_first(kind: type[AgeBand | Role], unknown: AgeBand | Role) -> list[tuple[str, str]]:
    """Hazard: a browser shows the first choice of a list nobody touched; it must never say who was harmed."""
    return words_of([unknown, *(choice for choice in kind if choice is not unknown)])


def _room_label(place: int, person: PlannedPerson) -> str:
    return f"{place + 1}. {person.first_name} ({gettext(person.role.words)})"


def _room_value(place: int, person: PlannedPerson) -> str:
    """Names the person, not only the place: a choice made for somebody else must not count here."""
    who = digest(person.first_name.encode(), person.role.encode(), person.worker.bytes)
    return f"{place}.{who[:6].hex()}"


def _names_of(workers: Iterable[Worker]) -> list[tuple[str, str]]:
    return [(str(worker.pk), worker.name) for worker in workers]
