import pytest
from django import forms
from django.test import Client
from django.utils.translation import override

from yarrow.design.forms import PageForm
from yarrow.design.tests.reading import PageRead
from yarrow.design.tests.sample_urls import EveryWidget

pytestmark = pytest.mark.urls("yarrow.design.tests.sample_urls")

PASTED = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>"


class WithFile(PageForm):
    letter = forms.FileField()


class WithoutComponent(PageForm):
    colour_and_hour = forms.SplitDateTimeField()


def drawn(form: PageForm) -> str:
    return form.render()


def test_draw_field_without_component_is_refused() -> None:
    with pytest.raises(TypeError, match="no component draws"):
        drawn(WithoutComponent())


def test_a_browser_keeps_no_name_of_a_chosen_file() -> None:
    field = drawn(WithFile())

    assert 'class="govuk-file-upload"' in field
    assert 'autocomplete="off"' in field


@pytest.mark.parametrize(
    ("field", "marker"),
    [
        ("name", 'class="govuk-input"'),
        ("words", 'class="govuk-textarea"'),
        ("wish", 'class="govuk-radios__input"'),
        ("helps", 'class="govuk-checkboxes__input"'),
        ("reach", 'class="govuk-select"'),
        ("on", 'class="govuk-date-input"'),
        ("minutes", 'inputmode="numeric"'),
        ("email", 'type="email"'),
        ("passphrase", 'data-module="govuk-password-input"'),
        ("read_back", 'class="govuk-checkboxes__input"'),
        ("draft", 'type="hidden"'),
    ],
)
def test_draw_field_by_widget_uses_its_component(field: str, marker: str) -> None:
    assert marker in EveryWidget()[field].as_field_group()


def test_draw_field_with_markup_typed_in_escapes_it() -> None:
    typed = {name: [PASTED] for name in EveryWidget.base_fields} | {"on-day": [PASTED], "on-month": ["3"]}

    page = drawn(EveryWidget.offered_again(typed, {"name": [PASTED]}))

    assert "&lt;script&gt;alert(1)" in page
    assert not PageRead(page).all("script", "img")


def test_draw_field_never_lets_the_browser_cut_what_was_pasted() -> None:
    assert "maxlength" not in drawn(EveryWidget())


def test_draw_form_switches_autocomplete_off_everywhere() -> None:
    read = PageRead(Client().get("/show/").content.decode())

    fields = read.all("form", "input", "textarea", "select")

    assert len(fields) >= 20
    assert {attributes.get("autocomplete") for attributes in fields} == {"off"}


def test_draw_sign_in_field_keeps_the_autocomplete_it_asks_for() -> None:
    class Door(PageForm):
        username = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))

    assert 'autocomplete="username"' in drawn(Door())


def test_draw_field_with_hint_and_problem_joins_both_to_the_input() -> None:
    page = drawn(EveryWidget.offered_again({}, {"name": ["Too long"]}))

    box = next(tag for tag in PageRead(page).all("input") if tag["name"] == "name")

    assert box["aria-describedby"] == "q1-hint q1-error"
    assert {"q1-hint", "q1-error"} <= set(PageRead(page).ids)


def test_draw_day_with_one_box_missing_marks_that_box_only() -> None:
    form = EveryWidget.offered_again({"on-day": ["3"], "on-year": ["2026"]}, {"on": ["Which month?"]})

    boxes = {tag["name"]: tag["class"] for tag in PageRead(form["on"].as_field_group()).all("input")}

    assert [name for name, classes in boxes.items() if "govuk-input--error" in classes] == ["on-month"]


def test_draw_optional_field_says_so_in_the_language_of_the_page() -> None:
    class Loose(PageForm):
        note = forms.CharField(label="Note", required=False)

    assert "Note (optional)" in drawn(Loose())
    with override("cy"):
        assert "Note (dewisol)" in drawn(Loose())


def test_draw_choices_marks_what_was_chosen() -> None:
    form = EveryWidget.offered_again({"wish": ["end"], "helps": ["kin", "work"], "reach": ["call"]}, {})

    read = PageRead(drawn(form))
    ticked = [tag["value"] for tag in read.all("input") if "checked" in tag]

    assert ticked == ["end", "kin", "work"]
    assert [tag["value"] for tag in read.all("option") if "selected" in tag] == ["call"]


def test_draw_choices_with_hints_shows_them() -> None:
    class Hinted(PageForm):
        wish = forms.ChoiceField(widget=forms.RadioSelect, choices=[("stay", "Stay")])

    form = Hinted()
    form.fields["wish"].widget.choice_hints = {"stay": "Either may change"}

    assert "Either may change" in drawn(form)
