from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "yarrow.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yarrow.config.leaving import hang_in_steps

        hang_in_steps()
