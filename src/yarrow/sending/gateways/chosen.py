"""Which gateways this sender uses: read from the sender's own environment, which no web process has."""

from collections.abc import Mapping
from pathlib import Path

from yarrow.kernel.clock import Clock

from .interface import Gateway
from .local import LocalGateway
from .notify import NotifyGateway
from .smtp import SmtpGateway
from .twilio_texts import TwilioGateway


class NotChosen(Exception):
    """The environment names no gateway, one that is not known, or one that lacks something."""


def gateways_of(environment: Mapping[str, str], *, clock: Clock, is_real: bool) -> list[Gateway]:
    """The gateways that ``YARROW_SENDING`` names, in that order: smtp, notify, twilio, local.

    Hazard: a demonstration or a test that was started in the environment of a real sender would write
    to real people. So whatever the environment says, it only ever gets the local one. Raises
    ``NotChosen`` with a line for an administrator.
    """
    if not is_real:
        return [LocalGateway()]
    names = environment.get("YARROW_SENDING", "").replace(",", " ").split()
    if not names:
        raise NotChosen("YARROW_SENDING names no gateway: smtp, notify, twilio or local")
    chosen = [_gateway(name, environment, clock) for name in names]
    for name, gateway in zip(names, chosen, strict=True):
        if missing := gateway.whats_missing():
            raise NotChosen(f"{name}: {missing}")
    return chosen


def _gateway(name: str, environment: Mapping[str, str], clock: Clock) -> Gateway:
    said = environment.get
    if name == "local":
        return LocalGateway()
    if name == "smtp":
        return SmtpGateway(
            host=said("YARROW_SMTP_HOST", ""),
            port=int(said("YARROW_SMTP_PORT", "587")),
            sender=said("YARROW_SMTP_FROM", ""),
            login=said("YARROW_SMTP_USER", ""),
            password=_secret(said("YARROW_SMTP_PASSWORD_FILE", "")),
            clock=clock,
        )
    if name == "notify":
        return NotifyGateway(
            key=_secret(said("YARROW_NOTIFY_KEY_FILE", "")),
            text_template=said("YARROW_NOTIFY_TEXT_TEMPLATE", ""),
            email_template=said("YARROW_NOTIFY_EMAIL_TEMPLATE", ""),
        )
    if name == "twilio":
        return TwilioGateway(
            account=said("YARROW_TWILIO_ACCOUNT", ""),
            sender=said("YARROW_TWILIO_FROM", ""),
            token=_secret(said("YARROW_TWILIO_TOKEN_FILE", "")),
        )
    raise NotChosen(f"{name} is no gateway: smtp, notify, twilio or local")


def _secret(path: str) -> str:
    """What stands in a file: an environment can be read by every program of the same user."""
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        raise NotChosen(f"{path} cannot be read") from None
