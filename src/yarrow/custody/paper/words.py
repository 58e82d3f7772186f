"""Every word of the printed kit. Plain, because it is read on the worst day of the service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from yarrow.custody.kit import Kit
from yarrow.custody.models import PAIRS
from yarrow.custody.rules import Named
from yarrow.sealing.typed import spelled


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose kit it is: their letter, and all three custodians in the order of their letters."""

    letter: str
    custodians: Sequence[Named]

    @property
    def own(self) -> Named:
        """The one who gets this kit."""
        return self.custodians["abc".index(self.letter)]


def kit_words(*, kit: Kit, holder: Holder, code: bytes, on: date, language: str) -> dict[str, Any]:
    """The words of one kit in one language, in the order in which they are printed."""
    with override(language):
        return {
            "language": language,
            "title": _("Recovery kit of custodian %(letter)s") % {"letter": holder.letter.upper()},
            "footer": _("Keep apart from the backups, and from the other two kits"),
            "intro": _intro(kit, holder, on),
            "code_label": _("Your code. Show it to nobody, and type it only when you were asked in person:"),
            "code": _in_rows(spelled(code)),
            "sections": [_what_it_can_do(), _keeping(), _drill(), _restore()],
            "others": _others(holder),
            "sealed_heading": _("The sealed bundles"),
            "sealed_lines": [
                _(
                    "These lines open nothing by themselves: they need two of the three codes. The same lines"
                    " are in every kit and in the kit file. Type them only when the kit file is lost too."
                ),
                _("The number in front is not typed. Each line is checked by itself."),
            ],
            "sealed": [_sealed(kit, pair) for pair in PAIRS],
        }


def _intro(kit: Kit, holder: Holder, on: date) -> list[str]:
    return [
        _("%(name)s, %(office)s. Your contact word: %(word)s.")
        % {"name": holder.own.name, "office": holder.own.office, "word": holder.own.contact},
        _("Service %(service)s, codes number %(number)s, made on %(day)s.")
        % {"service": kit.service, "number": kit.round, "day": date_format(on, "j F Y")},
    ]


def _in_rows(code: str) -> list[str]:
    groups = code.split("-")
    return ["  ".join(groups[at : at + 3]) for at in range(0, len(groups), 3)]


def _section(heading: str, *lines: str, steps: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    made = [{"words": words, "typed": typed} for words, typed in steps]
    return {"heading": heading, "lines": list(lines), "steps": made}


def _what_it_can_do() -> dict[str, Any]:
    return _section(
        _("What your code can and cannot do"),
        _("Alone it opens nothing."),
        _(
            "Together with one of the other two codes and a copy of the data it opens every room of the"
            " service. On the machine of the service each use is written down, and every manager sees it."
            " Nobody would see what two custodians did elsewhere with a stolen copy: that is why you are"
            " three people who do not give way to each other, and none of you runs the machine."
        ),
        _("If two of the three codes are lost, the other one helps nobody."),
        _("Lose all three and the data is gone, should the machine be lost too."),
    )


def _keeping() -> dict[str, Any]:
    return _section(
        _("Keeping it"),
        _(
            "Keep this paper in a closed envelope in a locked place that is not the office of the service,"
            " not with a backup, and not with another custodian. Make no photograph and no copy."
        ),
        _(
            "Say at once when you have lost it, when somebody else may have seen it, or when you leave."
            " The other two then make new codes, and yours ends. No blame: a loss that is told is mended."
        ),
    )


def _drill() -> dict[str, Any]:
    return _section(
        _("The drill, every six months"),
        _("Two custodians come to the machine of the service, each with their kit. It takes ten minutes."),
        steps=[
            (_("Somebody who looks after the machine opens a terminal there, and then looks away."), ""),
            (_("They type:"), "./run yarrow custody_drill"),
            (_("Each of you types your own code. It does not show on the screen."), ""),
            (_("Wait until it says that every room opens. If it says anything else, tell the managers."), ""),
            (_("Close the terminal. Put the kits back into their envelopes."), ""),
        ],
    )


def _restore() -> dict[str, Any]:
    return _section(
        _("Bringing the service back on an empty machine"),
        _("You need two custodians with their kits, the newest backup file, and the kit file or this paper."),
        steps=[
            (_("On a clean machine, install Yarrow of the same version as it says beside the backup."), ""),
            (_("In its folder type, with the names of your own two files:"), RESTORE),
            (
                _("Each of you types your own code. Without a kit file it asks for the sealed lines below."),
                "",
            ),
            (_("Wait until it says that the service is restored and every room opens."), ""),
            (_("Then hold a drill, and start the service:"), "./run yarrow custody_drill\n./run serve"),
        ],
    )


RESTORE = "./run yarrow custody_restore --backup FILE --kit FILE"


def _others(holder: Holder) -> dict[str, Any]:
    lines = [
        _("Custodian %(letter)s: %(name)s, %(office)s")
        % {"letter": letter.upper(), "name": each.name, "office": each.office}
        for letter, each in zip("abc", holder.custodians, strict=True)
    ]
    return _section(_("The three custodians"), *lines)


def _sealed(kit: Kit, pair: str) -> dict[str, Any]:
    names = {"one": pair[0].upper(), "other": pair[1].upper()}
    return {"heading": _("Sealed for %(one)s and %(other)s") % names, "lines": kit.block(pair)}
