from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "yarrow.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
