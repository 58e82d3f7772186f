"""The only writer of people: joining, new keys, leaving, one's own account."""

from .inviting import cancel_invitation, invite, say_wrong, take_code, vouch
from .leaving import begin_leaving, go_on_leaving, resume_leavings
from .once import forget_old_codes, read_news, take_shown
from .own import change, lift, make_code, use_code
from .renewing import begin_new_keys, confirm_new_keys, sign_new_keys, stop_new_keys

__all__ = [
    "begin_leaving",
    "begin_new_keys",
    "cancel_invitation",
    "change",
    "confirm_new_keys",
    "forget_old_codes",
    "go_on_leaving",
    "invite",
    "lift",
    "make_code",
    "read_news",
    "resume_leavings",
    "say_wrong",
    "sign_new_keys",
    "stop_new_keys",
    "take_code",
    "take_shown",
    "use_code",
    "vouch",
]
