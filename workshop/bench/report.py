"""What a run says: a table for the terminal, JSON for a machine, and a page of documentation. Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from .figures import in_figures
from .machine import Machine
from .peers import LABEL, PEERS
from .results import Result
from .scale import Scale

HEAD = ("row", "what", "ours", "beside", "ratio", "rounds", "goal", "")


@dataclass(frozen=True, slots=True)
class Run:
    """One whole run."""

    day: date
    command: str
    scale: Scale
    machine: Machine
    results: tuple[Result, ...]


def table(results: Sequence[Result]) -> str:
    """The rows for a terminal, in columns."""
    return "\n".join(_in_columns([HEAD, *(cells(each) for each in results)]))


def _in_columns(lines: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def cells(result: Result) -> tuple[str, ...]:
    """One row as words: number, what, ours, beside, ratio, its lowest and highest, goal, verdict."""
    row, ratio = result.row, result.ratio
    unit = "" if row.unit == "a second" else f" {row.unit}"
    return (
        row.number,
        row.what,
        "-" if result.ours is None else f"{in_figures(result.ours)}{unit}",
        "-" if result.beside is None else f"{in_figures(result.beside)}{unit} ({row.beside})",
        "-" if ratio is None else in_figures(ratio.middle),
        "-" if ratio is None else f"{in_figures(ratio.low)} to {in_figures(ratio.high)}",
        "-" if row.goal is None else str(row.goal),
        f"{result.verdict}: {result.wrong[0]}" if result.wrong else result.verdict,
    )


def compared_lines(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """Each peer that a goal names: what, who, its ratio then, how many times faster, hoped for, reached."""
    return [
        (
            each.peer.doing,
            each.peer.name,
            in_figures(each.peer.best),
            f"{in_figures(each.times)} x",
            f"{each.wanted:g} x",
            "met" if each.is_ahead else "not met",
        )
        for result in results
        for each in result.compared
    ]


def compared_table(results: Sequence[Result]) -> str:
    """The same for a terminal."""
    lines = ["Beside our ratios of this run (its ratio then, faster by, hoped for):"]
    return "\n  ".join([*lines, *_in_columns(compared_lines(results))])


def peers_table() -> str:
    """Every peer, for a terminal."""
    lines = [f"Peers, {LABEL} (times the reference of their own run):"]
    for each in PEERS:
        runs = " and ".join(f"{value:g}" for value in (each.first, each.second) if value is not None)
        remark = f"  ({each.remark})" if each.remark else ""
        lines.append(f"  {each.doing:9} {each.name:16} {runs}{remark}")
    return "\n".join(lines)


def as_json(run: Run, *, with_peers: bool) -> str:
    """The run for a machine. Peers carry the words that they were measured earlier."""
    whole: dict[str, Any] = {
        "day": run.day.isoformat(),
        "command": run.command,
        "scale": asdict(run.scale),
        "machine": asdict(run.machine),
        "rows": [_row(each) for each in run.results],
    }
    if with_peers:
        whole["peers"] = [asdict(each) | {"when": LABEL} for each in PEERS]
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _row(result: Result) -> dict[str, Any]:
    row = result.row
    return {
        "number": row.number,
        "what": row.what,
        "unit": row.unit,
        "ours": result.ours,
        "p95_ms": result.p95,
        "beside": {"what": row.beside, "value": result.beside} if row.beside else None,
        "ratio": asdict(result.ratio) if result.ratio else None,
        "goal": str(row.goal) if row.goal else None,
        "verdict": result.verdict,
        "measured_times": result.count,
        "wrong": list(result.wrong),
    }
