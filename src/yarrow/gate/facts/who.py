"""Who someone is, what part they have in a harm, and how to reach them safely."""

from datetime import date, timedelta

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_

REACH_HOLDS_FOR = timedelta(days=30)  # domain.md E2; a service may only tighten it
MESSAGE_REACH_HOLDS_FOR = timedelta(days=14)  # design.md §5 (10): for messages that nobody speaks


class AgeBand(Choice):
    """Under-18s are asked in another way (domain.md E18)."""

    ADULT = "adult", N_("18 or over")
    YOUNG_PERSON = "young_person", N_("Young person under 18")
    CHILD = "child", N_("Child")
    UNKNOWN = "unknown", N_("Not known")


class Language(Choice):
    """English and Welsh stand equal."""

    ENGLISH = "english", N_("English")
    WELSH = "welsh", N_("Welsh")
    OTHER = "other", N_("Another language")
    UNKNOWN = "unknown", N_("Not known")


@fact("identity", homes={Home.PERSON}, subject=Subject.WHO, title=N_("Who this person is"))
class Identity(Fact):
    """Names, age and language of the person whose room it is."""

    known_as: str = ask(N_("What they like to be called"), hint=N_("Shown beside the save button."))
    full_name: str = ask(N_("Full name"), default="")
    date_of_birth: date | None = ask(N_("Date of birth"), hint=N_("If known."), default=None)
    age_band: AgeBand = ask(N_("Age"), default=AgeBand.UNKNOWN)
    language: Language = ask(N_("Language they choose"), default=Language.UNKNOWN)
    language_words: str = ask(N_("Which other language, or how they communicate"), default="")
    pronouns: str = ask(N_("Pronouns"), default="")
    interpreter: Answer = ask(
        N_("Is an interpreter needed?"),
        hint=N_("Never a family member."),
        default=Answer.UNKNOWN,
    )

    def contradictions(self) -> tuple[Problem, ...]:
        if self.language is Language.OTHER and blank(self.language_words):
            return (("language_words", N_("Say which language.")),)
        return ()


class Role(Choice):
    """A role belongs to one harm, never to a person."""

    HARMED = "harmed", N_("Was harmed")
    HARMED_BY_CHILD = "harmed_by_child", N_("Was harmed by a child of theirs, of any age")
    CAUSED_HARM = "caused_harm", N_("Caused harm")
    CHILD_EXPOSED = "child_exposed", N_("A child who lived with it")
    SUPPORTER = "supporter", N_("Supports someone")
    NOT_YET_KNOWN = "not_yet_known", N_("Not yet known")
    SPECIALIST_REVIEW = "specialist_review", N_("With a specialist to look at")


class HowKnown(Choice):
    """How it is known who harmed whom."""

    FINDING = "finding", N_("A court or panel found it")
    ADMISSION = "admission", N_("It was admitted")
    DISCLOSED = "disclosed", N_("The person harmed said so")
    REPORTED = "reported", N_("Someone else reported it")
    NOT_KNOWN = "not_known", N_("Not known")


@fact("role_in_harm", homes={Home.PERSON}, subject=Subject.WHO, title=N_("Part in what happened"))
class RoleInHarm(Fact):
    """The part of this person in one harm, and how that is known.

    Neither sex, size nor who called the police says it; between two of the same sex it is misread most.
    """

    harm: str = ask(N_("Which harm"), hint=N_("The harm's own number, given by the case."))
    role: Role = ask(N_("Their part in it"))
    how_known: HowKnown = ask(N_("How is that known?"), default=HowKnown.NOT_KNOWN)
    other_under_18: Answer = ask(N_("Is the other person under 18?"), default=Answer.UNKNOWN)
    second_worker: str = ask(
        N_("Second worker who agrees"),
        hint=N_("Needed to change a part that was recorded before."),
        default="",
    )


@fact("reach", homes={Home.PERSON}, subject=Subject.REACH, title=N_("How to reach them safely"))
class Reach(Fact):
    """The safe way to reach this person (domain.md E2)."""

    aged_by = "reach_days"
    counts_from = "confirmed_on"

    phone: str = ask(N_("Phone number that is safe"), default="")
    address: LongText = ask(N_("Address that is safe to use"), default=LongText(""))
    other_route: LongText = ask(
        N_("Another safe way"),
        hint=N_("For example through a named worker or at a school."),
        default=LongText(""),
    )
    when_safe: LongText = ask(N_("When is it safe?"), hint=N_("Days and hours."))
    voicemail: Answer = ask(N_("May we leave a voice message?"), default=Answer.UNKNOWN)
    who_may_answer: LongText = ask(N_("Who else may answer, and what do we say then?"))
    name_to_use: str = ask(N_("Who do we say is calling?"), hint=N_("The name agreed with them."), default="")
    agreed_words: str = ask(N_("Words agreed to check that it is safe"), default="")
    danger_words: str = ask(N_("Words that mean danger"), default="")
    shared_device: Answer = ask(N_("Can anyone else see the phone or account?"), default=Answer.UNKNOWN)
    confirmed_on: date = ask(N_("Day this was last confirmed with them"))
    how_confirmed: str = ask(N_("How was it confirmed?"), default="")

    def contradictions(self) -> tuple[Problem, ...]:
        if blank(self.phone) and blank(self.address) and blank(self.other_route):
            return (("phone", N_("Give at least one safe way to reach them.")),)
        return ()


@fact("reach_confirmed", homes={Home.PERSON}, subject=Subject.REACH, title=N_("Still safe to reach this way"))
class ReachConfirmed(Fact):
    """A call that found the recorded way still safe."""

    aged_by = "reach_days"
    counts_from = "confirmed_on"

    confirmed_on: date = ask(N_("Day it was confirmed with them"))
    how_confirmed: str = ask(N_("How was it confirmed?"), default="")


@fact(
    "reach_unsafe", homes={Home.PERSON}, subject=Subject.REACH, title=N_("No longer safe to reach this way")
)
class ReachUnsafe(Fact):
    """The recorded way must not be used any more."""

    words: LongText = ask(N_("What has happened to it?"))


@fact(
    "approach_agreed",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("How the other person is first approached"),
    help=N_("Agreed with the person harmed before anybody speaks to the other about this work."),
)
class ApproachAgreed(Fact):
    """Her or his go-ahead, the way, and what the other may guess from it (design.md §5, decision 1)."""

    go_ahead: Answer = ask(
        N_("May the other person be approached?"),
        hint=N_("Asked alone. No is a good answer, and needs no reason."),
        default=Answer.UNKNOWN,
    )
    how: LongText = ask(N_("By whom, how and when?"), default=LongText(""))
    may_be_guessed: LongText = ask(
        N_("What may the other person guess from it, and what do they do then?"), default=LongText("")
    )

    def contradictions(self) -> tuple[Problem, ...]:
        if self.go_ahead is not Answer.YES:
            return ()
        lacks = [name for name in ("how", "may_be_guessed") if blank(getattr(self, name))]
        return tuple((name, N_("A go-ahead needs this.")) for name in lacks)


@fact("address_secret", homes={Home.PERSON}, subject=Subject.REACH, title=N_("Something must stay secret"))
class AddressSecret(Fact):
    """A new home or identity that must not become known (domain.md E39)."""

    words: LongText = ask(N_("What must stay secret, and from whom?"))

    def speaks_of_abuse(self) -> bool:
        return True


@fact(
    "address_guarded",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("How the secret is kept in this work"),
)
class AddressGuarded(Fact):
    """What was done so that this work cannot give the secret away."""

    how: LongText = ask(
        N_("How is it kept?"),
        hint=N_("Places, papers, phones, travel, photographs, what others may say."),
    )
    second_worker: str = ask(N_("Second worker who checked this"))


@fact("death", homes={Home.PERSON}, subject=Subject.CHANGE, title=N_("This person has died"), trigger=True)
class Death(Fact):
    """Nothing more is planned from this room."""

    died_on: date | None = ask(N_("Day, if known"), default=None)
