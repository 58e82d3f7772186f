"""The printed kit of one custodian: a tagged PDF, made without network and without a font of the system."""

from .pdf import printed_kit
from .words import Holder

__all__ = ["Holder", "printed_kit"]
