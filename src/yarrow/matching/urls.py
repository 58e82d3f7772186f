"""Addresses of looking people up: nothing of anybody stands in them (security.md R-40)."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "matching"

urlpatterns: list[URLPattern | URLResolver] = [
    path("known/", views.known, name="known"),
    path("known/list/", views.known_list, name="list"),
    path("known/answer/", views.answer, name="answer"),
    path("known/seen/", views.seen, name="seen"),
]
