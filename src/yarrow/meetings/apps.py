from typing import Any

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "yarrow.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let "Stop" on a screen that all can see stop the meeting, while its worker's keys are locked."""
        from yarrow.handover.screen import stopped

        stopped.connect(_when_stopped, dispatch_uid="meetings.stop")


def _when_stopped(**given: Any) -> None:
    from .actions import stop_meeting
    from .models import Plan

    plan = Plan.objects.select_related("case").filter(pk=given["about"]).first()
    if plan is not None:
        stop_meeting(plan=plan, by=given["by"], clock=given["clock"])
