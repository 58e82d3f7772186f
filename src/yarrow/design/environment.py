"""How our Jinja2 pages are found, escaped and translated."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import jinja2
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from markupsafe import Markup

from yarrow.design import components
from yarrow.design.forms import summary_items

_OURS = Path(__file__).resolve().parents[1]


def environment(**options: Any) -> jinja2.Environment:
    """The environment of all our templates: a name that is not there is an error, never a blank."""
    options |= {"undefined": jinja2.StrictUndefined, "autoescape": True}
    made = jinja2.Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701  # autoescape is in options
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals |= components.template_globals()
    # Hazard: Jinja's own `_` marks what it returns as safe markup, so `_(name)` would let a typed
    # name through unescaped. Ours is plain text and is escaped like any other.
    made.globals |= {"_": gettext, "static": static, "url": url, "csrf_input": csrf_input}
    made.filters |= {"day": day, "moment": moment, "summary_items": summary_items}
    return made


def url(name: str, *args: str | int | UUID, **kwargs: str | int | UUID) -> str:
    """The address of a named page."""
    return reverse(name, args=args, kwargs=kwargs)


def csrf_input(request: HttpRequest) -> Markup:
    """The hidden fields that prove that a form came from our own page, and whose page it was.

    The second is there on a worker's pages only: ``staff`` puts its mark on the request.
    """
    field = Markup('<input type="hidden" name="{}" autocomplete="off" value="{}">')
    made = field.format("csrfmiddlewaretoken", get_token(request))
    whose = getattr(request, "page_of", "")
    return made + field.format("page_of", whose) if whose else made


def day(value: date) -> str:
    """A day in words, in the language of the page: 4 March 2026."""
    return date_format(value, "j F Y")


def moment(value: datetime) -> str:
    """A moment in the service's own time zone: 4 March 2026, 15:04."""
    return date_format(localtime(value), "j F Y, H:i")


class _Template:
    """Like Django's own, without the two csrf names that would hide our ``csrf_input``."""

    def __init__(self, template: jinja2.Template, backend: "PageTemplates") -> None:
        self.template = template
        self.backend = backend

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        whole: dict[str, Any] = {}
        if request is not None:
            whole["request"] = request
            for processor in self.backend.template_context_processors:
                whole |= processor(request)
        return self.template.render(whole | (context or {}))


class PageTemplates(Jinja2):
    """Django's Jinja2 backend, looking in ``<package>/templates/<package>/``."""

    app_dirname = "templates"

    @cached_property
    def template_dirs(self) -> tuple[str, ...]:
        """Our own packages only: other packages keep Django templates under the same folder name."""
        return tuple(place for place in map(str, super().template_dirs) if _OURS in Path(place).parents)

    template_context_processors: list[Callable[[HttpRequest], dict[str, Any]]]

    def from_string(self, template_code: str) -> Any:
        return _Template(self.env.from_string(template_code), self)

    def get_template(self, template_name: str) -> Any:
        try:
            return _Template(self.env.get_template(template_name), self)
        except jinja2.TemplateNotFound as missing:
            raise TemplateDoesNotExist(str(missing.name), backend=self) from missing
