from django.apps import AppConfig


class FamilyMapConfig(AppConfig):
    name = "yarrow.family_map"
    label = "family_map"
    default_auto_field = "django.db.models.BigAutoField"
