"""What came of it, as a table and a list. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .running import Outcome


def rate(outcomes: Sequence[Outcome]) -> float:
    """How many of a hundred were noticed; ``ValueError`` when nothing was tried."""
    if not outcomes:
        raise ValueError("nothing was tried")
    return 100 * sum(each.is_killed for each in outcomes) / len(outcomes)


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """One line a file, and one for all of them."""
    by_file: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        by_file[each.change.path].append(each)
    widest = max(len(path) for path in by_file)
    yield f"{'file':{widest}}  changes  noticed  rate"
    for path in sorted(by_file):
        yield _line(path, by_file[path], widest)
    yield _line("all", outcomes, widest)


def _line(name: str, outcomes: Sequence[Outcome], widest: int) -> str:
    noticed = sum(each.is_killed for each in outcomes)
    return f"{name:{widest}}  {len(outcomes):7}  {noticed:7}  {rate(outcomes):4.1f}"


def survivors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Each change that no test noticed."""
    left = [each.change for each in outcomes if not each.is_killed]
    for change in sorted(left, key=lambda each: (each.path, each.line, each.what)):
        yield f"{change.path}:{change.line} {change.within or '(module)'}: {change.what}"
