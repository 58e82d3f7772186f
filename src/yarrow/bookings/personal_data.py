"""What bookings keep, column by column. Of a family no plain column says anything."""

COLUMNS: dict[str, tuple[str, str]] = {
    "Offer.id": ("plain", "random"),
    "Offer.worker": ("plain", "random id of an interpreter or volunteer; never of a family"),
    "Offer.what": ("coded", "a language or a task that they offer to everybody"),
    "Comer.worker": ("plain", "random id of an interpreter or volunteer"),
    "Comer.sex": ("coded", "as they say themselves, because people may ask for a woman or a man"),
    "Booking.id": ("plain", "random; the room names it under its own seal"),
    "Booking.worker": ("plain", "whose answer it waits for; for whom they come lies sealed"),
    "Booking.asker": ("plain", "a keyed digest: without the pepper it names nobody"),
    "Booking.on": ("plain", "a day on which an interpreter or volunteer is asked for; no hour, no place"),
    "Booking.state": ("coded", "the answer of who is asked, not of any family; a yes counts by its mark"),
    "Booking.blob": ("sealed", "hour, language, place, who asks, room: under a key of the service"),
    "Booking.names": ("sealed", "the names of the question, to who is asked alone; emptied by the answer"),
    "Feed.worker": ("plain", "random id of a worker"),
    "Feed.digest": ("plain", "a keyed digest of a random address"),
    "Feed.made_on": ("plain", "when the address was made"),
}
