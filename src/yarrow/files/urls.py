"""Addresses of documents: random ids, and no word of what they are (security.md R-40)."""

from django.urls import path

from .views import documents, handing_out

app_name = "files"

urlpatterns = [
    path("r/<uuid:room_id>/d/", documents.documents_page, name="documents"),
    path("r/<uuid:room_id>/d/<uuid:entry_id>/", documents.document_page, name="document"),
    path("r/<uuid:room_id>/d/<uuid:entry_id>/<int:number>/", documents.document_page, name="page"),
    path("r/<uuid:room_id>/d/<uuid:entry_id>/save/", handing_out.save, name="save"),
    path("f/<uuid:ticket_id>/", handing_out.once, name="once"),
]
