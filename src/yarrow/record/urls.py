"""Addresses of the rooms' pages: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import (
    advising,
    asking,
    calling,
    prepared,
    preparing,
    repairing,
    room,
    seconding,
    shares,
    sharing,
    writing,
)

app_name = "record"

urlpatterns = [
    path("r/<uuid:room_id>/", room.room_page, name="room"),
    path("r/<uuid:room_id>/notes/", room.open_notes, name="open_notes"),
    path("r/<uuid:room_id>/still/", room.still_so, name="still_so"),
    path("r/<uuid:room_id>/come-in/", room.let_in, name="come_in"),
    path("r/<uuid:room_id>/add/", writing.add_page, name="add"),
    path("r/<uuid:room_id>/w/<uuid:entry_id>/", writing.write_page, name="write"),
    path("r/<uuid:room_id>/w/<uuid:entry_id>/away/", writing.throw_away, name="throw_away"),
    path("r/<uuid:room_id>/e/<uuid:entry_id>/right/", repairing.put_right, name="put_right"),
    path("r/<uuid:room_id>/e/<uuid:entry_id>/out/", repairing.take_out, name="take_out"),
    path("r/<uuid:room_id>/e/<uuid:entry_id>/yes/", seconding.agree_page, name="agree"),
    path("r/<uuid:room_id>/s/", sharing.share_page, name="share"),
    path("r/<uuid:room_id>/s/over/", shares.shares_page, name="shares"),
    path("r/<uuid:room_id>/s/<uuid:share_id>/", sharing.preview_page, name="preview"),
    path("r/<uuid:room_id>/s/<uuid:share_id>/words/", sharing.change_words, name="change_words"),
    path("r/<uuid:room_id>/s/<uuid:share_id>/yes/", sharing.pass_on, name="pass_on"),
    path("r/<uuid:room_id>/s/<uuid:share_id>/away/", sharing.throw_share_away, name="throw_share_away"),
    path("r/<uuid:room_id>/call/", calling.call_page, name="call"),
    path("r/<uuid:room_id>/prepare/", preparing.begin, name="prepare"),
    path("r/<uuid:room_id>/prepare/<uuid:session_id>/", prepared.whole_page, name="prepare_whole"),
    path(
        "r/<uuid:room_id>/prepare/<uuid:session_id>/<int:number>/",
        preparing.step_page,
        name="prepare_step",
    ),
    path(
        "r/<uuid:room_id>/prepare/<uuid:session_id>/away/", prepared.throw_session_away, name="prepare_away"
    ),
    path("r/<uuid:room_id>/prepare/<uuid:session_id>/reach/", prepared.reach_is_right, name="prepare_reach"),
    path("r/<uuid:room_id>/card/", asking.care_card_page, name="care_card"),
    path("r/<uuid:room_id>/team/", asking.worry_page, name="worry"),
    path("r/<uuid:room_id>/let-in/", asking.let_in_page, name="let_in"),
    path("v/<uuid:case_id>/", advising.give_view_page, name="give_view"),
    path("v/<uuid:case_id>/seen/", advising.view_preview_page, name="view_preview"),
    path("v/<uuid:case_id>/away/", advising.throw_view_away, name="throw_view_away"),
]
