"""Each gateway against a double of its contract: what it says, and when it says that nothing was taken."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from yarrow.gate.facts.routes import RouteKind
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.sending.gateways.chosen import NotChosen, gateways_of
from yarrow.sending.gateways.interface import Gateway, NotTaken, Outgoing
from yarrow.sending.gateways.local import LocalGateway
from yarrow.sending.gateways.notify import NotifyGateway
from yarrow.sending.gateways.smtp import SmtpGateway
from yarrow.sending.gateways.twilio_texts import TwilioGateway

from .doubles import http_double
from .mailbox import Mailbox, mail_server

pytestmark = pytest.mark.once

CLOCK = FixedClock(datetime(2026, 7, 10, 9, 30, tzinfo=UTC))
TEXT = Outgoing(new_id(), RouteKind.TEXT, "+447700900123", "Reminder", "You have an appointment. Sam", "Sam")
MAIL = Outgoing(
    new_id(), RouteKind.EMAIL, "anwen@example.org", "Nodyn", "Mae gennych apwyntiad ŵ. Sam", "Sam"
)
NOTIFY_KEY = f"name-{new_id()}-{new_id()}"
NOWHERE = "http://127.0.0.1:1"


def smtp(port: int, **more: Any) -> SmtpGateway:
    return SmtpGateway(host="127.0.0.1", sender="post@example.org", clock=CLOCK, port=port, **more)


@pytest.mark.parametrize(
    ("refuses", "where", "again"),
    [
        ("550 no such", "RCPT", False),
        ("450 later", "RCPT", True),
        ("554 no", "DATA", False),
        ("451 later", "DATA", True),
    ],
)
def test_mail_that_the_server_refuses_was_certainly_not_taken(
    refuses: str, where: str, *, again: bool
) -> None:
    with mail_server(Mailbox(refuses, where)) as port, pytest.raises(NotTaken) as refusal:
        smtp(port).hand_over(MAIL)

    assert refusal.value.again is again


def test_no_mail_server_and_a_wrong_passphrase_take_nothing() -> None:
    with pytest.raises(NotTaken) as nobody:
        smtp(1).hand_over(MAIL)
    with (
        mail_server(
            Mailbox(),
            authenticator=lambda *_: AuthResult(success=False, handled=False),
            auth_require_tls=False,
        ) as port,
        pytest.raises(NotTaken),
    ):
        smtp(port, login="post", password="wrong").hand_over(MAIL)  # nobody's

    assert nobody.value.again


def test_a_line_that_breaks_after_the_words_is_not_certain() -> None:
    mailbox = Mailbox("hang up")
    with mail_server(mailbox) as port, pytest.raises(Exception) as unclear:  # noqa: PT011  # of any kind
        smtp(port).hand_over(MAIL)

    assert mailbox.taken
    assert not isinstance(unclear.value, NotTaken)


def test_nothing_is_said_to_a_server_elsewhere_that_cannot_seal_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mailbox = Mailbox()
    monkeypatch.setattr("yarrow.sending.gateways.smtp._HERE", frozenset())
    with mail_server(mailbox) as port, pytest.raises(NotTaken):
        smtp(port).hand_over(MAIL)

    assert not mailbox.taken


@pytest.mark.parametrize(
    "to", ["no address", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_a_mail_goes_to_one_address_or_to_none(to: str) -> None:
    mailbox = Mailbox()
    odd = Outgoing(MAIL.id, MAIL.way, to, MAIL.subject, MAIL.body, MAIL.signed)
    with mail_server(mailbox) as port, pytest.raises(NotTaken) as refusal:
        smtp(port).hand_over(odd)

    assert not refusal.value.again
    assert not mailbox.taken


def test_a_mail_tells_nothing_but_its_words() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        smtp(port).hand_over(MAIL)

    (taken,) = mailbox.taken
    mail = message_from_bytes(taken.raw, policy=policy.default)
    assert mail.get_content().strip() == MAIL.body
    assert (mail["From"], mail["To"], mail["Subject"]) == ("Sam <post@example.org>", MAIL.to, MAIL.subject)
    assert (taken.sender, taken.to, taken.greeted) == ("post@example.org", [MAIL.to], "example.org")
    assert mail["Date"] == "Fri, 10 Jul 2026 09:30:00 +0000"
    assert mail["Message-ID"] == f"<{MAIL.id}@example.org>"
    told = {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    added = {"X-Peer", "X-MailFrom", "X-RcptTo"}  # by the double
    assert set(mail.keys()) - added == told
    assert b"yarrow" not in taken.raw.lower()


def test_notify_is_told_the_words_once() -> None:
    with http_double(201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a"}) as double:
        gateway = NotifyGateway(NOTIFY_KEY, "text-template", "mail-template", double.address)
        gateway.hand_over(TEXT)
        gateway.hand_over(MAIL)

    text, mail = double.heard
    assert (text.path, text.body) == (
        "/v2/notifications/sms",
        {
            "phone_number": TEXT.to,
            "template_id": "text-template",
            "personalisation": {"message": TEXT.body},
            "reference": str(TEXT.id),
        },
    )
    assert (mail.path, mail.body["email_address"]) == ("/v2/notifications/email", MAIL.to)
    assert mail.body["personalisation"] == {"message": MAIL.body, "subject": MAIL.subject}
    assert text.headers["Authorization"].startswith("Bearer ")


def test_twilio_is_told_the_words_once() -> None:
    with http_double(201, {"sid": "SM1", "status": "queued"}) as double:
        twilio(double.address).hand_over(TEXT)

    (heard,) = double.heard
    assert heard.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert heard.body == {"To": TEXT.to, "From": "Sam", "Body": TEXT.body}
    assert heard.headers["Authorization"].startswith("Basic ")


def twilio(address: str) -> TwilioGateway:
    return TwilioGateway(account="AC1", sender="Sam", token="secret", api=address)  # invented


def notify(address: str) -> NotifyGateway:
    return NotifyGateway(NOTIFY_KEY, "text-template", "mail-template", address)


OVER_HTTP = pytest.mark.parametrize("made", [notify, twilio])


@OVER_HTTP
@pytest.mark.parametrize(("status", "again"), [(400, False), (401, False), (403, False), (429, True)])
def test_what_was_understood_and_refused_was_certainly_not_taken(
    made: Any, status: int, *, again: bool
) -> None:
    answer = {"status_code": status, "errors": [{"error": "No", "message": "no"}], "message": "no", "code": 1}
    with http_double(status, answer) as double, pytest.raises(NotTaken) as refusal:
        made(double.address).hand_over(TEXT)

    assert refusal.value.again is again
    assert len(double.heard) == 1


@OVER_HTTP
@pytest.mark.parametrize("status", [500, 502, 503, 0])
def test_what_broke_on_their_side_is_not_certain_and_not_tried_again(made: Any, status: int) -> None:
    with http_double(status) as double, pytest.raises(Exception) as unclear:  # noqa: PT011  # of any kind
        made(double.address).hand_over(TEXT)

    assert not isinstance(unclear.value, NotTaken)
    assert len(double.heard) == 1


@OVER_HTTP
def test_what_was_never_reached_took_nothing(made: Any) -> None:
    with pytest.raises(NotTaken) as refusal:
        made(NOWHERE).hand_over(TEXT)

    assert refusal.value.again


@OVER_HTTP
def test_nothing_of_a_message_is_written_into_a_log(made: Any, caplog: pytest.LogCaptureFixture) -> None:
    with http_double(400, {"errors": [{"message": TEXT.to}], "message": TEXT.to, "code": 1}) as double:
        with pytest.raises(NotTaken):
            made(double.address).hand_over(TEXT)
        with pytest.raises(NotTaken):
            made(NOWHERE).hand_over(TEXT)

    assert not caplog.records


@pytest.mark.parametrize("gateway", [smtp(1), notify(NOWHERE), twilio(NOWHERE), LocalGateway()])
def test_no_gateway_makes_calls_or_writes_letters(gateway: Gateway) -> None:
    spoken = set(RouteKind) - {RouteKind.TEXT, RouteKind.EMAIL}

    assert not [way for way in spoken if gateway.carries(way)]
    assert [way for way in RouteKind if gateway.carries(way)]
    assert gateway.whats_missing() == ""


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"YARROW_SENDING": "pigeon"},
        {"YARROW_SENDING": "smtp"},
        {"YARROW_SENDING": "smtp", "YARROW_SMTP_HOST": "mail.example.org", "YARROW_SMTP_FROM": "nobody"},
        {"YARROW_SENDING": "notify"},
        {"YARROW_SENDING": "notify", "YARROW_NOTIFY_KEY_FILE": "/nowhere"},
        {"YARROW_SENDING": "twilio", "YARROW_TWILIO_ACCOUNT": "AC1", "YARROW_TWILIO_FROM": "Sam"},
    ],
)
def test_a_sender_without_a_whole_gateway_does_not_start(environment: dict[str, str]) -> None:
    with pytest.raises(NotChosen):
        gateways_of(environment, clock=CLOCK, is_real=True)


def test_a_demonstration_gets_the_local_gateway_whatever_its_environment_says(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("secret\n")
    environment = {
        "YARROW_SENDING": "smtp, twilio",
        "YARROW_SMTP_HOST": "mail.example.org",
        "YARROW_SMTP_FROM": "post@example.org",
        "YARROW_TWILIO_ACCOUNT": "AC1",
        "YARROW_TWILIO_FROM": "Sam",
        "YARROW_TWILIO_TOKEN_FILE": str(tmp_path / "key"),
    }

    real = gateways_of(environment, clock=CLOCK, is_real=True)
    assert [type(each) for each in real] == [SmtpGateway, TwilioGateway]
    assert [type(each) for each in gateways_of(environment, clock=CLOCK, is_real=False)] == [LocalGateway]
