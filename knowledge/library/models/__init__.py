from .case_study import CaseStudyPage
from .code_of_conduct import CodeOfConductPage
from .factsheet import FactsheetPage
from .index import LibraryPage
from .publication import PublicationPage

__all__ = ["CaseStudyPage", "CodeOfConductPage", "FactsheetPage", "LibraryPage", "PublicationPage"]
