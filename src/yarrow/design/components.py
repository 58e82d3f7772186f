"""The GOV.UK components, rendered from the published Jinja port.

They live in an environment of their own: their macros ask for parameters that may be missing,
which our own templates (StrictUndefined) must never do.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import jinja2
from markupsafe import Markup

NAMES = (
    "back-link",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "exit-this-page",
    "fieldset",
    "file-upload",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")})
    return jinja2.Environment(loader=loader, autoescape=True)


@cache
def _macro(name: str) -> Callable[[Mapping[str, Any]], Markup]:
    template = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    macro: Callable[[Mapping[str, Any]], Markup] = getattr(template.module, macro_name(name))
    return macro


def macro_name(name: str) -> str:
    """What templates call a component: ``error-summary`` is ``govukErrorSummary``."""
    return "govuk" + "".join(part.capitalize() for part in name.split("-"))


def component(name: str, params: Mapping[str, Any]) -> Markup:
    """The markup of one GOV.UK component; ``params`` are those of its published documentation."""
    return _macro(name)(params)


def template_globals() -> dict[str, Callable[[Mapping[str, Any]], Markup]]:
    """Every component by its template name, compiled when first used."""
    return {macro_name(name): partial(component, name) for name in NAMES}
