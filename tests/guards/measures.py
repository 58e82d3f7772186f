"""How large the parts of the house are (style guide: humane sizes)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from workshop.tree import SOURCE, project_files

LIMITS = {
    "function": 40,
    "python file": 300,
    "class": 200,
    "template": 120,
    "test file": 500,
    "package": 1500,
    "names in a folder": 22,
}

Measure = tuple[str, str, int]
"""Where, which limit of LIMITS, and how many lines or names."""


def measures(root: Path) -> Iterator[Measure]:
    """Everything that has a limit, under a folder."""
    files = [path for path in project_files(root) if "migrations" not in path.parts]
    for path in files:
        place, lines = str(path.relative_to(root)), path.read_text(errors="replace").count("\n")
        if path.suffix == ".html":
            yield place, "template", lines
        elif path.suffix == ".py":
            yield place, "test file" if "tests" in path.parts else "python file", lines
            yield from _inside(place, ast.parse(path.read_text()))
    for folder in sorted({path.parent for path in files}):
        names = {path.relative_to(folder).parts[0] for path in files if path.is_relative_to(folder)}
        yield str(folder.relative_to(root)), "names in a folder", len(names)


def _inside(place: str, tree: ast.Module) -> Iterator[Measure]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            yield f"{place}:{node.name}", kind, (node.end_lineno or 0) - node.lineno + 1


def packages(source: Path = SOURCE) -> Iterator[Measure]:
    """The lines of each package, without its tests and migrations."""
    for folder in sorted(path.parent for path in source.glob("*/__init__.py")):
        files = [path for path in folder.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
        yield f"src/yarrow/{folder.name}", "package", sum(path.read_text().count("\n") for path in files)
