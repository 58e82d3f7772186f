"""Addresses of papers: random ids, and no word of which paper it is (security.md R-40)."""

from django.urls import path

from .views import giving, handing_out, seeing, writing

app_name = "papers"

urlpatterns = [
    path("r/<uuid:room_id>/p/", writing.choose_page, name="choose"),
    path("r/<uuid:room_id>/p/<uuid:paper_id>/", writing.write_page, name="write"),
    path("r/<uuid:room_id>/p/<uuid:paper_id>/away/", writing.throw_away, name="throw_away"),
    path("r/<uuid:room_id>/p/<uuid:paper_id>/seen/", seeing.preview_page, name="preview"),
    path("r/<uuid:room_id>/p/<uuid:paper_id>/words/", seeing.change, name="change"),
    path("r/<uuid:room_id>/p/<uuid:paper_id>/yes/", seeing.make, name="make"),
    path("r/<uuid:room_id>/d/<uuid:entry_id>/give/", giving.give_page, name="give"),
    path("o/<uuid:ticket_id>/", handing_out.once, name="once"),
]
