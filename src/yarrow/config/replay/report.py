"""What a replay tells: one line a case, each mismatch in words, and the count."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .judging import Fault, Verdict
from .playing import Played

Data = dict[str, Any]


def as_data(played: Played) -> Data:
    """One case as plain data, for ``--json`` and between processes."""
    return {
        "case": played.slug,
        "expectations": len(played.verdicts),
        "met": sum(not verdict.mismatches for verdict in played.verdicts),
        "wrongly_open": sum(verdict.has(Fault.WRONGLY_OPEN) for verdict in played.verdicts),
        "over_blocked": sum(verdict.has(Fault.OVER_BLOCKED) for verdict in played.verdicts),
        "mismatches": [each for verdict in played.verdicts for each in _mismatches(verdict)],
    }


def _mismatches(verdict: Verdict) -> Iterator[Data]:
    for each in verdict.mismatches:
        yield {
            "step": verdict.step,
            "day": verdict.day,
            "form": verdict.form,
            "fault": each.fault.value,
            "expected": each.expected,
            "said": each.said,
        }


def together(cases: Sequence[Data]) -> Data:
    """All cases with the sums over them."""
    sums = {
        name: sum(case[name] for case in cases)
        for name in ("expectations", "met", "wrongly_open", "over_blocked")
    }
    return {"cases": list(cases), **sums}


def lines(whole: Data) -> Iterator[str]:
    """The same in words; the last line is the count."""
    for case in whole["cases"]:
        yield f"{case['case']}: {case['met']} of {case['expectations']} met"
        yield from _in_words(case["mismatches"])
    yield (
        f"replay: {whole['met']} of {whole['expectations']} expectations met, "
        f"{whole['wrongly_open']} wrongly open, {whole['over_blocked']} over-blocked"
    )


def _in_words(mismatches: Iterable[Data]) -> Iterator[str]:
    for each in mismatches:
        place = f"step {each['step']} (day {each['day']}), {each['form']}"
        fault = "" if each["fault"] == Fault.OTHER.value else f" [{each['fault']}]"
        yield f"  {place}: expected {each['expected']}; the gate said {each['said']}{fault}"
