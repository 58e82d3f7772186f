"""What oversight keeps: column by column, how, and why it may be so."""

COLUMNS: dict[str, tuple[str, str]] = {
    "Verification.id": ("plain", "order"),
    "Verification.at": ("plain", "when the record was verified"),
    "Verification.outcome": ("coded", "whether everything held"),
    "Verification.events": ("plain", "how many events the whole service has"),
    "Verification.rows": ("plain", "how many sealed rows the whole service has"),
    "Verification.heads": ("plain", "how many daily heads"),
    "Verification.faults": ("plain", "how many places did not hold"),
}
