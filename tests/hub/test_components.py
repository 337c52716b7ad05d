"""A component says in its first line what it is for and which arguments it takes: docs/look.md."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = [
    path.relative_to(ROOT)
    for app in ("communities", "home", "hub", "knowledge", "search")
    for path in sorted((ROOT / app).glob("**/templates/**/components/*.html"))
]
SAYS = re.compile(r"{% comment %} .*(Arguments?:\s\S.*|Needs .+|No\sarguments\.) {% endcomment %}", re.DOTALL)


@pytest.mark.parametrize("path", COMPONENTS, ids=str)
def test_a_component_says_which_arguments_it_takes(path: Path) -> None:
    start = (ROOT / path).read_text(encoding="utf-8").partition("{% endcomment %}")
    assert SAYS.fullmatch("".join(start[:2])), "its first line"


def test_the_components_are_found() -> None:
    assert len(COMPONENTS) > 100
