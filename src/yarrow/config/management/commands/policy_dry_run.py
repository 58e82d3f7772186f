"""``yarrow policy_dry_run PATH... --number N``: what other numbers would change in published cases.

``--with NAME=VALUE`` tries numbers that nobody has asked for yet. Nothing of this service is written, and no
trial of a worker's: what somebody at the machine played stands for nobody's look.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yarrow.config.replay.judging import Fault
from yarrow.gate.limits import Unit
from yarrow.gate.policy import LIMITS, OF_ACTS, UnreadablePolicy, changes_of, policy_of
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import read

from .replay import played, readable

Data = Mapping[str, Any]
_AT_ONCE = (Unit.WORKERS, Unit.MINUTES, Unit.SESSIONS)


class Command(BaseCommand):
    """Reads the numbers of one policy of this service; plays the cases in homes that are thrown away."""

    help = "Play published cases by the rules' own numbers and by those of a policy, and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a replay file, or a folder of them")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--number", type=int, help="the number of the policy, as its page says")
        which.add_argument(
            "--with",
            action="append",
            metavar="NAME=VALUE",
            dest="typed",
            help="a number nobody asked for yet, as the page that tries it says; again for each",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        changes = _numbers(options["number"]) if options["typed"] is None else _typed(options["typed"])
        paths = readable(options["paths"])
        for line in _told(played(paths), played(paths, changes)):
            self.stdout.write(line)
        for line in _not_looked_at(changes):
            self.stdout.write(line)


def _numbers(number: int) -> dict[str, int]:
    row = PolicyVersion.objects.filter(number=number).first()
    if row is None or not read(row).is_known:
        raise CommandError(f"There is no policy number {number} here that can be read.")
    return changes_of(read(row))


def _typed(named: list[str]) -> dict[str, int]:
    """The numbers as they were typed. Looser ones are refused here as everywhere."""
    pairs = dict(each.partition("=")[::2] for each in named)
    try:
        return changes_of(policy_of(1, {name: int(value) for name, value in pairs.items()}))
    except (ValueError, UnreadablePolicy) as failure:
        names = ", ".join(f"{each.name} ({each.own} to {each.tightest})" for each in LIMITS)
        raise CommandError(f"Give NAME=VALUE with one of: {names}.") from failure


def _told(own: list[dict[str, Any]], then: list[dict[str, Any]]) -> Iterator[str]:
    """One line for each expectation that would not be met any more, and the count."""
    changed = 0
    for before, after in zip(own, then, strict=True):
        new = [each for each in after["mismatches"] if each not in before["mismatches"]]
        changed += len({(each["step"], each["form"]) for each in new})
        yield from (_line(after["case"], each) for each in new)
    looked_at = sum(case["expectations"] for case in own)
    yield f"{changed} of {looked_at} expectations in {len(own)} cases would change."


def _line(case: str, each: Data) -> str:
    waits = (
        "would have to wait" if each["fault"] == Fault.OVER_BLOCKED.value else "would be answered otherwise"
    )
    return f"{case}, step {each['step']}, {each['form']}: {waits}; {each['said']}"


def _not_looked_at(changes: Mapping[str, int]) -> Iterator[str]:
    """What this trial cannot tell."""
    yield "Not looked at: any room of this service. Who holds rooms tries those on the page of the policy."
    changed = [limit for limit in LIMITS if limit.name in changes]
    if of_acts := [limit.name for limit in changed if limit.name in OF_ACTS]:
        yield f"Not asked in these cases: {', '.join(of_acts)}. An act asks them, and no room's answer."
    if by_time := [each.name for each in changed if each.name not in OF_ACTS and each.unit not in _AT_ONCE]:
        yield (
            f"Not told by these cases: {', '.join(by_time)}. They name no days on which records were "
            "confirmed, so nothing in them grows old."
        )
