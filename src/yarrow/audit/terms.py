from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADS = UUID(int=0)
"""The chain of the record itself: one event for each daily head that was signed."""


class Event(models.TextChoices):
    """What can happen, for the whole service.

    Events are kept in the clear, so a name must tell nothing that a seal hides: every write
    in a room is ``entry_sealed``, whatever it is about (design.md §3).
    """

    SERVICE_SET_UP = "service_set_up", _("Service set up")
    WORKER_ENROLLED = "worker_enrolled", _("Worker enrolled")
    WORKER_LEFT = "worker_left", _("Worker left the service")
    SECOND_FACTOR_ADDED = "second_factor_added", _("Second factor added")
    UNLOCKED = "unlocked", _("Unlocked")
    COMPETENCE_RECORDED = "competence_recorded", _("Competence recorded")
    SUPERVISION_RECORDED = "supervision_recorded", _("Supervision recorded")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    SIGNED_OUT = "signed_out", _("Signed out")
    EXIT_PRESSED = "exit_pressed", _("Exit pressed")

    REFERRAL_RECEIVED = "referral_received", _("Referral received")
    REFERRAL_TRIAGED = "referral_triaged", _("Referral triaged")

    CASE_OPENED = "case_opened", _("Case opened")
    ALLOCATED = "allocated", _("Worker allocated")
    ALLOCATION_ENDED = "allocation_ended", _("Allocation ended")
    EXCLUSION_SET = "exclusion_set", _("Exclusion set")
    HARM_NAMED = "harm_named", _("Harm named")
    CARE_CARD_RAISED = "care_card_raised", _("Care card raised")
    CARE_CARD_WITHHELD = "care_card_withheld", _("Care card withheld")
    STAGE_MOVED = "stage_moved", _("Stage moved")
    JOINT_WORK_STOPPED = "joint_work_stopped", _("Joint work stopped")
    HOUR_SET = "hour_set", _("Hour of the message set")

    LEFT_FOR_VISIT = "left_for_visit", _("Left for a visit alone")
    VISIT_EXTENDED = "visit_extended", _("Visit takes longer")
    BACK_FROM_VISIT = "back_from_visit", _("Back from a visit")
    FOUND_AFTER_VISIT = "found_after_visit", _("Spoken with after a late visit")

    ROOM_OPENED = "room_opened", _("Room opened")
    ROOM_READ = "room_read", _("Room read")
    ENTRY_SEALED = "entry_sealed", _("Entry sealed")
    ENTRY_QUARANTINED = "entry_quarantined", _("Entry quarantined")
    DROP_SEALED = "drop_sealed", _("Drop sealed")
    DROP_OPENED = "drop_opened", _("Drop opened")
    DRAFT_SAVED = "draft_saved", _("Draft saved")
    DRAFT_REMOVED = "draft_removed", _("Draft removed")
    STANDING_ATTESTED = "standing_attested", _("Standing attested")
    GRANT_ASKED = "grant_asked", _("Grant asked for")
    GRANT_FULFILLED = "grant_fulfilled", _("Grant fulfilled")
    KEYS_TAKEN = "keys_taken", _("Keys taken")
    SHARE_MADE = "share_made", _("Words shared")

    PLAN_PROPOSED = "plan_proposed", _("Plan proposed")
    PLAN_ARRANGED = "plan_arranged", _("Plan arranged")
    PLAN_STOPPED = "plan_stopped", _("Plan stopped")
    PLAN_SIGNED = "plan_signed", _("Plan signed")
    BRIEF_WRITTEN = "brief_written", _("Brief written")
    UNEASE_RAISED = "unease_raised", _("Unease raised")
    UNEASE_LIFTED = "unease_lifted", _("Unease lifted")
    MESSAGE_VETTED = "message_vetted", _("Message vetted")
    AFTER_CARE_PLANNED = "after_care_planned", _("After-care planned")
    MEETING_BEGUN = "meeting_begun", _("Meeting begun")
    MEETING_PAUSED = "meeting_paused", _("Meeting paused, or gone on with")
    MEETING_STOPPED = "meeting_stopped", _("Meeting stopped")
    MEETING_ENDED = "meeting_ended", _("Meeting ended")
    MEETING_LEFT = "meeting_left", _("People left a meeting")
    AFTER_CARE_MADE = "after_care_made", _("After-care made")
    FOLLOW_UP_SETTLED = "follow_up_settled", _("Follow-up settled")
    SUPPORT_MARKED = "support_marked", _("Support ended, or goes on again")

    HEAD_SIGNED = "head_signed", _("Daily head signed")


def event_choices() -> Sequence[tuple[str, str | Promise]]:
    """The events as choices; a function, so that a new event needs no migration."""
    return Event.choices
