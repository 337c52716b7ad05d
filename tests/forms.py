"""What the editor's browser sends."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from knowledge.partnerships.models import Source
from knowledge.taxonomy.models import Theme


def case_study_form(**fields: Any) -> dict[str, Any]:
    """A case study's form with every field filled in; `fields` say what is different."""
    prose = {name: rich_text(f"<p>{name}</p>") for name in ("challenge", "approach", "outcome", "lessons")}
    plain = {
        "title": "Weirs",
        "slug": "weirs",
        "summary": "About weirs.",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    streams = {"testimonials": streamfield([]), "files": streamfield([])}
    chosen = {"themes": [Theme.objects.get(key="quality").pk], "sources": [Source.objects.first().pk]}
    several = {name: fields.pop(name, keys) for name, keys in chosen.items()}  # no nested forms, but many of one name
    return nested_form_data(prose | plain | streams | fields) | several
