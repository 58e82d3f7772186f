"""The bare addresses stand first: whatever looking them up costs is paid by our own pages."""

from django.urls import URLPattern, URLResolver, path

from yarrow.config import urls as ours

from . import views

handler400, handler403 = ours.handler400, ours.handler403
handler404, handler500 = ours.handler404, ours.handler500

urlpatterns: list[URLPattern | URLResolver] = [
    path("bare/<int:first>/", views.listed, name="bare_list"),
    path("bare/note/", views.note, name="bare_note"),
    *ours.urlpatterns,
]
