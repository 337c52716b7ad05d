from ..verdicts import Verdict
from .log import ModerationLogEntry
from .report import Report
from .suspension import Suspension

__all__ = ["ModerationLogEntry", "Report", "Suspension", "Verdict"]
