"""What a ceremony says, in plain words."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext

from yarrow.custody.rules import Need
from yarrow.kernel.decision import Refused

from .asking import Asking
from .kits import KIT_FILE, Folder

Say = Callable[[str], None]

PRINT = """
The kits are in {path}

  custodian-a.pdf, custodian-b.pdf, custodian-c.pdf
      Print each once. Put each into its own envelope and give it to its own custodian, by hand.
  {kit_file}
      Opens nothing without two codes. Keep a copy on a stick, apart from the backups.

Any two of the three open everything. One alone opens nothing.
If you lose two, nobody can help any more. Lose all three and the data is gone.
"""
GONE = """The three papers are deleted from this folder. The kit file is still there.
A deleted file can sometimes be dug out of a disk: if the folder was on a stick, destroy the stick; if it was
on this machine's disk, that disk must be encrypted."""
STILL_THERE = (
    "The papers are still there. Print them, then delete them: whoever copies two of them has everything."
)


def words_of(refusal: Refused) -> str:
    """All reasons of a refusal."""
    return " ".join(gettext(reason.text) for reason in refusal.reasons)


def say_kits_are_there(say: Say, to: Asking, folder: Folder) -> None:
    """Which files to print; then the offer to delete those with a code in them."""
    say(PRINT.format(path=folder.path, kit_file=KIT_FILE))
    answer = to.ask("printed", "When all three are printed and looked at, type: printed", str.strip)
    if answer.lower() != "printed":
        say(STILL_THERE)
        return
    folder.remove_papers()
    say(GONE)


def say_what_is_off(say: Say, needs: Sequence[Need]) -> None:
    """What stays off while people are missing, one rule a paragraph."""
    missing = [need for need in needs if not need.is_met]
    if not missing:
        say("Everybody whom a rule needs is here.")
        return
    say("What stays off for now, and whom it takes:\n")
    for need in missing:
        say(f"  {gettext(need.what)}\n    takes: {gettext(need.takes)}\n    {gettext(need.stays_off)}")
