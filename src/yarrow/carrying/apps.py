from django.apps import AppConfig


class CarryingConfig(AppConfig):
    name = "yarrow.carrying"
    label = "carrying"
    default_auto_field = "django.db.models.BigAutoField"
