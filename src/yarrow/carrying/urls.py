"""Addresses of what is carried: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import URLPattern, URLResolver, path

from .views import receiving, sending, unsent

app_name = "carrying"

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<uuid:room_id>/carried/", sending.words_page, name="words"),
    path("r/<uuid:room_id>/carried/add/", sending.add, name="add"),
    path("r/<uuid:room_id>/carried/<uuid:entry_id>/", sending.one, name="one"),
    path("r/<uuid:room_id>/carried/<uuid:entry_id>/on/", sending.pass_on, name="on"),
    path("r/<uuid:room_id>/carried/<uuid:entry_id>/away/", sending.away, name="away"),
    path("r/<uuid:room_id>/heard/<uuid:entry_id>/", receiving.copy, name="copy"),
    path("r/<uuid:room_id>/heard/<uuid:entry_id>/asked/", receiving.asked_page, name="asked"),
    path("r/<uuid:room_id>/heard/<uuid:entry_id>/today/", receiving.today, name="today"),
    path("r/<uuid:room_id>/heard/<uuid:entry_id>/after/", receiving.after, name="after"),
    path("r/<uuid:room_id>/letter/", unsent.letter, name="letter"),
]
