"""``yarrow policy_dry_run PATH... --number N``: what other numbers would change in published cases."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yarrow.config.replay.judging import Fault
from yarrow.gate.policy import LIMITS, Unit, changes_of
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import read

from .replay import played, readable

Data = Mapping[str, Any]
_AT_ONCE = (Unit.WORKERS, Unit.MINUTES)


class Command(BaseCommand):
    """Reads the numbers of one policy of this service; plays the cases in homes that are thrown away."""

    help = "Play published cases by the rules' own numbers and by those of a policy, and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a replay file, or a folder of them")
        parser.add_argument(
            "--number", type=int, required=True, help="the number of the policy, as its page says"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        changes = _numbers(options["number"])
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
    by_time = [limit.name for limit in LIMITS if limit.name in changes and limit.unit not in _AT_ONCE]
    if by_time:
        yield (
            f"Not told by these cases: {', '.join(by_time)}. They name no days on which records were "
            "confirmed, so nothing in them grows old."
        )
