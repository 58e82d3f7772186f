"""One tiny run from end to end: every row is measured, and none of its answers is wrong."""

import json
import subprocess
import sys

import pytest

from workshop.bench.__main__ import PAGE
from workshop.bench.rows import ROWS
from workshop.tree import ROOT


@pytest.mark.long
def test_a_quick_run_measures_every_row_and_writes_no_page() -> None:
    before = PAGE.read_bytes() if PAGE.exists() else b""
    line = [sys.executable, "-m", "workshop.bench", "--quick", "--json"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)

    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    rows = json.loads(done.stdout)["rows"]
    assert [row["what"] for row in rows] == [row.what for row in ROWS]
    assert [row["what"] for row in rows if row["wrong"]] == []
    assert all(row["ours"] > 0 for row in rows)
    assert (PAGE.read_bytes() if PAGE.exists() else b"") == before
