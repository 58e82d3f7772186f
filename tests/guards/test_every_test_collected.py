"""Every test that is written is run: a misnamed file or a name used twice hides one for years."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.guards.reading import tell
from tests.which import FOUND
from workshop.tree import ROOT, project_files


def written(files: Iterable[Path], root: Path) -> Counter[str]:
    """How often each test name is written in each file, as ``file::name``."""
    counts: Counter[str] = Counter()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                counts[f"{path.relative_to(root)}::{node.name}"] += 1
    return counts


def collected(root: Path) -> set[str]:
    """The tests that pytest finds, without their parameters and classes."""
    line = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider"]
    done = subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)
    found = [line.partition("[")[0].split("::") for line in done.stdout.splitlines() if "::" in line]
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return {f"{parts[0]}::{parts[-1]}" for parts in found}


def breaches(there: Counter[str], found: set[str]) -> Iterator[str]:
    """Tests nobody runs."""
    yield from (f"{name} is written and not collected" for name in sorted(there.keys() - found))
    yield from (
        f"{name} is written {times} times, and only the last is run"
        for name, times in there.items()
        if times > 1
    )


def test_every_test_is_collected(pytestconfig: pytest.Config) -> None:
    """Where this run looked for all tests, what it found is known already."""
    files = [path for path in project_files() if path.suffix == ".py" and "tests" in path.parts]

    run = pytestconfig.stash.get(FOUND, None)
    found = list(breaches(written(files, ROOT), collected(ROOT) if run is None else set(run)))

    assert not found, tell(found)


def test_a_hidden_test_is_found(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.py"
    hidden.write_text("def test_a(): pass\ndef test_b(): pass\ndef test_b(): pass\n")

    found = list(breaches(written([hidden], tmp_path), {"hidden.py::test_b"}))

    assert found == [
        "hidden.py::test_a is written and not collected",
        "hidden.py::test_b is written 2 times, and only the last is run",
    ]
