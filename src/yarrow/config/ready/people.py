"""Whom invented people have on their maps, and a plan in their own words."""

from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope, Strength
from yarrow.gate.facts.people import Feels, HowTyped, Near, OwnPlan, Picture, SomebodyMatters, Tongue
from yarrow.gate.words import Answer, LongText

YES, NO = Answer.YES, Answer.NO


def map_of_grown_up(family: Family, part: str) -> None:
    """A map on which somebody helps, somebody is feared, and somebody is both."""
    family.record(
        part,
        Strength(words=LongText("I notice the weather in a room before anybody speaks.")),
        Hope(words=LongText("A kitchen in which a plate may fall.")),
        SomebodyMatters(
            name="Gwenno",
            who_they_are="sister",
            near=Near.CLOSE,
            feels=Feels.HELPS,
            knows=YES,
            may_be_asked=YES,
            words=LongText("She rings twice and hangs up. Then I know."),
        ),
        SomebodyMatters(name="Siôn", who_they_are="at home", near=Near.FURTHER, feels=Feels.BOTH, knows=YES),
        SomebodyMatters(
            name="His uncle", near=Near.FAR, feels=Feels.FEARED, knows=Answer.UNKNOWN, may_be_asked=NO
        ),
        SomebodyMatters(
            name="The choir", near=Near.FURTHER, feels=Feels.HELPS, picture=Picture.STAR, knows=NO
        ),
        OwnPlan(
            words=LongText("Canu bob nos Fawrth. Ffonio Gwenno ar y ffordd adref, bob tro."),
            tongue=Tongue.WELSH,
            how=HowTyped.VOICE,
            read_back=YES,
            note_gone=YES,
            pictures=(Picture.STAR, Picture.PHONE),
        ),
    )


def map_of_child(family: Family, part: str = "child") -> None:
    """A child's map, with the pictures that the child chose."""
    family.record(
        part,
        SomebodyMatters(
            name="Nain", who_they_are="grandma", near=Near.CLOSE, feels=Feels.HELPS, picture=Picture.SUN
        ),
        SomebodyMatters(
            name="Pero", who_they_are="dog", near=Near.CLOSE, feels=Feels.HELPS, picture=Picture.DOG
        ),
        SomebodyMatters(name="The stairs", near=Near.FURTHER, feels=Feels.FEARED, picture=Picture.WORRIED),
        OwnPlan(
            words=LongText("When it is loud I go to Pero. Then to Nain."),
            tongue=Tongue.ENGLISH,
            how=HowTyped.TOLD,
            read_back=YES,
            pictures=(Picture.DOG, Picture.SUN),
        ),
    )
