"""What hand-overs keep: column by column, how, and why it may be so."""

COLUMNS: dict[str, tuple[str, str]] = {
    "Handed.id": ("plain", "random"),
    "Handed.worker": ("plain", "accountability of staff; whose device it is"),
    "Handed.at": ("plain", "a moment; it ends by itself"),
    "Handed.public": ("plain", "a public key of this one hand-over"),
    "Handed.asked": ("sealed", "which sheet and whose room, under a key in the browser alone"),
    "Handed.draft": ("sealed", "what was typed and not sent, to a key in the browser alone"),
    "SentAnswers.id": ("plain", "random"),
    "SentAnswers.worker": ("plain", "whose keys it waits for"),
    "SentAnswers.day": ("plain", "a day"),
    "SentAnswers.blob": ("sealed", "answers for a room, sealed to who handed over; one size"),
    "ApartAnswers.id": ("plain", "random"),
    "ApartAnswers.reader": ("plain", "whose copy it is"),
    "ApartAnswers.day": ("plain", "a day"),
    "ApartAnswers.blob": ("sealed", "answers for somebody other than the worker; one size"),
    "ApartAnswers.looked_at_on": ("plain", "a day; what waits is counted without a key"),
}
