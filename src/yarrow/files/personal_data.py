"""What files keeps: column by column, how, and why it may be so."""

COLUMNS: dict[str, tuple[str, str]] = {
    "SealedFile.id": ("plain", "random"),
    "SealedFile.room": ("plain", "structure; that a room has files, and how many, can be seen"),
    "SealedFile.day": ("plain", "a day"),
    "SealedFile.author": ("plain", "accountability; staff only"),
    "SealedFile.pieces": ("plain", "rounded up: tells a size to within a quarter, none below 256 KiB"),
    "FilePiece.id": ("plain", "order of writing"),
    "FilePiece.file": ("plain", "structure"),
    "FilePiece.number": ("plain", "order"),
    "FilePiece.blob": ("sealed", "64 KiB of the file, under a key that lies in a sealed entry"),
    "Ticket.id": ("plain", "random; an address that works once"),
    "Ticket.worker": ("plain", "who may use it"),
    "Ticket.made_at": ("plain", "it ends after two minutes, and is cleared away"),
    "Ticket.blob": ("sealed", "which file, of which entry, in which session; under the worker's keyring"),
}
