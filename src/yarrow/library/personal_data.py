"""What the library keeps: the service's words about its own work, and who stands behind them.

Nothing of anybody it works with: ``actions`` refuses words in which somebody could be found.
"""

COLUMNS: dict[str, tuple[str, str]] = {
    "OwnWording.id": ("plain", "random"),
    "OwnWording.number": ("plain", "counts the service's own wordings"),
    "OwnWording.form": ("coded", "from a list"),
    "OwnWording.replaces": ("plain", "random id of the version before"),
    "OwnWording.title": ("plain", "words about a way of working; places and numbers are refused"),
    "OwnWording.when": ("plain", "words about a way of working; places and numbers are refused"),
    "OwnWording.prompts": ("plain", "questions to anybody; places and numbers are refused"),
    "OwnWording.written_by": ("plain", "random id of who wrote it; accountability of staff"),
    "OwnWording.written_at": ("plain", "when; covered by the mark"),
    "OwnWording.agreed_by": ("plain", "random id of who agreed; accountability of staff"),
    "OwnWording.agreed_at": ("plain", "when; covered by the mark"),
    "OwnWording.withdrawn_by": ("plain", "random id of who took it back"),
    "OwnWording.withdrawn_at": ("plain", "when"),
}
