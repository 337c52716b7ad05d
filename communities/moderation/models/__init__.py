from .log import ModerationLogEntry
from .report import Report, Verdict
from .suspension import Suspension

__all__ = ["ModerationLogEntry", "Report", "Suspension", "Verdict"]
