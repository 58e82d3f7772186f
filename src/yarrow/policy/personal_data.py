"""What policy keeps, of numbers and of staff alone: column by column, how, and why it may be so."""

COLUMNS: dict[str, tuple[str, str]] = {
    "PolicyVersion.id": ("plain", "random"),
    "PolicyVersion.number": ("plain", "counts the service's policies"),
    "PolicyVersion.changes": ("plain", "numbers of rules; nothing of anybody"),
    "PolicyVersion.effective_on": ("plain", "from which day the numbers hold"),
    "PolicyVersion.why": ("coded", "from a list"),
    "PolicyVersion.asked_by": ("plain", "random id of who asked for it; accountability of staff"),
    "PolicyVersion.asked_at": ("plain", "when; covered by the mark"),
    "PolicyVersion.agreed_by": ("plain", "random id of who agreed; accountability of staff"),
    "PolicyVersion.agreed_at": ("plain", "when; covered by the mark"),
    "PolicyVersion.withdrawn_by": ("plain", "random id of who took it back"),
    "PolicyVersion.withdrawn_at": ("plain", "when"),
}
