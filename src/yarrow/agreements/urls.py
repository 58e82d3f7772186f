"""Addresses of agreements: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import URLPattern, path

from . import course_urls
from .views import agreement, apart, writing

app_name = "agreements"

urlpatterns: list[URLPattern] = [
    path("r/<uuid:room_id>/agreement/", agreement.agreement_page, name="agreement"),
    path("r/<uuid:room_id>/agreement/add/", writing.add_line, name="add"),
    path("r/<uuid:room_id>/agreement/offer/", writing.offer, name="offer"),
    path("r/<uuid:room_id>/agreement/none/", writing.end_without, name="end"),
    path("r/<uuid:room_id>/agreement/all/", writing.settle, name="settle"),
    path("r/<uuid:room_id>/agreement/apart/", apart.sign, name="sign"),
    path("r/<uuid:room_id>/agreement/copy/", agreement.copy_page, name="copy"),
    path("r/<uuid:room_id>/agreement/<uuid:entry_id>/", writing.change_line, name="change"),
    path("r/<uuid:room_id>/agreement/<uuid:entry_id>/how/", apart.kept, name="kept"),
    path("r/<uuid:room_id>/agreement/<uuid:entry_id>/asked/", apart.asked, name="asked"),
    *course_urls.urlpatterns,
]
