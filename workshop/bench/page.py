"""``docs/performance.md``, written by a full run and by nothing else. Pure."""

from collections.abc import Iterable, Sequence

from .figures import in_figures
from .peers import LABEL, PEERS, WHEN
from .report import Run, cells, compared_lines
from .results import FAILED, NOT_MET
from .rows import Row

TITLE = "# Performance"

HOW = """\
Written by `./run bench`. A figure here is a **ratio** to something measured in the same seconds on the same
machine; milliseconds stand beside it only to give an idea. Two runs on a busy machine differ by a quarter or
more in milliseconds, and by about a tenth in ratios.

**Beside what.** The bench brings its own bare Django view (`workshop/bench/bare`): the same server program,
process, settings and middleware (session, CSRF, sign-in); a list of 25 rows out of many with names decrypted,
and a plain insert. It is the least that a page on Django can be. Signing in stands beside one Argon2id of
the same library and cost.

**How.** A throw-away service on SQLite (write-ahead log, every commit flushed to disk), served by granian
with two processes of four threads, and called over kept-alive connections from the same machine, which has
to do both. Each lane has a short window, and the windows take turns, forwards and backwards. Each round gives
a median; the table shows the median of the rounds, and the lowest and highest ratio of any round.

**What fails a row.** One answer with another status than expected, or one page without the words that must
be on it. A post is answered by a redirect, which is checked; the page that follows is read outside the time.

**The data.** About sixty-five cases are made by the real acts; one worker holds sixty rooms in twenty-five of
them. The other cases are rows of the same shape whose sealed parts are random bytes. All are invented."""

HONEST = """\
- Everybody here has the demo's cheap passphrase cost, except for signing in and unlocking: they have the
  real one.
- Workers have the quick copy of each room key, as in the demo.
- Goals were set before anything was measured; a page that is opened daily and has none of its own is to stay
  within twice the bare list. A row without a goal is given none afterwards.
- The fresh demo is `yarrow demo` in an empty home, from an installed environment: without the downloads of a
  first `./run demo`.
- Adding a note grows with its room, because what the room stands for is worked out anew from every entry.
  During the run rooms grow from about 17 entries to two or three times that.
- Not measured here yet: the same page at 1,000 and at 1,000,000 cases, search, a list while others sign in,
  export, memory, the nightly tick, backup, page weight. Nothing is claimed about them."""

LOOSE = f"""\
These figures were **{LABEL}**: {WHEN}, by hand, beside the reference of
their own run. That reference ran on gunicorn with Django's own middleware; ours runs on granian with all of
ours. So "faster by" is loose, an order of size; below 1 we are slower. Peers do other work: some send data
and no page, most encrypt nothing, and their pages carry more."""


def page(run: Run) -> str:
    """The whole page."""
    parts = [TITLE, _facts(run), HOW, "## Results", _table_of_results(run), _summary(run)]
    parts += ["## What to keep in mind", HONEST]
    parts += ["## Other systems, measured earlier", LOOSE, _table_of_goals(run), _table_of_peers()]
    return "\n\n".join(parts) + "\n"


def _facts(run: Run) -> str:
    machine, scale = run.machine, run.scale
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions.items())
    rounds = f"{scale.rounds} rounds of {scale.window:g} s"
    size = f"{scale.cases:,} cases, {scale.bare_rows:,} rows in the bare list, {rounds}"
    cores = f"{machine.cores} cores ({machine.kind}), {machine.memory_gib} GiB"
    return (
        f"`{run.command}` on {run.day.isoformat()}: {size}.\n"
        f"{cores}, {machine.system}; {versions}.\n"
        f"Load when it began: {machine.load:g}."
    )


def _table_of_results(run: Run) -> str:
    head = ("row", "what", "p50", "beside it", "ratio", "rounds", "goal", "")
    return _table(head, (cells(each) for each in run.results))


def _summary(run: Run) -> str:
    missed = [_named(each.row) for each in run.results if each.verdict == NOT_MET]
    failed = [each.row.what for each in run.results if each.verdict == FAILED]
    lines = [
        f"**Goals not met:** {'; '.join(missed)}." if missed else "Every goal that was measured is met.",
        *([f"**Failed:** {'; '.join(failed)}."] if failed else []),
    ]
    writers = next((each for each in run.results if each.row.lane == "eight writers"), None)
    if writers is not None and not writers.wrong:
        said = "notes acknowledged, no error, and every one could be read afterwards"
        lines.append(f"Eight writers: {writers.count:,} {said}.")
    return "\n".join(lines)


def _named(row: Row) -> str:
    return f"row {row.number}" if row.number else row.what


def _table_of_goals(run: Run) -> str:
    head = ("doing", "peer", "its ratio then", "we are faster by", "hoped for", "")
    return _table(head, compared_lines(run.results))


def _table_of_peers() -> str:
    head = ("doing", "peer", "ratio, first run", "second run", "")
    return _table(
        head,
        ((each.doing, each.name, _figure(each.first), _figure(each.second), each.remark) for each in PEERS),
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else in_figures(value)


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
