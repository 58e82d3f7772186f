"""The official side of the demo's restorative justice: papers, what they call people, and what is owed."""

from datetime import timedelta

from yarrow.config.families import Family
from yarrow.gate.facts.justice import (
    Footing,
    JusticeDetails,
    JusticeInformation,
    JusticeReport,
    MayBeSaid,
    OfficialName,
    OfficialRole,
    OwnAgenda,
    Proceedings,
    ReferringBody,
    ToldBy,
    WhoBegins,
)
from yarrow.gate.words import Answer, LongText


def sentenced(family: Family) -> None:
    """Asked by the prison: found by a court, who was harmed told by the police, an answer due in ten days."""
    today = family.clock.today()
    family.record(
        "team",
        JusticeDetails(
            reference="T20260417",
            referred_by=ReferringBody.PRISON,
            stage=Proceedings.IN_CUSTODY,
            footing=Footing.FOUND,
            known_from="The prison's letter",
        ),
        JusticeReport(
            to_whom="The prison", due_on=today + timedelta(days=10), may_say=MayBeSaid.THAT_IT_TOOK_PLACE
        ),
    )
    family.record(
        "harmed",
        OfficialRole(called=OfficialName.COMPLAINANT, paper="Indictment"),
        JusticeInformation(
            told=Answer.YES, by=ToldBy.POLICE, told_on=today, words=LongText("They gave me a leaflet.")
        ),
        OwnAgenda(
            to_speak_of=LongText("Why my door. Then the key. Then what he does when he sees me in town."),
            left_out=LongText("My mother."),
            begins=WhoBegins.THEY,
        ),
    )
    family.record("other", OfficialRole(called=OfficialName.CONVICTED, paper="Indictment"))
