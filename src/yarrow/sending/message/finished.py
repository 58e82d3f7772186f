"""The finished message: what the door looks at, and what is handed over. The same bytes each time."""

from email.message import EmailMessage

from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.reaching.rules import RouteKind
from yarrow.sealing.keys import digest

from .content import Content
from .wording import Words, words_of


def finished_words(content: Content) -> Words:
    """The words of the library as they will be read; raises ``NoWords``."""
    return words_of(content.wording, content.language, days=content.days, signed=content.signed)


def finished_artefact(content: Content) -> Artefact:
    """All that leaves, as the door reads it: to whom, in whose name, and the words.

    Without a date or an id, so that what was released by a second person is the same when it is made again.
    """
    words = finished_words(content)
    if content.way is RouteKind.EMAIL:
        mail = EmailMessage()
        mail["To"], mail["Subject"] = content.to, words.subject
        mail.set_content(words.body, cte="base64")
        return Artefact(ArtefactKind.EMAIL, "", "message/rfc822", mail.as_bytes())
    body = f"{content.to}\n{content.signed}\n{words.body}"
    return Artefact(ArtefactKind.TEXT, "", "text/plain", body.encode())


def digest_of_finished(content: Content) -> str:
    """Says that the words are still those that passed the door; raises ``NoWords``."""
    return digest(finished_artefact(content).body).hex()
