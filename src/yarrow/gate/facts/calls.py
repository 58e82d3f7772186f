"""What came of a call: noted in half a minute. No rule looks at it, and it is never a yes."""

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Answer, Choice
from yarrow.kernel.words import N_


class WhoRang(Choice):
    """From which side the call came."""

    WE = "we", N_("We rang")
    THEY = "they", N_("They rang")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else rang")
    UNKNOWN = "unknown", N_("Not known")


class CallOutcome(Choice):
    """Who was on the phone, if anybody."""

    SPOKE = "spoke", N_("We spoke with each other")
    NO_ANSWER = "no_answer", N_("Nobody answered")
    NO_MESSAGE = "no_message", N_("Voicemail; no message was left")
    AGREED_MESSAGE = "agreed_message", N_("Voicemail; only the agreed message was left")
    SOMEBODY_ELSE = "somebody_else", N_("Somebody else was on the phone")
    UNKNOWN = "unknown", N_("Not known")


@fact("call_note", homes={Home.PERSON}, subject=Subject.REACH, title=N_("A call"))
class CallNote(Fact):
    """One call with this person, or about them."""

    who_rang: WhoRang = ask(N_("Who rang?"), default=WhoRang.UNKNOWN)
    what: CallOutcome = ask(N_("What happened?"), default=CallOutcome.UNKNOWN)
    safe_to_talk: Answer = ask(N_("Was it safe for them to talk?"), default=Answer.UNKNOWN)
    words: str = ask(N_("One line about it"), default="")

    def can_confirm_reach(self) -> bool:
        """Whether they themselves could say in this call that a way to reach them is still right.

        Somebody who calls for them, or as them, confirms nothing; nor does who could not talk
        safely (domain.md E2). Not known is no.
        """
        with_us = self.who_rang in {WhoRang.WE, WhoRang.THEY}
        return with_us and self.what is CallOutcome.SPOKE and self.safe_to_talk is Answer.YES
