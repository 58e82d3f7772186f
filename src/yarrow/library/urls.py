"""Addresses of the library: numbers, which tell nothing of anybody's work (security.md R-40)."""

from django.urls import URLPattern, URLResolver, path

from .views import own, reading

app_name = "library"

urlpatterns: list[URLPattern | URLResolver] = [
    path("ways/", reading.list_page, name="list"),
    path("ways/at/<int:number>/", reading.at_page, name="at"),
    path("ways/<int:number>/", reading.one_page, name="one"),
    path("ways/<int:number>/ask/", reading.prompts_page, name="prompts"),
    path("ways/<int:number>/own/", own.write_page, name="own_write"),
    path("ways/own/", own.all_page, name="own_all"),
    path("ways/own/<int:number>/", own.one_page, name="own"),
    path("ways/own/<int:number>/again/", own.again_page, name="own_again"),
    path("ways/own/<int:number>/back/", own.back_page, name="own_back"),
]
