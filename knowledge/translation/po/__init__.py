"""Translations that come back as a PO file: taken whole or not at all, and never published by it."""

from .importing import Imported, import_po
from .reading import Refused, read_po

__all__ = ["Imported", "Refused", "import_po", "read_po"]
