"""Who calls whom, as far as the source tells: enough to ask whether an act leaves a trace."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.guards.reading import Module, functions, modules


@cache
def imported(module: Module) -> dict[str, str]:
    """Each imported name of a module with the dotted name it stands for."""
    here = module.name if module.path.stem == "__init__" else module.name.rpartition(".")[0]
    names: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            base = ".".join(here.split(".")[: len(here.split(".")) + 1 - node.level]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            names |= {alias.asname or alias.name: f"{origin}.{alias.name}" for alias in node.names}
    return names


@cache
def called(module: Module, function: ast.FunctionDef) -> tuple[str, ...]:
    """The dotted names of everything a function calls."""
    return tuple(_called(module, function))


def _called(module: Module, function: ast.FunctionDef) -> Iterator[str]:
    names = imported(module)
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            head, _, rest = ast.unparse(node.func).partition(".")
            origin = names.get(head, f"{module.name}.{head}")
            yield f"{origin}.{rest}" if rest else origin


class House:
    """Every function of a source tree, and what it reaches."""

    def __init__(self, source: Path) -> None:
        self.found = {f"{m.name}.{name}": (m, f) for m in modules(source) for name, f in functions(m.tree)}
        self._called_so: defaultdict[str, list[str]] = defaultdict(list)
        for known in self.found:
            self._called_so[known.rpartition(".")[2]].append(known)

    def behind(self, name: str) -> list[str]:
        """The function of that name; a folder passes on what its files hold."""
        folder, _, simple = name.rpartition(".")
        return [known for known in self._called_so[simple] if known == name or known.startswith(f"{folder}.")]

    def reach(self, name: str, seen: set[str]) -> set[str]:
        """``seen``, with every function that ``name`` calls, near or far."""
        for known in self.behind(name):
            if known not in seen:
                seen.add(known)
                module, function = self.found[known]
                for other in called(module, function):
                    seen |= {other} | self.reach(other, seen)
        return seen
