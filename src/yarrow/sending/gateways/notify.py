"""Texts and e-mails by GOV.UK Notify, which public bodies may use.

Notify sends templates only. Each of ours is one field, ``((message))``, for the words come from our
library; the templates' own name and the service's name there are seen by its administrators alone.
"""

from dataclasses import dataclass, field
from typing import Any

from yarrow.gate.facts.routes import RouteKind

from .interface import NotTaken, Outgoing
from .over_http import quiet, was_never_reached

_API = "https://api.notifications.service.gov.uk"
_SECONDS = 30
_NOT_INSTALLED = "notifications-python-client is not installed: pip install 'yarrow[texts]'"
_LATER = frozenset({429})


@dataclass(frozen=True, slots=True)
class NotifyGateway:
    """One service at GOV.UK Notify."""

    key: str = field(repr=False)
    text_template: str = ""
    email_template: str = ""
    api: str = _API

    def carries(self, way: RouteKind) -> bool:
        return bool(self._template(way))

    def whats_missing(self) -> str:
        try:
            import notifications_python_client  # noqa: F401
        except ImportError:
            return _NOT_INSTALLED
        if not self.key:
            return "YARROW_NOTIFY_KEY_FILE"
        return "" if self.text_template or self.email_template else "YARROW_NOTIFY_TEXT_TEMPLATE"

    def hand_over(self, message: Outgoing) -> None:
        from notifications_python_client.errors import HTTPError
        from notifications_python_client.notifications import NotificationsAPIClient

        quiet("notifications_python_client", "urllib3")
        untyped: Any = NotificationsAPIClient
        line = untyped(self.key, base_url=self.api, timeout=_SECONDS)
        try:
            self._post(line, message)
        except HTTPError as failure:
            # Without an answer of its own the library says 503, whatever happened to the line.
            answered = getattr(failure, "response", None) is not None
            code = failure.status_code if answered else 0
            if 400 <= code < 500:  # noqa: PLR2004  # it was understood and refused
                raise NotTaken(again=code in _LATER) from None
            if not answered and was_never_reached(failure):
                raise NotTaken(again=True) from None
            raise

    def _template(self, way: RouteKind) -> str:
        templates = {RouteKind.TEXT: self.text_template, RouteKind.EMAIL: self.email_template}
        return templates.get(way, "")

    def _post(self, line: Any, message: Outgoing) -> None:
        fields = {"message": message.body}
        reference, template = str(message.id), self._template(message.way)
        if message.way is RouteKind.EMAIL:
            words = fields | {"subject": message.subject}
            line.send_email_notification(message.to, template, personalisation=words, reference=reference)
        else:
            line.send_sms_notification(message.to, template, personalisation=fields, reference=reference)
