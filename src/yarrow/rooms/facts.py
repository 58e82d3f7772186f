"""Facts about the rooms themselves: what was shared, and what arrived from outside.

They decide nothing at the gate; their registered kinds make them readable like any other entry.
"""

from datetime import date

from yarrow.gate.facts.base import Fact as _Fact
from yarrow.gate.facts.base import Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_


class BroughtBy(Choice):
    """Who filled in the public form."""

    MYSELF = "myself", N_("I am writing for myself")
    PROFESSIONAL = "professional", N_("I am a professional writing about a family")
    SOMEBODY_ELSE = "somebody_else", N_("I am writing for somebody I know")


@fact("share_made", homes=set(), subject=Subject.WORDS, title=N_("Words passed on"))
class ShareMade(_Fact):
    """What was passed on from this room, to which room, and how the person agreed."""

    words: LongText = ask(N_("The words, exactly as they will be read"))
    to_room: str = ask(N_("Where they will be read"))
    agreed_how: LongText = ask(N_("How they agreed, and what they were shown"))
    agreed_on: date = ask(N_("The day they agreed"))
    note: Mark = ask(N_("The note that carried it"), default=Mark(""))


@fact("shared_words", homes=set(), subject=Subject.WORDS, title=N_("Words passed on to this room"))
class SharedWords(_Fact):
    """Words that somebody agreed may be read here, and nothing else of theirs."""

    words: LongText = ask(N_("The words"))


@fact("share_taken_back", homes=set(), subject=Subject.WORDS, title=N_("Words passed on, taken back"))
class ShareTakenBack(_Fact):
    """A share from this room that stands no longer. What was read cannot be unread, and nothing is erased."""

    words: LongText = ask(N_("The words that were passed on"))
    to_room: str = ask(N_("Where they were read"))
    share: Mark = ask(N_("Which share"), default=Mark(""))


@fact("words_taken_back", homes=set(), subject=Subject.WORDS, title=N_("Taken back: do not use these words"))
class WordsTakenBack(_Fact):
    """Says where words went that they stand no longer; they are set aside there when this is read."""

    words: LongText = ask(N_("The words"))
    note: Mark = ask(N_("The note that carried it"), default=Mark(""))


@fact("referral_received", homes=set(), subject=Subject.WORDS, title=N_("Referral"))
class ReferralReceived(_Fact):
    """A referral as it was typed on the public form, before anybody sorted it.

    Each kind of statement has its own box, so that each can go to one room and not the others.
    ``may_reach`` unknown means that nobody reaches out (domain.md E2).
    """

    brought_by: BroughtBy = ask(N_("Who is writing?"))
    sender: LongText = ask(N_("Your name, and your work if this is part of it"), default=LongText(""))
    who_knows: LongText = ask(N_("Who knows that you are writing to us?"), default=LongText(""))
    may_reach: Answer = ask(N_("May we get in touch with you?"), default=Answer.UNKNOWN)
    reach_sender: LongText = ask(N_("How may we safely reach you?"), default=LongText(""))
    reach_when: LongText = ask(N_("When is it safe, and what should we take care of?"), default=LongText(""))
    about_harmed: LongText = ask(N_("About the person who was harmed"), default=LongText(""))
    about_other: LongText = ask(N_("About the other person"), default=LongText(""))
    about_children: LongText = ask(N_("About children"), default=LongText(""))
    hoped_for: LongText = ask(N_("What is hoped for"), default=LongText(""))
    day_to_know: date | None = ask(N_("A day coming that we should know of"), default=None)


class ReferralPart(Choice):
    """What of a referral goes to one room, or stays where it is."""

    SENDER = "sender", N_("Who is writing")
    WHO_KNOWS = "who_knows", N_("Who knows of this")
    REACH = "reach", N_("How the sender may be reached")
    ABOUT_HARMED = "about_harmed", N_("About the person who was harmed")
    ABOUT_OTHER = "about_other", N_("About the other person")
    ABOUT_CHILDREN = "about_children", N_("About children")
    HOPED_FOR = "hoped_for", N_("What is hoped for")
    DAY = "day_to_know", N_("A day to know of")


class ReferralOutcome(Choice):
    """How a referral was answered; a coded reason, never words about a person."""

    CASE_OPENED = "case_opened", N_("A case was opened")
    NOT_FROM_THIS_SOURCE = "not_from_this_source", N_("Not accepted from this source")
    ANOTHER_SERVICE = "another_service", N_("Another service was named to them")
    NO_SAFE_WAY = "no_safe_way", N_("There is no safe way to reach anybody")
    SENT_BEFORE = "sent_before", N_("It was sent before")
    NOT_A_REFERRAL = "not_a_referral", N_("It is not a referral")


@fact("referral_answered", homes=set(), subject=Subject.WORDS, title=N_("Referral answered"))
class ReferralAnswered(_Fact):
    """What became of a referral. It lies in the intake room, beside the referral it names."""

    referral: str = ask(N_("Which referral"))
    outcome: ReferralOutcome = ask(N_("What became of it"))
    case: str = ask(N_("Which case"), default="")
    passed_on: tuple[ReferralPart, ...] = ask(N_("What went to a room"), default=())


@fact("second_worker_agrees", homes=set(), subject=Subject.WORDS, title=N_("A second worker agrees"))
class SecondWorkerAgrees(_Fact):
    """Another worker went through one entry and agrees with it; counted only when not its author's."""

    entry: str = ask(N_("Which entry"))


class WhyClosely(Choice):
    """Why only named people come near a case."""

    WORKER = "worker", N_("A worker of ours, or somebody close to one")
    POLICE = "police", N_("A police officer or a member of police staff")
    COUNCILLOR = "councillor", N_("A councillor, or somebody in public life")
    OTHER = "other", N_("Somebody else whom others here or in a partner service would know")


@fact("case_kept_closely", homes=set(), subject=Subject.WORDS, title=N_("Only named people come near"))
class CaseKeptClosely(_Fact):
    """Why this case is kept more closely than others. It lies in the team room and nowhere else."""

    why: WhyClosely = ask(N_("Why?"))


DECIDES_NOTHING = (
    ShareMade,
    ShareTakenBack,
    SharedWords,
    WordsTakenBack,
    SecondWorkerAgrees,
    ReferralReceived,
    CaseKeptClosely,
)
"""Kinds the gate is never shown: they are about the rooms, not about a person."""
