"""What practice keeps, of workers alone: column by column, how, and why it may be so. No words at all."""

COLUMNS: dict[str, tuple[str, str]] = {
    "Attestation.id": ("plain", "random"),
    "Attestation.worker": ("plain", "random id of a worker; never of anybody the service works with"),
    "Attestation.subject": ("coded", "what the gate asks of practitioners (domain.md E5, E6)"),
    "Attestation.on": ("plain", "the day of the training or the supervision; what was said is not kept"),
    "Attestation.until": ("plain", "the last day it counts"),
    "Attestation.basis": ("coded", "what was seen, from a list"),
    "Attestation.given_by": ("plain", "random id of who gave the supervision"),
    "Attestation.by": ("plain", "random id of who recorded it; accountability of staff"),
    "Attestation.at": ("plain", "when; covered by the signature"),
    "Attestation.signature": ("plain", "a signature"),
    "Attestation.second": ("plain", "random id of who confirmed it; accountability of staff"),
    "Attestation.second_at": ("plain", "when; covered by the signature"),
    "Attestation.second_signature": ("plain", "a signature"),
    "Attestation.withdrawn_by": ("plain", "random id of who took it back"),
    "Attestation.withdrawn_at": ("plain", "when"),
}
