from .case_study import CaseStudyPage, CaseStudyTag
from .code_of_conduct import CodeOfConductPage
from .index import LibraryPage

__all__ = ["CaseStudyPage", "CaseStudyTag", "CodeOfConductPage", "LibraryPage"]
