from django.apps import AppConfig


class BareConfig(AppConfig):
    name = "workshop.bench.bare"
    label = "bare"
    default_auto_field = "django.db.models.BigAutoField"
