"""Texts by Twilio: the commercial gateway. Another company is another file beside this one."""

from dataclasses import dataclass, field

from yarrow.gate.facts.routes import RouteKind

from .interface import NotTaken, Outgoing
from .over_http import quiet, was_never_reached

_SECONDS = 30.0
_NOT_INSTALLED = "twilio is not installed: pip install 'yarrow[texts]'"
_LATER = frozenset({429})


@dataclass(frozen=True, slots=True)
class TwilioGateway:
    """One account. ``sender`` is a number or a name that tells nothing."""

    account: str
    sender: str
    token: str = field(repr=False)
    api: str = ""

    def carries(self, way: RouteKind) -> bool:
        return way is RouteKind.TEXT

    def whats_missing(self) -> str:
        try:
            import twilio  # noqa: F401
        except ImportError:
            return _NOT_INSTALLED
        needed = {
            "YARROW_TWILIO_ACCOUNT": self.account,
            "YARROW_TWILIO_TOKEN_FILE": self.token,
            "YARROW_TWILIO_FROM": self.sender,
        }
        return next((name for name, value in needed.items() if not value), "")

    def hand_over(self, message: Outgoing) -> None:
        from twilio.base.exceptions import TwilioRestException
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        quiet("twilio", "twilio.http_client", "urllib3")
        line = Client(self.account, self.token, http_client=TwilioHttpClient(timeout=_SECONDS, max_retries=0))
        if self.api:
            line.api.base_url = self.api
        try:
            line.messages.create(to=message.to, from_=self.sender, body=message.body)
        except TwilioRestException as failure:
            if 400 <= failure.status < 500:  # noqa: PLR2004  # it was understood and refused
                raise NotTaken(again=failure.status in _LATER) from None
            raise
        except Exception as failure:
            if was_never_reached(failure):
                raise NotTaken(again=True) from None
            raise
