"""``python -m workshop.bench``, as ``./run bench`` calls it."""

import signal
import sys
from collections.abc import Sequence

from workshop.tree import ROOT

from .machine import this_machine
from .page import page
from .place import move_in, throwaway_home
from .report import Run, as_json, compared_table, peers_table, table
from .results import FAILED
from .scale import FULL, QUICK

OPTIONS = frozenset({"--quick", "--json", "--peers"})
USAGE = "Usage: ./run bench [--quick] [--json] [--peers]"
PAGE = ROOT / "docs" / "performance.md"


def main(arguments: Sequence[str]) -> int:
    """Measure and tell; the exit code is 1 when a row failed, never because something was slow."""
    asked = set(arguments)
    if asked - OPTIONS:
        print(USAGE)
        return 2
    run = one_run(asked)
    if "--json" in asked:
        print(as_json(run, with_peers="--peers" in asked))
    else:
        print(told(run, with_peers="--peers" in asked))
    if "--quick" not in asked:
        PAGE.write_text(page(run))
        say(f"Written: {PAGE.relative_to(ROOT)}")
    return 1 if any(each.verdict == FAILED for each in run.results) else 0


def one_run(asked: set[str]) -> Run:
    """Measure everything once, in a home that is gone afterwards."""
    scale, machine = QUICK if "--quick" in asked else FULL, this_machine()
    with throwaway_home() as home:
        move_in(home)
        # Only now: these load Django, which reads its settings and the home once.
        from yarrow.kernel.clock import SystemClock

        from .run import measured

        today = SystemClock().today()
        results = tuple(measured(home, scale, say))
    return Run(today, " ".join(["./run bench", *sorted(asked)]), scale, machine, results)


def told(run: Run, *, with_peers: bool) -> str:
    """The run for who reads a terminal."""
    parts = [table(run.results)]
    if with_peers:
        lines = [" ".join(cell.ljust(14) for cell in line).rstrip() for line in compared_table(run.results)]
        parts += [
            peers_table(),
            "Beside our ratios of this run:\n" + "\n".join(f"  {line}" for line in lines),
        ]
    if run.scale == QUICK:
        parts.append("A quick run shows that everything works. Its figures mean nothing.")
    return "\n\n".join(parts)


def say(words: str) -> None:
    """What is going on, beside the answer: standard output may be JSON."""
    print(words, file=sys.stderr, flush=True)


def _stop(*_given: object) -> None:
    sys.exit("stopped")  # on the way out the server is ended and the home deleted


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(main(sys.argv[1:]))
