"""Addresses of hand-overs: those in the person's hands name nothing at all."""

from django.urls import URLPattern, URLResolver, path

from .views import apart, person, worker

app_name = "handover"

urlpatterns: list[URLPattern | URLResolver] = [
    path("r/<uuid:room_id>/sheet/", worker.begin_page, name="begin"),
    path("sheet/", person.sheet_page, name="sheet"),
    path("sheet/keep/", person.keep, name="keep"),
    path("sheet/thanks/", person.given_page, name="given"),
    path("sheet/back/", worker.take_back_page, name="take_back"),
    path("sheet/again/", worker.again_page, name="again"),
    path("apart/", apart.list_page, name="apart"),
    path("apart/<uuid:answers_id>/", apart.one_page, name="apart_one"),
]
