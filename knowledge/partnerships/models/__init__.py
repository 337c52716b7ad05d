from .organisation import Organisation
from .partnership import Partner, Partnership, Result
from .programme import Programme
from .source import Source

__all__ = ["Organisation", "Partner", "Partnership", "Programme", "Result", "Source"]
