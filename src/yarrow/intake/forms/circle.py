"""Who comes to a circle of people who are no family and no couple: one short page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yarrow.cases.terms import Pathway, ReferralSource, Setting
from yarrow.design.forms import PageForm
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer
from yarrow.intake import queries
from yarrow.intake.plan import CasePlan, PlannedPerson
from yarrow.kernel.decision import Refused
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers

from .boxes import chosen, fill, words_of

FIRST_ROWS = 8
PEOPLE_AT_LEAST = 2  # nobody meets alone
_PARTS = (Role.HARMED, Role.CAUSED_HARM, Role.SUPPORTER)
_AGES = (AgeBand.CHILD, AgeBand.YOUNG_PERSON, AgeBand.ADULT)
_CHOOSE = ("", pgettext_lazy("the first line of a list", "Choose"))
_LONGER_WAY = _("Then this page is not for them. Go back, and open a case: there each is asked first.")


class CircleForm(PageForm):
    """Names, ages and parts; two who lead it; and that nothing speaks of abuse among them."""

    spoken_of = forms.ChoiceField(
        label=_("Are any of them a family, a couple or a household, or has anybody spoken of abuse?"),
        widget=forms.RadioSelect,
    )
    setting = forms.ChoiceField(label=_("Where is the work done?"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Who asks for this work?"), choices=[_CHOOSE, *ReferralSource.choices])
    lead = forms.ChoiceField(label=_("Case lead"))
    second = forms.ChoiceField(label=_("Second worker, who leads it with them and confirms what needs two"))
    supervisor = forms.ChoiceField(label=_("Case supervisor"))
    kept_away = forms.MultipleChoiceField(
        label=_("Who must be kept away from this case?"),
        help_text=_(
            "Workers who know any of them, or whom any of them does not want. For them the case will not be"
            " there."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, rows: int = FIRST_ROWS, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row_count = rows
        leads = _names_of(queries.possible_leads())
        fill(self.fields["spoken_of"], words_of(Answer))
        fill(self.fields["setting"], [each for each in Setting.choices if each[0] != Setting.FAMILY])
        fill(self.fields["lead"], [_CHOOSE, *leads])
        fill(self.fields["second"], [_CHOOSE, *leads])
        fill(self.fields["supervisor"], [_CHOOSE, *_names_of(queries.possible_supervisors())])
        fill(self.fields["kept_away"], _names_of(active_workers()))
        for place in range(rows):
            self._add_row(place)

    def _add_row(self, place: int) -> None:
        name = forms.CharField(label=_("First and family name"), max_length=60)
        age = forms.ChoiceField(label=_("Age"), choices=[_CHOOSE, *words_of(_AGES)])
        part = forms.ChoiceField(label=_("Their part in what happened"), choices=[_CHOOSE, *words_of(_PARTS)])
        for key, field in {"name": name, "age": age, "part": part}.items():
            field.required = place < PEOPLE_AT_LEAST
            field.error_messages["required"] = _needed(place + 1, str(field.label))
            self.fields[f"{key}_{place}"] = field

    def people_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each person, to be drawn together."""
        return [[self[f"{name}_{at}"] for name in ("name", "age", "part")] for at in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("spoken_of") not in {None, Answer.NO.value}:
            self.add_error("spoken_of", _LONGER_WAY)
        for place in self._filled_rows():
            for name in ("name", "age", "part"):
                key = f"{name}_{place}"
                if not said.get(key) and key not in self.errors:
                    self.add_error(key, self.fields[key].error_messages["required"])
        return said

    def _filled_rows(self) -> list[int]:
        """Rows in which anything was written; others left empty are nobody."""
        names = ("name", "age", "part")
        return [at for at in range(self.row_count) if any(self.data.get(f"{name}_{at}") for name in names)]

    def plan(self) -> CasePlan:
        """What was chosen, of a form that is valid."""
        said = self.cleaned_data
        lead = UUID(said["lead"])
        return CasePlan(
            pathway=Pathway.RESTORATIVE_APPROACHES,
            setting=Setting(said["setting"]),
            source=ReferralSource(said["source"]),
            abuse=Answer.NO,
            lead=lead,
            supervisor=UUID(said["supervisor"]),
            kept_away=tuple(UUID(worker) for worker in said["kept_away"]),
            people=tuple(self._person(place, lead) for place in self._filled_rows()),
            second=UUID(said["second"]),
        )

    def with_its_fields(self, refusal: Refused) -> Refused:
        """Reasons beside their question: every room here is the lead's, and is not said once for each."""
        beside = tuple(each for each in refusal.reasons if not each.field or each.field in self.fields)
        return Refused(beside) if beside else refusal

    def _person(self, place: int, lead: UUID) -> PlannedPerson:
        said = self.cleaned_data
        whole = said[f"name_{place}"]
        return PlannedPerson(
            first_name=whole.split()[0],
            age_band=chosen(AgeBand, said[f"age_{place}"]),
            role=chosen(Role, said[f"part_{place}"]),
            worker=lead,
            full_name=whole,
        )


def _needed(number: int, question: str) -> str:
    """In a summary of many rows the row is named, too."""
    words = gettext("Person %(number)s: “%(question)s” needs an answer")
    return words % {"number": number, "question": question}


def _names_of(workers: Iterable[Worker]) -> list[tuple[str, str]]:
    return [(str(worker.pk), worker.name) for worker in workers]
