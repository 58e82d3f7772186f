"""Addresses of bookings and calendars: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import calendar, own, people, room

app_name = "bookings"

urlpatterns = [
    path("r/<uuid:room_id>/hours/", room.of_room_page, name="of_room"),
    path("r/<uuid:room_id>/hours/with/<uuid:worker_id>/", room.ask_page, name="ask"),
    path("r/<uuid:room_id>/hours/<uuid:booking_id>/", room.off_page, name="off"),
    path("hours/", own.mine_page, name="mine"),
    path("hours/<uuid:booking_id>/", own.one_page, name="one"),
    path("hours/people/", people.people_page, name="people"),
    path("hours/people/<uuid:worker_id>/", people.person_page, name="person"),
    path("calendar/", calendar.calendar_page, name="calendar"),
    path("calendar/new/", calendar.make_page, name="calendar_new"),
    path("calendar/end/", calendar.end_page, name="calendar_end"),
    path("calendar/<str:secret>/", calendar.feed, name="feed"),
]
