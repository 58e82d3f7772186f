"""Small wrong changes to a module, found in its syntax tree. Pure: text in, changes out.

Words are left alone, and so is the page on which a question stands: neither decides anything.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

Members = Mapping[str, tuple[str, ...]]
"""The names of each enumeration that a module knows, and of its members in order."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which node of the tree (in the order of walking), and into which of its variants."""

    path: str
    line: int
    within: str
    """The function that is changed, as ``Class.method``; empty where the module itself is."""
    what: str
    node: int
    variant: int

    @property
    def key(self) -> str:
        """The same for the same change as long as the lines around it stay."""
        return f"{self.path}|{self.within}|{self.what}|{self.variant}|{self.line}"

    def is_chosen(self, share: float) -> bool:
        """Whether a sample of this share (0 to 1) holds it; the same answer on every run."""
        return int.from_bytes(sha256(self.key.encode()).digest()[:4]) < share * 2**32


Variant = tuple[str, ast.AST]
"""In words, and what stands there instead."""


def changes_in(path: str, source: str, members: Members) -> Iterator[Change]:
    """Every change of one module, in the order of its lines as the tree is walked."""
    tree = ast.parse(source)
    left_alone = set(_left_alone(tree))
    functions = _functions(tree)
    for place, node in enumerate(ast.walk(tree)):
        if node in left_alone:
            continue
        for number, (what, _other) in enumerate(variants_of(node, members)):
            yield Change(path, getattr(node, "lineno", 0), functions.get(node, ""), what, place, number)


def changed(source: str, change: Change, members: Members) -> ast.Module:
    """The tree of the module with this change in it."""
    tree = ast.parse(source)
    node = next(each for place, each in enumerate(ast.walk(tree)) if place == change.node)
    _what, other = list(variants_of(node, members))[change.variant]
    made = _Put(node, other).visit(tree)
    if not isinstance(made, ast.Module):
        raise TypeError("a change stands inside a module")
    return ast.fix_missing_locations(made)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._old:
            return ast.copy_location(self._new, node)
        return self.generic_visit(node)


def _left_alone(tree: ast.Module) -> Iterator[ast.AST]:
    """Annotations, imports, what is exported, and how a dataclass is made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            yield from ast.walk(node.annotation)
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield from ast.walk(node.returns)
        if isinstance(node, ast.Assign) and _names(node) & {"__all__"}:
            yield from ast.walk(node)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            yield from ast.walk(node)  # a name for a type
        if isinstance(node, ast.Call) and _called(node) in {"dataclass", "dataclass_transform", "TypeVar"}:
            yield from ast.walk(node)
        if isinstance(node, ast.keyword) and node.arg == "subject":
            yield from ast.walk(node)


def _names(node: ast.Assign) -> set[str]:
    return {each.id for each in node.targets if isinstance(each, ast.Name)}


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _functions(tree: ast.Module) -> dict[ast.AST, str]:
    """For each node the outermost function that it stands in, unless it is outside its body."""
    found: dict[ast.AST, str] = {}
    for holder, prefix in _holders(tree, ""):
        for statement in holder.body:
            if not isinstance(statement, ast.FunctionDef):
                continue
            inner = (each for part in statement.body for each in ast.walk(part))
            found.update(dict.fromkeys(inner, f"{prefix}{statement.name}"))
    return found


def _holders(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[ast.Module | ast.ClassDef, str]]:
    yield node, prefix
    for each in node.body:
        if isinstance(each, ast.ClassDef):
            yield from _holders(each, f"{prefix}{each.name}.")


def variants_of(node: ast.AST, members: Members) -> Iterator[Variant]:
    """What could wrongly stand where this node stands."""
    for kind, make in _MAKERS.items():
        if isinstance(node, kind):
            yield from make(node)
    if isinstance(node, ast.Attribute):
        yield from _another_member(node, members)


_OTHER_WAY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_AT_THE_EDGE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


def _compared(node: ast.Compare) -> Iterator[Variant]:
    for place, op in enumerate(node.ops):
        for table in (_OTHER_WAY, _AT_THE_EDGE):
            if other := table.get(type(op)):
                made = copy.deepcopy(node)
                made.ops[place] = other()
                yield f"{_words(node)} -> {_words(made)}", made


def _joined(node: ast.BoolOp) -> Iterator[Variant]:
    made = copy.deepcopy(node)
    made.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield f"{_words(node)} -> {_words(made)}", made
    for place in range(len(node.values)):
        left = [each for at, each in enumerate(node.values) if at != place]
        fewer = left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
        yield f"without: {_words(node.values[place])}", copy.deepcopy(fewer)


def _turned(node: ast.UnaryOp) -> Iterator[Variant]:
    if isinstance(node.op, ast.Not):
        yield f"{_words(node)} -> {_words(node.operand)}", copy.deepcopy(node.operand)


def _another_constant(node: ast.Constant) -> Iterator[Variant]:
    if isinstance(node.value, bool):
        yield f"{node.value} -> {not node.value}", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield f"{node.value} -> {node.value + 1}", ast.Constant(node.value + 1)


def _always_and_never(node: ast.If | ast.IfExp) -> Iterator[Variant]:
    for said in (True, False):
        made = copy.deepcopy(node)
        made.test = ast.Constant(said)
        yield f"if {_words(node.test)} -> if {said}", made


def _all_of_them(node: ast.comprehension) -> Iterator[Variant]:
    for place, test in enumerate(node.ifs):
        made = copy.deepcopy(node)
        del made.ifs[place]
        yield f"without: if {_words(test)}", made


def _nothing_said(node: ast.Expr) -> Iterator[Variant]:
    if isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield f"without: {_words(node)}", ast.Pass()


def _goes_on(node: ast.Return | ast.Continue | ast.Break) -> Iterator[Variant]:
    if not isinstance(node, ast.Return) or node.value is None:
        yield f"without: {_words(node)}", ast.Pass()


def _one_fewer(node: ast.Tuple | ast.Set | ast.List) -> Iterator[Variant]:
    if isinstance(getattr(node, "ctx", ast.Load()), ast.Store) or any(map(_is_words, node.elts)):
        return
    for place in range(len(node.elts)):
        left = [copy.deepcopy(each) for at, each in enumerate(node.elts) if at != place]
        made = ast.Set(left) if isinstance(node, ast.Set) and left else ast.Tuple(left, ast.Load())
        yield f"without: {_words(node.elts[place])}", made


def _is_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _called(node) == "N_"


_OTHER_CALL = {"max": "min", "min": "max", "any": "all", "all": "any"}


def _another_call(node: ast.Call) -> Iterator[Variant]:
    if other := _OTHER_CALL.get(_called(node)):
        made = copy.deepcopy(node)
        made.func = ast.Name(other, ast.Load())
        yield f"{_called(node)} -> {other}: {_words(node)}", made


_OTHER_SUM: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def _another_sum(node: ast.BinOp) -> Iterator[Variant]:
    if other := _OTHER_SUM.get(type(node.op)):
        made = copy.deepcopy(node)
        made.op = other()
        yield f"{_words(node)} -> {_words(made)}", made


def _another_member(node: ast.Attribute, members: Members) -> Iterator[Variant]:
    names = members.get(node.value.id, ()) if isinstance(node.value, ast.Name) else ()
    if node.attr in names and len(names) > 1:
        other = names[(names.index(node.attr) + 1) % len(names)]
        made = copy.deepcopy(node)
        made.attr = other
        yield f"{_words(node)} -> {_words(made)}", made


_MAKERS: dict[type[ast.AST], Callable[..., Iterator[Variant]]] = {
    ast.Compare: _compared,
    ast.BoolOp: _joined,
    ast.UnaryOp: _turned,
    ast.Constant: _another_constant,
    ast.If: _always_and_never,
    ast.IfExp: _always_and_never,
    ast.comprehension: _all_of_them,
    ast.Expr: _nothing_said,
    ast.Return: _goes_on,
    ast.Continue: _goes_on,
    ast.Break: _goes_on,
    ast.Tuple: _one_fewer,
    ast.Set: _one_fewer,
    ast.List: _one_fewer,
    ast.Call: _another_call,
    ast.BinOp: _another_sum,
}


def _words(node: ast.AST) -> str:
    said = " ".join(ast.unparse(node).split())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


_LONGEST = 70
