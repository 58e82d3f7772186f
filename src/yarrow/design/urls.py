from django.urls import path
from django.views.i18n import set_language

from yarrow.design.views import exit_page, not_now

app_name = "design"

urlpatterns = [
    path("exit", exit_page, name="exit"),
    path("not-now", not_now, name="not_now"),
    path("language", set_language, name="language"),
]
