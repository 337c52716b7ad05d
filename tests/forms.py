"""What the editor's browser sends."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


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
    return nested_form_data(prose | plain | streams | fields)
