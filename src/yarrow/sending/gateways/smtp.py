"""E-mail by SMTP. Sealed on its way, and without a header that tells where it comes from."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from yarrow.gate.facts.routes import RouteKind
from yarrow.kernel.clock import Clock

from .interface import NotTaken, Outgoing

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SECONDS = 30
_IMPLICIT = 465
_LATER = range(400, 500)


@dataclass(frozen=True, slots=True)
class SmtpGateway:
    """One mail server. Elsewhere than on this machine nothing is said to it before the line is sealed.

    ``sender`` is an address that tells nothing, at a domain that tells nothing: it is the only place that
    a reader, or whoever holds their device, sees.
    """

    host: str
    sender: str
    clock: Clock
    port: int = 587
    login: str = ""
    password: str = field(default="", repr=False)

    def carries(self, way: RouteKind) -> bool:
        return way is RouteKind.EMAIL

    def whats_missing(self) -> str:
        if not self.host:
            return "YARROW_SMTP_HOST"
        return "" if "@" in self.sender else "YARROW_SMTP_FROM"

    def hand_over(self, message: Outgoing) -> None:
        mail = self._mail(message)
        with self._line() as server:
            try:
                # Once DATA has begun, a line that breaks may break after the mail was taken.
                server.send_message(mail)
            except smtplib.SMTPRecipientsRefused as refusal:
                raise NotTaken(again=_all_later(refusal)) from None
            except smtplib.SMTPResponseException as refusal:  # also the sender and the data refused
                raise NotTaken(again=refusal.smtp_code in _LATER) from None

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        server = self._reached()
        try:
            with _nothing_said_yet():
                self._sealed_and_known(server)
            yield server
        finally:
            server.close()  # QUIT could fail after the mail was taken, and would say otherwise

    def _reached(self) -> smtplib.SMTP:
        # local_hostname: by itself the library greets with this machine's full name, and the other end
        # writes that into a header that the reader can see.
        with _nothing_said_yet():
            if self.port == _IMPLICIT:
                return smtplib.SMTP_SSL(
                    self.host, self.port, self._domain, timeout=_SECONDS, context=ssl.create_default_context()
                )
            return smtplib.SMTP(self.host, self.port, self._domain, timeout=_SECONDS)

    def _sealed_and_known(self, server: smtplib.SMTP) -> None:
        if self.port != _IMPLICIT and self.host not in _HERE:
            server.starttls(context=ssl.create_default_context())  # raises where the other end cannot
        if self.login:
            server.login(self.login, self.password)

    @property
    def _domain(self) -> str:
        return self.sender.rpartition("@")[2]

    def _mail(self, message: Outgoing) -> EmailMessage:
        name, domain = self.sender.rpartition("@")[::2]
        mail = EmailMessage()
        try:
            mail["From"] = Address(display_name=message.signed, username=name, domain=domain)
            mail["To"] = Address(addr_spec=message.to)
        except Exception:  # noqa: BLE001  # the header parser raises many kinds; none of them is an address
            raise NotTaken(again=False) from None
        mail["Subject"] = message.subject
        # In UTC: the zone of a sender is a place. The id is that of the message, at the sender's own domain.
        mail["Date"] = format_datetime(self.clock.now().astimezone(UTC))
        mail["Message-ID"] = f"<{message.id}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"  # so that no absence notice comes back
        mail.set_content(message.body, cte="base64")
        return mail


@contextmanager
def _nothing_said_yet() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPResponseException as refusal:
        raise NotTaken(again=refusal.smtp_code in _LATER) from None
    except (OSError, smtplib.SMTPException):
        raise NotTaken(again=True) from None


def _all_later(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    return all(code in _LATER for code, _words in refusal.recipients.values())
