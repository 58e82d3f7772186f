from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "yarrow.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
