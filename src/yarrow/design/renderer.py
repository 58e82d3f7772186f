"""Django form fields drawn as GOV.UK components, with the right ids, hints and problems."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yarrow.design.components import component
from yarrow.design.fields import BOXES, DayBoxes, TypedDay

FIELD = "design/field"
FORM = "design/form"

# maxlength would cut pasted words without a word; too long is said by the form instead.
# The rest the components set themselves.
_OURS = {"maxlength", "minlength", "class", "autocomplete", "rows", "cols", "inputmode", "step", "min", "max"}

_DJANGO_ROWS = "10"  # what Django gives a textarea when nobody asked for a height
_ROWS = 6

Params = dict[str, Any]


class ComponentRenderer(DjangoTemplates):
    """Set as FORM_RENDERER, so forms of other packages (allauth) look the same."""

    form_template_name = FORM
    field_template_name = FIELD

    def render(
        self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        if template_name == FIELD:
            return field_markup(context["field"])
        if template_name == FORM:
            fields = ((field_markup(bound),) for bound in context["form"])
            return SafeString(format_html_join("\n", "{}", fields))
        return SafeString(super().render(template_name, dict(context), request))


def field_markup(bound: BoundField) -> SafeString:
    """One field as its component. Raises TypeError for a widget that has none."""
    for widget, draw in _DRAWN_BY:
        if isinstance(bound.field.widget, widget):
            return SafeString(draw(bound))
    raise TypeError(f"no component draws {type(bound.field.widget).__name__}")


def target_of(bound: BoundField) -> str:
    """The id that an error summary links to; empty for a hidden field. It is always in the page."""
    if bound.is_hidden:
        return ""
    if not isinstance(bound.field.widget, DayBoxes):
        return str(bound.auto_id)
    missing = TypedDay.of(bound.value()).missing()
    return f"{bound.auto_id}-{missing[0] if missing else BOXES[0]}"


def _shared(bound: BoundField) -> Params:
    params: Params = {"id": bound.auto_id, "idPrefix": bound.auto_id, "name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        text = " ".join(str(text) for text in bound.errors)
        params["errorMessage"] = {"text": text, "visuallyHiddenText": _("Error")}
    return params


def _label(bound: BoundField) -> str:
    label = str(bound.label)
    return label if bound.field.required else _("%(label)s (optional)") % {"label": label}


def _labelled(bound: BoundField) -> Params:
    attributes = {name: value for name, value in bound.field.widget.attrs.items() if name not in _OURS}
    return _shared(bound) | {
        "label": {"text": _label(bound), "classes": "govuk-label--s"},
        "classes": bound.field.widget.attrs.get("class", ""),
        "autocomplete": bound.field.widget.attrs.get("autocomplete", "off"),
        "attributes": attributes,
    }


def _grouped(bound: BoundField) -> Params:
    legend = {"text": _label(bound), "classes": "govuk-fieldset__legend--s"}
    return _shared(bound) | {"fieldset": {"legend": legend}}


def _text(bound: BoundField) -> str:
    widget = bound.field.widget
    number = isinstance(widget, forms.NumberInput)
    params = _labelled(bound) | {"value": _typed(bound), "type": "text" if number else widget.input_type}
    mode = widget.attrs.get("inputmode", "numeric" if number else "")
    return component("input", params | ({"inputmode": mode} if mode else {}))


def _password(bound: BoundField) -> str:
    words = {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show passphrase"),
        "hidePasswordAriaLabelText": _("Hide passphrase"),
        "passwordShownAnnouncementText": _("Your passphrase can be seen"),
        "passwordHiddenAnnouncementText": _("Your passphrase is hidden"),
    }
    return component("password-input", _labelled(bound) | words)


def _textarea(bound: BoundField) -> str:
    rows = bound.field.widget.attrs.get("rows", _DJANGO_ROWS)
    rows = _ROWS if rows == _DJANGO_ROWS else rows
    return component(
        "textarea", _labelled(bound) | {"value": _typed(bound), "rows": rows, "spellcheck": False}
    )


def _file(bound: BoundField) -> str:
    params = _labelled(bound)
    # As with the select: else a browser keeps the name of the chosen file for a restored tab.
    params["attributes"] = params["attributes"] | {"autocomplete": params["autocomplete"]}
    return component("file-upload", params)


def _select(bound: BoundField) -> str:
    params = _labelled(bound)
    # The select component has no autocomplete of its own, and a browser would keep the choice.
    params["attributes"] = params["attributes"] | {"autocomplete": params["autocomplete"]}
    return component("select", params | {"items": _items(bound, mark="selected")})


def _radios(bound: BoundField) -> str:
    return component("radios", _grouped(bound) | {"items": _items(bound, mark="checked")})


def _checkboxes(bound: BoundField) -> str:
    return component("checkboxes", _grouped(bound) | {"items": _items(bound, mark="checked")})


def _single_tick(bound: BoundField) -> str:
    item: Params = {"value": "on", "text": bound.label, "checked": bool(bound.value()), "attributes": _OFF}
    params = _shared(bound)
    if "hint" in params:
        item["hint"] = params.pop("hint")
    return component("checkboxes", params | {"items": [item]})


def _day(bound: BoundField) -> str:
    typed = TypedDay.of(bound.value())
    wrong = set(typed.missing() or BOXES) if bound.errors else set()
    words = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    items = [
        {
            "name": box,
            "label": words[box],
            "value": getattr(typed, box),
            "autocomplete": "off",
            "classes": _box_classes(box, wrong=box in wrong),
        }
        for box in BOXES
    ]
    return component("date-input", _grouped(bound) | {"namePrefix": bound.html_name, "items": items})


def _box_classes(box: str, *, wrong: bool) -> str:
    width = "govuk-input--width-4" if box == "year" else "govuk-input--width-2"
    return f"{width} govuk-input--error" if wrong else width


def _hidden(bound: BoundField) -> str:
    return bound.as_hidden(attrs={"autocomplete": "off"})


def _items(bound: BoundField, *, mark: str) -> list[Params]:
    chosen = _chosen(bound)
    hints: Mapping[str, str] = getattr(bound.field.widget, "choice_hints", {})
    made = []
    for value, text in bound.field.choices:  # type: ignore[attr-defined]  # only choice fields have these widgets
        item: Params = {"value": value, "text": text, mark: str(value) in chosen, "attributes": _OFF}
        if str(value) in hints:
            item["hint"] = {"text": hints[str(value)]}
        made.append(item)
    return made


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if value is None:
        return set()
    return {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}


def _typed(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(bound.field.widget.format_value(value) or "")


_OFF = {"autocomplete": "off"}

# First match wins: the narrower widget stands above the one it inherits from.
_DRAWN_BY: tuple[tuple[type[forms.Widget], Callable[[BoundField], str]], ...] = (
    (forms.HiddenInput, _hidden),
    (DayBoxes, _day),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.SelectMultiple, _checkboxes),
    (forms.Select, _select),
    (forms.CheckboxInput, _single_tick),
    (forms.FileInput, _file),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.TextInput, _text),
    (forms.NumberInput, _text),
    (forms.EmailInput, _text),
)
