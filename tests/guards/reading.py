"""How the guards read the source, and how a breach is excused."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.tree import SOURCE

EXCUSES = Path(__file__).with_name("excuses.toml")


@dataclass(frozen=True)
class Module:
    """One Python file of the house."""

    path: Path
    """From the folder that holds ``yarrow``."""
    tree: ast.Module

    @property
    def name(self) -> str:
        """The dotted name; a folder goes by its own name."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        """The package of the house it lies in, such as ``rooms``."""
        return self.path.parts[1] if len(self.path.parts) > 1 else ""

    def lies_in(self, *names: str) -> bool:
        """Whether it is one of these files, or lies in a folder of that name."""
        return bool({*self.path.parent.parts, self.path.stem} & set(names))


def modules(source: Path = SOURCE, *, tests: bool = False) -> Iterator[Module]:
    """The modules under a source folder; migrations never, tests only when asked for."""
    for path in sorted(source.rglob("*.py")):
        module = Module(path.relative_to(source.parent), ast.parse(path.read_text()))
        if not module.lies_in("migrations") and (tests or not module.lies_in("tests")):
            yield module


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of a module with its name, ``Class.method`` for a method."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{f.name}", f) for f in node.body if isinstance(f, ast.FunctionDef))


def unexcused(guard: str, breaches: Iterable[tuple[str, str]]) -> list[str]:
    """The breaches that ``excuses.toml`` does not name, and the excuses that nothing needs any more."""
    excuses: dict[str, str] = tomllib.loads(EXCUSES.read_text()).get(guard, {})
    found = list(breaches)
    idle = [
        f"{place}: this excuse is no longer needed"
        for place in excuses.keys() - {place for place, _ in found}
    ]
    empty = [f"{place}: an excuse must say why" for place, why in excuses.items() if not why.strip()]
    return sorted([f"{place}: {what}" for place, what in found if place not in excuses] + idle + empty)


def tell(breaches: Iterable[str]) -> str:
    """The breaches, one a line, for a failing guard to show whole."""
    return "".join(f"\n  {breach}" for breach in breaches)


def planted(folder: Path, **files: str) -> Path:
    """A small house with a breach in it; ``rooms__views`` is written to ``rooms/views.py``."""
    for name, text in files.items():
        path = folder / "yarrow" / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "yarrow"
