"""Addresses of what agencies are told: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import counting, following, sharing, telling

app_name = "agencies"

urlpatterns = [
    path("told/", counting.counts, name="counts"),
    path("tell/", telling.tell, name="tell"),
    path("tell/<int:number>/", telling.kept, name="kept"),
    path("c/<uuid:case_id>/tell/", telling.tell_of_case, name="tell_of_case"),
    path("r/<uuid:room_id>/tell/", telling.tell_of_room, name="tell_of_room"),
    path("r/<uuid:room_id>/told/", following.told, name="told"),
    path("r/<uuid:room_id>/told/<uuid:entry_id>/", following.report, name="report"),
    path("r/<uuid:room_id>/told/<uuid:entry_id>/paper/", following.paper, name="paper"),
    path("r/<uuid:room_id>/told/<uuid:entry_id>/back/", sharing.share_step, name="share_step"),
    path("r/<uuid:room_id>/told/<uuid:entry_id>/more/<int:number>/", following.carry, name="carry"),
    path(
        "r/<uuid:room_id>/told/<uuid:entry_id>/more/<int:number>/seen/",
        following.carry_seen,
        name="carry_seen",
    ),
    path("r/<uuid:room_id>/office/", sharing.share, name="share"),
    path("r/<uuid:room_id>/office/<uuid:share_id>/", sharing.share_seen, name="share_seen"),
    path("r/<uuid:room_id>/office/<uuid:share_id>/yes/", sharing.share_now, name="share_now"),
    path("r/<uuid:room_id>/office/<uuid:share_id>/away/", sharing.share_away, name="share_away"),
]
