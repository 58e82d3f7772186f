"""A custodian is gone and her code with her; the other two mend it, and nobody is locked out."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from yarrow.config.cast import Cast
from yarrow.config.families import open_family
from yarrow.custody.actions import Ceremony, begin_custody
from yarrow.custody.rules import Named
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Wrap
from yarrow.sealing.typed import spelled

from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

THREE = [
    Named("Ann Chair", "Chair", "heron"),
    Named("Ben Safe", "Safeguarding lead", "otter"),
    Named("Cat Data", "Data protection lead", "wren"),
]
NAMED = """
a = { name = "Ann Chair", office = "Chair", contact = "heron" }
b = { name = "Ben Safe", office = "Safeguarding lead", contact = "otter" }
c = { name = "Dewi Newcomer", office = "Data protection lead", contact = "curlew" }
"""
KEYS = "Recovery keys and missing people"
DUE = "A restore drill by two custodians is due by 10 April 2026."


class Terminal:
    """The machine of the service: two custodians type, and what is printed lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def types(self, command: str, *codes: str, more: str = "") -> str:
        first, second = codes
        file, said = self._folder / "answers.toml", StringIO()
        file.write_text(f'first_code = "{first}"\nsecond_code = "{second}"\n{more}')
        call_command(command, answers=str(file), stdout=said, stderr=said)
        return said.getvalue()

    def code_on(self, paper: Path) -> str:
        """The code, read from the paper: three rows of three groups below its heading."""
        words = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
        rows = words.split("you were asked in person:")[1].split("\n")[1:4]
        return " ".join(" ".join(rows).split())


@pytest.fixture
def codes(service: object, clock: FixedClock) -> list[str]:
    """What Ann, Ben and Cat have at home."""
    made: list[Ceremony] = []
    begin_custody(custodians=THREE, keep=made.append, clock=clock)
    return [spelled(code) for code in made[0].codes]


def test_a_lost_custodian(
    come_in: ComeIn,
    codes: list[str],
    cast: Cast,
    clock: FixedClock,
    pass_time: Callable[..., None],
    has_script_today: Script,
    tmp_path: Path,
) -> None:
    terminal, (ann, ben, cat) = Terminal(tmp_path), codes
    assert "The drill passed" in terminal.types("custody_drill", ann, cat)
    mari = come_in("manager", has_script=has_script_today).is_at("Today").reads_nothing_of("restore drill")
    mari.follow(KEYS).is_at(KEYS).reads("Cat Data", "wren", "Kept, and tried out", "Ann Chair, Cat Data")

    # Cat has moved away and her envelope cannot be found: the page says what to do.
    mari.reads("A custodian leaves, or a code is lost", "./run yarrow custody_replace")
    pass_time(days=1)
    papers = tmp_path / "papers"
    said = terminal.types(
        "custody_replace", ann, ben, more=f'folder = "{papers}"\nprinted = "not yet"\n{NAMED}'
    )
    assert "All three old codes end." in said
    fresh = {letter: terminal.code_on(papers / f"custodian-{letter}.pdf") for letter in "abc"}

    # It is seen on everybody's day who must see it; what was lost opens nothing.
    mari.sign_out().sign_in("manager").is_at("Today").reads(DUE)
    come_in("supervisor", has_script=has_script_today).go("/").reads(DUE)
    come_in("lead", has_script=has_script_today).go("/").reads_nothing_of("restore drill", "custody")
    mari.follow(KEYS).reads("Dewi Newcomer", "curlew", "New codes replaced the old ones", "not yet tried out")
    with pytest.raises(CommandError, match="These two codes open nothing here"):
        terminal.types("custody_drill", cat, ann)
    mari.go("/").reads("The last restore drill of the custodians failed.")

    # The new papers are tried out, and all is well.
    assert "with the codes of Ben Safe and Dewi Newcomer" in terminal.types(
        "custody_drill", fresh["c"].lower(), fresh["b"]
    )
    mari.go("/").is_at("Today").reads_nothing_of("restore drill")
    mari.follow(KEYS).reads("Kept, and tried out", "Ben Safe, Dewi Newcomer")


def test_nobody_left_who_holds_a_room(
    come_in: ComeIn, codes: list[str], cast: Cast, clock: FixedClock, has_script_today: Script, tmp_path: Path
) -> None:
    family = open_family(cast=cast, clock=clock)
    room = family.rooms["child"]
    Wrap.objects.filter(version__room=room).delete()
    carys = come_in("child_worker", has_script=has_script_today).is_at("Today").reads_nothing_of("Cadi")

    said = Terminal(tmp_path).types(
        "custody_recover",
        codes[0],
        codes[1],
        more='by = "supervisor"\nworker = "child_worker"\nrooms = "all"\n',
    )

    assert "Carys Child can open 1 room(s) again" in said
    carys.sign_out().sign_in("child_worker").reads("Cadi")
    line = "Custodians let Carys Child into 1 room on 10 March 2026: Ann Chair, Ben Safe."
    come_in("manager", has_script=has_script_today).reads(line).follow(KEYS).reads("Carys Child")
