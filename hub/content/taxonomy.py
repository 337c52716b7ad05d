from typing import Any

from django.conf import settings

from knowledge.partnerships.models import Source
from knowledge.taxonomy.models import Goal, Tag, Target, Theme
from search.marks import mark
from search.thesaurus.models import Term, TermDefinition, TermName

from .reading import Register, one_line, read


def load(register: Register) -> None:
    """Themes, goals, targets, tags, sources and the thesaurus."""
    for order, item in enumerate(read("taxonomy/themes.yaml")):
        if register.claim(f"theme:{item['key']}"):
            Theme.objects.create(
                key=item["key"],
                reference=item["reference"],
                label=item["label"],
                description=item["description"],
                is_proposed=item.get("proposed", False),
                order=order,
            )
    _load_goals(register)
    Tag.objects.bulk_create(
        Tag(name=item["label"]["en"], slug=item["key"], label=item["label"])
        for item in read("taxonomy/tags.yaml")
        if register.claim(f"tag:{item['key']}")
    )
    Source.objects.bulk_create(
        Source(key=key.replace("_", "-"), title=item["title"], language=item["language"], url=item["url"] or "")
        for key, item in read("sources.yaml").items()
        if register.claim(f"source:{key}")
    )
    _load_terms(register)


def _load_goals(register: Register) -> None:
    for item in read("taxonomy/goals.yaml"):
        if register.claim(item["reference"]):
            Goal.objects.create(number=item["number"], name=item["name"], url=item["url"])
    goals = {str(goal.number): goal for goal in Goal.objects.all()}
    targets = Target.objects.bulk_create(
        Target(goal=goals[item["code"].split(".")[0]], code=item["code"], name=item["name"], order=order)
        for order, item in enumerate(read("taxonomy/targets.yaml"))
        if register.claim(item["reference"])
    )
    mark(*targets)  # what is created in bulk sends no signal


def _load_terms(register: Register) -> None:
    new = [item for item in read("taxonomy/terms.yaml") if register.claim(f"term:{item['key']}")]
    Term.objects.bulk_create(Term(key=item["key"], topic=item["topic"]) for item in new)
    terms = {term.key: term for term in Term.objects.all()}
    TermName.objects.bulk_create(name for item in new for name in _names(terms[item["key"]], item))
    definitions = read("taxonomy/definitions.yaml")
    TermDefinition.objects.bulk_create(
        TermDefinition(term=terms[key], language=language, text=one_line(text))
        for key in definitions
        if key in terms and register.claim(f"definition:{key}")
        for language, text in definitions[key].items()
    )
    mark(*terms.values())


def _names(term: Term, item: dict[str, Any]) -> list[TermName]:
    kinds = TermName.Kind
    names: dict[tuple[str, str], TermName] = {}
    for language, _label in settings.LANGUAGES:
        label, *synonyms = item["names"][language]
        words = [(label, kinds.LABEL), *((text, kinds.SYNONYM) for text in synonyms)]
        words += [(text, kinds.ACRONYM) for text in item["acronyms"].get(language, [])]
        for text, kind in words:
            ambiguous = text in item["ambiguous"].get(language, [])
            name = TermName(term=term, language=language, kind=kind, text=text, is_ambiguous=ambiguous)
            names.setdefault((language, text), name)
    return list(names.values())
