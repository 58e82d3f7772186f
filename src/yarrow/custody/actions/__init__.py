"""What custodians do. Each act is one transaction; codes and opened bundles live in memory only."""

from .anew import agree_anew, ask_anew, make_anew, stop_anew
from .drilling import Drill, hold_drill, open_bundle
from .letting_in import LetIn, let_back_in
from .making import Ceremony, Keep
from .replacing import replace_codes, replace_key
from .restoring import note_restored, recover_from_kit
from .setting_up import FirstWorker, begin_custody, set_up_real

__all__ = [
    "Ceremony",
    "Drill",
    "FirstWorker",
    "Keep",
    "LetIn",
    "agree_anew",
    "ask_anew",
    "begin_custody",
    "hold_drill",
    "let_back_in",
    "make_anew",
    "note_restored",
    "open_bundle",
    "recover_from_kit",
    "replace_codes",
    "replace_key",
    "set_up_real",
    "stop_anew",
]
