"""Who matters to somebody, who helps, who is feared; and their own plan in their own words.

No rule rests on these: they are the person's own picture of their life. What they are afraid of is recorded
for the rules as a fear (``harm.Fear``), as before.
"""

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class Near(Choice):
    """How near somebody is to them in their own eyes."""

    CLOSE = "close", N_("Close to them")
    FURTHER = "further", N_("A little further away")
    FAR = "far", N_("Far away")
    NO_LONGER = "no_longer", N_("No longer part of their life")
    UNKNOWN = "unknown", N_("Not known")


class Feels(Choice):
    """What somebody is to them. Both at once is common, and is said as it is."""

    HELPS = "helps", N_("Helps")
    FEARED = "feared", N_("Is feared")
    BOTH = "both", N_("Helps, and is feared")
    NEITHER = "neither", N_("Neither")
    UNKNOWN = "unknown", N_("Not known")


class Picture(Choice):
    """Small pictures to point at. Drawn by us (``family_map``)."""

    NONE = "none", N_("No picture")
    GLAD = "glad", N_("A glad face")
    SAD = "sad", N_("A sad face")
    WORRIED = "worried", N_("A worried face")
    CROSS = "cross", N_("A cross face")
    HOUSE = "house", N_("A house")
    SCHOOL = "school", N_("A school")
    PARK = "park", N_("A park")
    DOG = "dog", N_("A dog")
    PHONE = "phone", N_("A phone")
    DOOR = "door", N_("A door")
    BED = "bed", N_("A bed")
    BOOK = "book", N_("A book")
    STAR = "star", N_("A star")
    HEART = "heart", N_("A heart")
    SUN = "sun", N_("The sun")
    CLOUD = "cloud", N_("A cloud")


@fact(
    "somebody_matters",
    homes={Home.PERSON},
    subject=Subject.STRENGTHS,
    title=N_("Somebody who matters"),
    help=N_("A person, a pet or a place in their life, as they see it: who helps, and also who is feared."),
)
class SomebodyMatters(Fact):
    """One of those who stand on somebody's map."""

    name: str = ask(N_("Who is it, as they say it?"))
    who_they_are: str = ask(N_("Who is that to them?"), default="")
    near: Near = ask(N_("How near?"), default=Near.UNKNOWN)
    feels: Feels = ask(
        N_("Do they help, or are they feared?"),
        hint=N_("Asked alone. Both at once can be."),
        default=Feels.UNKNOWN,
    )
    knows: Answer = ask(N_("Do they know about this work?"), default=Answer.UNKNOWN)
    may_be_asked: Answer = ask(
        N_("May we ask them to help?"),
        hint=N_("Yes only when the person said so. A yes starts nothing: a supporter is prepared first."),
        default=Answer.UNKNOWN,
    )
    picture: Picture = ask(N_("A picture they chose"), default=Picture.NONE)
    words: LongText = ask(N_("What do they say about it?"), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if self.may_be_asked is Answer.YES and self.feels in {Feels.FEARED, Feels.BOTH}:
            said = N_("Who is feared is not asked to help. Look at it with them again, alone.")
            return (("may_be_asked", said),)
        return ()


class Tongue(Choice):
    """The language of somebody's words, so that they are read out and laid out rightly."""

    ENGLISH = "en", N_("English")
    WELSH = "cy", N_("Welsh")
    ARABIC = "ar", N_("Arabic")
    BENGALI = "bn", N_("Bengali")
    FARSI = "fa", N_("Farsi")
    FRENCH = "fr", N_("French")
    KURDISH = "ku", N_("Kurdish")
    PANJABI = "pa", N_("Panjabi")
    PASHTO = "ps", N_("Pashto")
    POLISH = "pl", N_("Polish")
    PORTUGUESE = "pt", N_("Portuguese")
    ROMANIAN = "ro", N_("Romanian")
    SOMALI = "so", N_("Somali")
    SPANISH = "es", N_("Spanish")
    TIGRINYA = "ti", N_("Tigrinya")
    UKRAINIAN = "uk", N_("Ukrainian")
    URDU = "ur", N_("Urdu")
    OTHER = "other", N_("Another language")


class HowTyped(Choice):
    """How the words came onto the page."""

    WROTE = "wrote", N_("They wrote it themselves")
    TOLD = "told", N_("They told it to a worker, who wrote it")
    VOICE = "voice", N_("Typed later from a voice note of theirs")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "own_plan",
    homes={Home.PERSON},
    subject=Subject.STRENGTHS,
    title=N_("Their own plan"),
    help=N_("What they plan, in their own words and their own language. Nobody puts it into better words."),
)
class OwnPlan(Fact):
    """A plan that is theirs: word for word, with how it was written down."""

    words: LongText = ask(N_("The plan, word for word"))
    tongue: Tongue = ask(N_("In which language?"), default=Tongue.OTHER)
    how: HowTyped = ask(N_("How was it written down?"), default=HowTyped.UNKNOWN)
    typed_by: str = ask(N_("Who typed it, if it was not you?"), default="")
    read_back: Answer = ask(
        N_("Was it read back to them, and did they say that it is right?"), default=Answer.UNKNOWN
    )
    note_gone: Answer = ask(
        N_("Is the voice note gone from every phone and computer?"),
        hint=N_("Where there was one. A voice is known at once."),
        default=Answer.UNKNOWN,
    )
    pictures: tuple[Picture, ...] = ask(N_("Pictures they chose for it"), default=())
