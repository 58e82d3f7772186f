"""Everything that leaves passes one door (design.md §4, security.md D-04).

A module that hands out bytes as a file, or talks to a mail server or a text gateway, either brings what it
hands out to ``pass_the_door`` itself or stands in ``excuses.toml`` with the reason why it need not.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.reading import Module, modules, planted, tell, unexcused
from workshop.tree import SOURCE

_AS_FILE = frozenset({"StreamingHttpResponse", "FileResponse"})
_SENDERS = ("smtplib", "aiosmtplib", "django.core.mail", "notifications_python_client", "twilio", "vonage")
_HEADER = "content-disposition"
_ANSWERS = frozenset({"HttpResponse"})


def exits(module: Module) -> Iterator[str]:
    """What in a module hands something out."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield from _answers(node)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if isinstance(node.slice, ast.Constant) and str(node.slice.value).lower() == _HEADER:
                yield "answers with a file"
        elif isinstance(node, ast.Import):
            yield from (f"imports {each.name}" for each in node.names if _sends(each.name))
        elif isinstance(node, ast.ImportFrom) and not node.level and _sends(node.module or ""):
            yield f"imports {node.module}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in _SENDERS:
            yield f"names {node.value}"


def _sends(module: str) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in _SENDERS)


def _answers(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    named = {each.arg for each in call.keywords}
    if name in _AS_FILE:
        yield "answers with a file"
    if name in _ANSWERS and named & {"content_type", "headers"}:
        yield "answers with something that is no page"


def brings_it_to_the_door(module: Module) -> bool:
    """Whether this very module calls ``pass_the_door``."""
    calls = (node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return any(getattr(each, "id", getattr(each, "attr", "")) == "pass_the_door" for each in calls)


def breaches(source: Path) -> Iterator[tuple[str, str]]:
    """Modules with an exit and without the door; ``outgoing`` itself is looked at like any other."""
    for module in modules(source):
        found = sorted(set(exits(module)))
        if found and not brings_it_to_the_door(module):
            yield str(module.path), ", ".join(found)


def test_nothing_leaves_by_another_way() -> None:
    found = unexcused("one_door", breaches(SOURCE))

    assert not found, tell(found)


def test_ways_round_the_door_are_found(tmp_path: Path) -> None:
    house = planted(
        tmp_path,
        letters__views='def page(r):\n    a = HttpResponse(b"")\n    a["Content-Disposition"] = "a"\n',
        letters__stream="def page(r):\n    return StreamingHttpResponse(parts())\n",
        letters__pdf='def page(r):\n    return HttpResponse(b"", content_type="application/pdf")\n',
        letters__mail="from django.core.mail import send_mail\n",
        letters__wire="import smtplib\n",
        letters__texts='def client():\n    return import_module("twilio")\n',
        letters__plain="def page(r):\n    return HttpResponse(b'')\n",
        letters__good='def page(r):\n    pass_the_door()\n    return HttpResponse(b"", content_type="x/y")\n',
    )

    found = {Path(place).stem for place, _what in breaches(house)}

    assert found == {"views", "stream", "pdf", "mail", "wire", "texts"}
