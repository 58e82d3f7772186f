"""A list of 25 with decrypted names, and a plain insert: what any service on Django must at least do."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST
from jinja2 import Environment

from yarrow.kernel.errors import NotThere

from .models import Note, Row

PAGE = 25
KEY_NAME = "YARROW_BENCH_BARE_KEY"
_NONCE = 12

_TEMPLATE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>List</title></head><body><h1>List</h1>
<form method="post" action="/sign-out/"><input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
<button>Sign out</button></form>
<table>{% for row in rows %}<tr><td><a href="/bare/{{ row.number }}/">{{ row.number }}</a></td>
<td>{{ row.name }}</td><td>{{ row.state }}</td><td>{{ row.day }}</td></tr>{% endfor %}</table>
</body></html>""")


def cipher() -> AESGCM:
    """The one key of all bare rows."""
    return AESGCM(bytes.fromhex(os.environ[KEY_NAME]))


@require_GET
def listed(request: HttpRequest, first: int) -> HttpResponse:
    """Twenty-five rows from a number on, for whoever is signed in."""
    if not request.user.is_authenticated:
        raise NotThere
    names, rows = cipher(), Row.objects.filter(number__gte=first).order_by("number").values()[:PAGE]
    shown = [
        {**row, "name": names.decrypt(row["name"][:_NONCE], row["name"][_NONCE:], None).decode()}
        for row in rows
    ]
    return HttpResponse(_TEMPLATE.render(rows=shown, token=get_token(request)))


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Insert the words, and go on."""
    if not request.user.is_authenticated:
        raise NotThere
    Note.objects.create(words=request.POST.get("words", ""))
    return redirect("bare_list", 1)
