"""Queries are never made from strings, and nothing that was posted becomes columns by itself.

ASVS 1.2.4 and 15.3.3 (docs/asvs.md). Migrations are left out: they speak to the database alone, before
anybody is there to type.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.reading import functions, modules, planted, tell, unexcused
from workshop.tree import SOURCE

_SQL = frozenset({"execute", "executemany", "executescript", "RawSQL", "raw", "extra"})
"""What takes a query as text, by its last name. ``extra`` and ``raw`` are Django's."""
_POSTED = frozenset({"POST", "GET", "cleaned_data", "data"})
_FORMS = frozenset({"ModelForm", "modelform_factory", "modelformset_factory"})


def is_written_down(text: ast.expr | None) -> bool:
    """Whether this text stands in the source as it is: a literal, or a constant of a module."""
    if isinstance(text, ast.Subscript):
        text = text.value
    if isinstance(text, ast.Name):
        return text.id.lstrip("_").isupper()
    return isinstance(text, ast.Constant)


def last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def built(node: ast.AST) -> str:
    """What is wrong with this call or class; nothing where nothing is."""
    if isinstance(node, ast.ClassDef) and any(last_name(base) in _FORMS for base in node.bases):
        return f"a form that takes its fields from a model: {node.name}"
    if not isinstance(node, ast.Call):
        return ""
    name = last_name(node.func)
    if name in _SQL and not is_written_down(node.args[0] if node.args else None):
        return f"a query that does not stand in the source: {ast.unparse(node.func)}()"
    if name in _FORMS:
        return f"a form that takes its fields from a model: {name}()"
    spread = [word.value for word in node.keywords if word.arg is None]
    if any(last_name(each) in _POSTED for each in spread):
        return f"whatever was posted, handed on by its own names: {ast.unparse(node.func)}()"
    return ""


def breaches(source: Path) -> Iterator[tuple[str, str]]:
    """Each with the function it stands in."""
    for module in modules(source):
        spans = [(each.lineno, each.end_lineno or 0, name) for name, each in functions(module.tree)]
        for node in ast.walk(module.tree):
            if what := built(node):
                line = getattr(node, "lineno", 0)
                inside = next((name for first, last, name in spans if first <= line <= last), "module")
                yield f"{module.path}:{inside}", what


def test_no_query_is_built_and_nothing_posted_becomes_a_column() -> None:
    found = unexcused("queries", breaches(SOURCE))

    assert not found, tell(found)


def test_a_built_query_and_a_form_of_a_model_are_found(tmp_path: Path) -> None:
    asks = ("f'SELECT {name}'", "'SELECT %s' % name", "'SELECT {}'.format(name)", "'SELECT ' + name", "sql")
    asking = [f"def by{n}(cursor):\n    cursor.execute({ask})\n" for n, ask in enumerate(asks)]
    house = planted(
        tmp_path,
        rooms__queries="".join(asking),
        rooms__forms="class Sheet(forms.ModelForm):\n    pass\n",
        rooms__views="def page(request, form):\n    write(**form.cleaned_data)\n    Room(**request.POST)\n",
        rooms__actions="def ask(c, x):\n    c.execute('SELECT %s', [x])\n    c.execute(_A[x])\n",
        rooms__access="def raw(rows, x):\n    rows.extra(where=[x])\n    RawSQL(x, [])\n",
    )

    found = [place for place, _what in breaches(house)]

    assert sorted(found) == sorted(
        [
            *(f"yarrow/rooms/queries.py:by{n}" for n in range(len(asks))),
            "yarrow/rooms/forms.py:module",
            *["yarrow/rooms/views.py:page"] * 2,
            *["yarrow/rooms/access.py:raw"] * 2,
        ]
    )
