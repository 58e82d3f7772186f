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
    SERVICE_LIVE = "service_live", _("Service may keep real data")
    CUSTODY_CODES_MADE = "custody_codes_made", _("Codes made for custodians")
    CUSTODY_DRILL_PASSED = "custody_drill_passed", _("Restore drill passed")
    CUSTODY_DRILL_FAILED = "custody_drill_failed", _("Restore drill failed")
    CUSTODY_USED = "custody_used", _("Custodians let a worker into rooms")
    CUSTODY_RESTORED = "custody_restored", _("Service restored from a backup")
    RECOVERY_KEY_CHANGED = "recovery_key_changed", _("Recovery key changed")
    WORKER_ENROLLED = "worker_enrolled", _("Worker enrolled")
    WORKER_LEFT = "worker_left", _("Worker left the service")
    WORKER_INVITED = "worker_invited", _("Colleague invited")
    INVITATION_ENDED = "invitation_ended", _("Invitation ended")
    KEYS_MADE = "keys_made", _("Worker made their keys")
    NEW_KEYS_BEGUN = "new_keys_begun", _("New keys begun for a colleague")
    NEW_KEYS_AGREED = "new_keys_agreed", _("New keys agreed by a second colleague")
    KEYS_VOUCHED = "keys_vouched", _("Keys vouched for")
    KEYS_REPLACED = "keys_replaced", _("Keys replaced")
    PASSPHRASE_CHANGED = "passphrase_changed", _("Passphrase changed")
    RECOVERY_CODE_MADE = "recovery_code_made", _("Recovery code made")
    CODE_SHOWN = "code_shown", _("Code shown once")
    NEWCOMER_VOIDED = "newcomer_voided", _("Newcomer's keys voided")
    RECOVERY_CODE_USED = "recovery_code_used", _("Recovery code used")
    SECOND_FACTOR_TAKEN = "second_factor_taken", _("Second factor taken away")
    ACCOUNT_FROZEN = "account_frozen", _("Account frozen")
    FREEZE_AGREED = "freeze_agreed", _("Lifting a freeze agreed by one")
    FREEZE_LIFTED = "freeze_lifted", _("Freeze lifted")
    LEAVING_BEGUN = "leaving_begun", _("Leaving begun")
    LEAVING_DONE = "leaving_done", _("Leaving done")
    SECOND_FACTOR_ADDED = "second_factor_added", _("Second factor added")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("Second factor removed")
    SESSION_ENDED = "session_ended", _("Another session ended")
    DEVICE_FORGOTTEN = "device_forgotten", _("Known device forgotten")
    COST_RAISED = "cost_raised", _("Passphrase stretched further")
    PROVED_AGAIN = "proved_again", _("Proved again who they are")
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
    CONFLICT_ASKED = "conflict_asked", _("Asked whether they know somebody")
    CONFLICT_ANSWERED = "conflict_answered", _("Answered whether they know somebody")
    CASE_KEPT_CLOSELY = "case_kept_closely", _("Case kept closely")
    SECOND_ASKED = "second_asked", _("Another supervisor asked to agree")
    SECOND_AGREED = "second_agreed", _("Another supervisor agreed")
    SECOND_DECLINED = "second_declined", _("Another supervisor did not agree")
    MATCH_KEY_MADE = "match_key_made", _("Key for looking people up made")
    MATCH_KEY_PASSED_ON = "match_key_passed_on", _("Key for looking people up passed on")
    MATCH_KEY_REPLACED = "match_key_replaced", _("Key for looking people up replaced")
    MATCH_VALUES_WRITTEN = "match_values_written", _("Values for looking people up written")
    MATCH_NOTICES_SEEN = "match_notices_seen", _("Notices about people looked up seen")
    LOOKED_UP = "looked_up", _("Looked whether people are known")
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
    FILE_ASKED = "file_asked", _("Document asked for")
    FILE_READ = "file_read", _("Document read")
    DROP_SEALED = "drop_sealed", _("Drop sealed")
    DROP_OPENED = "drop_opened", _("Drop opened")
    DRAFT_SAVED = "draft_saved", _("Draft saved")
    DRAFT_REMOVED = "draft_removed", _("Draft removed")
    STANDING_ATTESTED = "standing_attested", _("Standing attested")
    GRANT_ASKED = "grant_asked", _("Grant asked for")
    GRANT_WITHDRAWN = "grant_withdrawn", _("Grant withdrawn")
    GRANT_FULFILLED = "grant_fulfilled", _("Grant fulfilled")
    KEYS_TAKEN = "keys_taken", _("Keys taken")
    ROOM_HANDED_ON = "room_handed_on", _("Room handed on to a colleague")
    ROOM_REKEYED = "room_rekeyed", _("Room given a new key")
    ROOM_RESEALED = "room_resealed", _("Room sealed again under its new key")
    OLD_KEY_REMOVED = "old_key_removed", _("Old key removed")
    LET_IN_BY_RECOVERY = "let_in_by_recovery", _("Let in with the recovery key")
    RECOVERY_REWRAPPED = "recovery_rewrapped", _("Wrapped to a new recovery key")
    SHARE_MADE = "share_made", _("Words shared")

    DUTY_NAMED = "duty_named", _("Named for duty")
    DUTY_ENDED = "duty_ended", _("No longer on duty")
    CARD_COPIED = "card_copied", _("Emergency card sealed to colleagues on duty")
    CARD_TAKEN_BACK = "card_taken_back", _("Emergency card taken back")
    CARD_LOOKED_FOR = "card_looked_for", _("Emergency card looked for")
    CARD_OPENED = "card_opened", _("Emergency card opened")
    CARD_REVIEWED = "card_reviewed", _("Emergency opening reviewed")

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
    RECORD_VERIFIED = "record_verified", _("Record verified")
    BACKUP_MADE = "backup_made", _("Backup made")
    BACKUP_RESTORED = "backup_restored", _("Backup put back")


def event_choices() -> Sequence[tuple[str, str | Promise]]:
    """The events as choices; a function, so that a new event needs no migration."""
    return Event.choices


class Fault(models.TextChoices):
    """What can be wrong with the record, or with what it speaks of."""

    LINK = "link", _("An event does not follow from the one before it")
    HEAD_UNSIGNED = "head_unsigned", _("The head of a day is not signed by this service")
    HEAD_DIFFERS = "head_differs", _("The record is not as it was when the head of a day was signed")
    HEAD_GONE = "head_gone", _("The head of a day was signed and is gone")
    KEPT_HEAD_DIFFERS = "kept_head_differs", _("The record does not fit a head that was kept elsewhere")
    ROW_DIFFERS = "row_differs", _("A sealed row is not the one that was written")
    ROW_GONE = "row_gone", _("A sealed row was written and is gone")
    ROW_UNKNOWN = "row_unknown", _("A sealed row was put in behind the back of the service")
    KEY_PUT_BACK = "key_put_back", _("A key that was taken away lies there again")
