from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "custody"

urlpatterns: list[URLPattern | URLResolver] = [
    path("custody/", views.custody_page, name="page"),
    path("custody/anew/", views.anew_page, name="anew"),
]
