"""One press from every page: where a child or an adult at risk is reported, from the address alone."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject


def report_of_page(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: ``report``, empty for who is not signed in. The database is not asked."""
    return {"report": SimpleLazyObject(lambda: _address(request))}


def _address(request: HttpRequest) -> str:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return ""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    unlocked = hasattr(request, "keyring")
    if unlocked and "room_id" in named:
        return reverse("agencies:tell_of_room", args=[named["room_id"]])
    if unlocked and "case_id" in named:
        return reverse("agencies:tell_of_case", args=[named["case_id"]])
    return reverse("agencies:tell")
