"""One address of every kind of public page, below its language."""

PAGES = {
    "home": "",
    "library": "library/",
    "case study": "library/belize-water-services-contra-costa/",
    "factsheet": "library/guryevsk-water-users-partnership/",
    "publication": "library/wop-case-study-hwa-waf/",
    "code of conduct": "library/code-of-conduct/",
    "hubs": "hubs/",
    "hub": "hubs/non-revenue-water/",
    "partnerships": "partnerships/",
    "partnership": "partnerships/wop-bws-ccwd/",
    "commitment": "partnerships/water-action-localizing-sdg6/",
    "programme": "partnerships/programmes/eu-wop/",
    "organisations": "organisations/",
    "organisation": "organisations/org-bws/",
    "search": "search/",
    "search with results": "search/?q=water&theme=non-revenue-water&from=2000",
    "search without results": "search/?q=zzzzzz",
    "saved works": "saved/",
    "about": "about/",
    "history": "about/history/",
    "glossary": "glossary/",
    "term": "glossary/nrw/",
    "goals": "sdgs/",
    "goal": "sdgs/6/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "sign-in": "accounts/login/",
    "sign-in by code": "accounts/login/code/",
    "not found": "nothing-here/",
}
# Where words are longest and shortest, every kind; elsewhere the two that hold the most.
LANGUAGES = {"en": [*PAGES], "ru": [*PAGES], "fr": ["home", "case study"], "es": ["home", "case study"]}


def addresses() -> list[tuple[str, str]]:
    """Pairs of language and kind."""
    return [(language, kind) for language, kinds in LANGUAGES.items() for kind in kinds]
