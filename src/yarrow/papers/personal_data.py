"""What papers keeps: column by column, how, and why it may be so."""

COLUMNS: dict[str, tuple[str, str]] = {
    "PaperTicket.id": ("plain", "random; an address that works once"),
    "PaperTicket.worker": ("plain", "who may use it"),
    "PaperTicket.made_at": ("plain", "it ends after two minutes, and is cleared away"),
    "PaperTicket.blob": (
        "sealed",
        "which paper with which words, in which session; under the worker's keyring",
    ),
}
