from .log import ModerationLogEntry
from .report import Report, Verdict

__all__ = ["ModerationLogEntry", "Report", "Verdict"]
