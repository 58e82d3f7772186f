"""Addresses of a person's own course; the same words for everybody, whatever they want."""

from django.urls import path

from .views import courses

urlpatterns = [
    path("r/<uuid:room_id>/course/", courses.course_page, name="course"),
    path("r/<uuid:room_id>/course/paper/", courses.paper_page, name="course_paper"),
    path("r/<uuid:room_id>/course/follow-up/", courses.follow_up, name="course_follow_up"),
    path("r/<uuid:room_id>/course/<uuid:entry_id>/done/", courses.step_done, name="step_done"),
]
