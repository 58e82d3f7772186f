"""E-mail: every header, every part, every name of an attachment, and what stands around them."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from yarrow.door.text import Where

from .found import Found, Inside, Paper, Unreadable

_ADDRESSES = frozenset({"from", "to", "cc", "bcc", "reply-to", "sender", "return-path", "delivered-to"})


def read_mail(artefact: Paper, found: Found, inside: Inside) -> None:
    """A finished message as it goes over the wire."""
    message = BytesParser(policy=policy.default).parsebytes(artefact.body)
    if not message.keys():
        raise Unreadable
    _part(message, found, inside)


def _part(part: EmailMessage, found: Found, inside: Inside) -> None:
    if part.defects:
        raise Unreadable
    for name, value in part.items():
        found.add(Where.ADDRESS if name.lower() in _ADDRESSES else Where.METADATA, str(value))
    found.add(Where.LAYER, part.preamble or "", part.epilogue or "")
    if part.is_multipart():
        parts = part.iter_parts() if part.get_content_maintype() == "multipart" else part.get_payload()
        for each in parts:
            if not isinstance(each, EmailMessage):
                raise Unreadable
            _part(each, found, inside)
        return
    content = part.get_content()
    body = content.encode() if isinstance(content, str) else content
    if not isinstance(body, bytes):
        raise Unreadable
    inside(part.get_filename() or "", part.get_content_type(), body)
