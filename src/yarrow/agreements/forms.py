"""What the pages of agreements ask, made from the facts themselves. Forms clean; they never save."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from yarrow.design.forms import PageForm
from yarrow.gate.facts import Fact, asked
from yarrow.gate.facts.agreement import (
    AgreementOffered,
    Commitment,
    CommitmentKept,
    NoAgreement,
    NotKeptAsked,
    Signing,
)
from yarrow.record.forms.fields import field_for
from yarrow.record.forms.sheet import FactSheet

Choices = Sequence[tuple[str, str]]

_SET_BY_THE_PROGRAM = frozenset({"line"})


def _questions(kind: type[Fact]) -> dict[str, forms.Field]:
    """One field for each question; it starts on the fact's own careful default."""
    made = {}
    for question in asked(kind):
        if question.name not in _SET_BY_THE_PROGRAM:
            field = field_for(question)
            field.initial = None if question.required else question.default
            made[question.name] = field
    return made


@cache
def sheet_for(kind: type[Fact]) -> type[FactSheet]:
    """The form of one kind of fact; ``fact()`` is what was typed."""
    return cast(
        "type[FactSheet]", type(f"{kind.__name__}Page", (FactSheet,), {"kind": kind, **_questions(kind)})
    )


CommitmentSheet = sheet_for(Commitment)
SigningSheet = sheet_for(Signing)
KeptSheet = sheet_for(CommitmentKept)
HappenedSheet = sheet_for(NotKeptAsked)


def _plan_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("From which plan?"), widget=forms.RadioSelect)


class EndForm(sheet_for(NoAgreement)):  # type: ignore[misc]  # a form class made from a fact
    """Which plan ended without an agreement, and words that nobody owes."""

    plan = _plan_field()

    def __init__(self, *args: Any, plans: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_choices(self, "plan", plans)


class OfferForm(sheet_for(AgreementOffered)):  # type: ignore[misc]  # a form class made from a fact
    """Which plan, which lines, and what was done before they are offered."""

    plan = _plan_field()
    lines = forms.MultipleChoiceField(
        label=_("Which lines?"),
        help_text=_("As they were read back. Afterwards a changed word needs a new offer."),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["plan", "lines"]

    def __init__(self, *args: Any, plans: Choices, lines: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_choices(self, "plan", plans)
        offer_choices(self, "lines", lines)


def offer_choices(form: PageForm, name: str, choices: Choices) -> None:
    """Say what may be chosen; where there is one thing only, it is chosen."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # only fields with choices are named here
    if len(choices) == 1:
        form.fields[name].initial = choices[0][0]
