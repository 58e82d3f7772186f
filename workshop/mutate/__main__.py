"""``./run mutate``: changes the rules, one small change at a time, and says which no test noticed.

With ``--share`` a sample that is the same on every run. Work is done in forked children, so nothing
on disk is changed. Minutes for a tenth, an hour or two for everything.
"""

import argparse
import math
import os
import sys
import time
from pathlib import Path

from .report import rate, survivors, table
from .running import Asked, run

PACKAGE = "yarrow.gate"
FOLDER = Path("src/yarrow/gate")
AT_LEAST = 95.0
"""How many of a hundred changes must be noticed (issue 5)."""


def main(arguments: list[str]) -> int:
    """Run it; the exit code is 1 where fewer changes were noticed than must be."""
    said = _parser().parse_args(arguments)
    asked = Asked(
        package=PACKAGE,
        folder=FOLDER,
        tests=(str(FOLDER),),
        only=tuple(said.only),
        share=said.share,
        at_once=said.at_once,
        patience=said.patience,
    )
    began = time.monotonic()
    outcomes = run(asked, lambda words: print(words, flush=True))
    print("\n".join(["", *table(outcomes), "", "Not noticed:", *survivors(outcomes)]))
    noticed = rate(outcomes)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{noticed:.1f} of 100 changes noticed, {said.at_least:g} wanted; {minutes:.0f} minutes")
    return 0 if noticed >= said.at_least else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run mutate", description=__doc__)
    parser.add_argument("only", nargs="*", help="files or folders, by the end of their path")
    parser.add_argument("--share", type=float, default=1.0, help="how much of it, 0 to 1")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="children at once")
    parser.add_argument(
        "--patience", type=float, default=math.inf, help="seconds of tests for one change, for a first look"
    )
    parser.add_argument("--at-least", type=float, default=AT_LEAST, help="the rate that is wanted")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
