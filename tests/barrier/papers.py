"""A paper that was made and waits to be fetched, for the tests that ask every address and every column."""

from uuid import UUID

from yarrow.config.families import Family
from yarrow.papers.actions import make_paper
from yarrow.papers.making.asked import Asked
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage


def about_to_be_fetched(family: Family) -> UUID:
    """Her worker makes a leaflet, in a session that is over since: its address leads nobody anywhere."""
    member = family.holder("harmed")
    today = family.clock.today()
    made = make_paper(
        room=family.rooms["harmed"],
        asked=Asked(PaperKind.APART, PaperFormat.PDF, PaperLanguage.ENGLISH, {}, today),
        session="over",
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    assert isinstance(made, UUID), "stopped"
    return made
