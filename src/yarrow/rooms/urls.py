from django.urls import path

from .views import keep

app_name = "rooms"

urlpatterns = [path("keep/", keep, name="keep")]
