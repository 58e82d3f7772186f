"""The form every page uses, and how what was typed is offered again.

A posted form is never drawn in answer to the post: the browser would keep the typed words on
disk (security.md §6.3). So a refused post is sealed as a draft (by ``rooms``), redirected, and
offered again here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yarrow.design.renderer import ComponentRenderer, target_of

WHOLE_FORM = "__all__"

Typed = Mapping[str, Sequence[str]]
Problems = Mapping[str, Sequence[str]]


class NumberedField(BoundField):
    """Its id is a number, so that a link to it (``#q3``) puts no subject into the browser's history."""

    @property
    def auto_id(self) -> str:
        number = [*self.form.fields].index(self.name) + 1
        return f"{self.form.prefix}-q{number}" if self.form.prefix else f"q{number}"


class PageForm(forms.Form):
    """A form drawn with our components; the page's ``page_form`` macro switches autocomplete off."""

    bound_field_class = NumberedField
    default_renderer = ComponentRenderer
    use_required_attribute = False  # the browser's own bubbles are not in the page's language
    _offered_again = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            _name_the_question(field)

    @classmethod
    def offered_again(cls, data: Typed, problems: Problems, **more: Any) -> Self:
        """The form as it was typed, with what was wrong; ``more`` goes to the form's constructor.

        ``data`` comes from ``typed_in`` and ``problems`` from ``problems_of``. Nothing is
        checked again, and such a form is never valid: only a fresh post may be acted on.
        """
        form = cls(_as_query(data), **more)
        form._offered_again = True
        found = {name: ErrorList(texts, renderer=form.renderer) for name, texts in problems.items() if texts}
        # Django has no public way to say "already checked".
        form._errors = ErrorDict(found)  # type: ignore[attr-defined]  # the stubs leave it out
        return form

    def is_valid(self) -> bool:
        return not self._offered_again and super().is_valid()


def problems_of(form: forms.BaseForm) -> dict[str, list[str]]:
    """What is wrong, field by field, as plain text; ``__all__`` is the form as a whole."""
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def typed_in(form: forms.BaseForm) -> dict[str, list[str]]:
    """Everything typed into this form's own fields, ready to be sealed as a draft."""
    typed = form.data if isinstance(form.data, QueryDict) else _as_query(form.data)
    return {key: [str(text) for text in typed.getlist(key)] for key in typed if _is_ours(form, key)}


def summary_items(form: forms.BaseForm) -> list[dict[str, str]]:
    """Lines of the error summary, each linking to an id that is in the page."""
    items = []
    for name, texts in form.errors.items():
        target = "" if name == WHOLE_FORM or name not in form.fields else target_of(form[name])
        items += [{"text": str(text), "href": f"#{target}" if target else ""} for text in texts]
    return items


def _name_the_question(field: forms.Field) -> None:
    """In a summary of five problems, "This field is required" five times helps nobody."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"] and field.label:
        field.error_messages["required"] = _("“%(question)s” needs an answer") % {"question": field.label}


def _is_ours(form: forms.BaseForm, key: str) -> bool:
    names = (form.add_prefix(name) for name in form.fields)
    return any(key == name or key.startswith(f"{name}-") for name in names)


def _as_query(data: Mapping[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for key, value in data.items():
        query.setlist(key, list(value) if isinstance(value, list | tuple) else [value])
    return query
