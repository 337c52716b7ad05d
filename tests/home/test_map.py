import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from home.centroids import CENTROIDS
from home.map import HEIGHT, WIDTH, arc_path, map_points, partnership_arcs, project
from knowledge.partnerships.models import Organisation, Partner, Partnership

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def empty_registry(db):
    """The registry without the partnerships of the content."""
    Partnership.objects.update(live=False)


def in_every_language(text):
    return dict.fromkeys(LANGUAGES, text)


def organisation(country, **values):
    reference = f"org-new-{Organisation.objects.count()}"
    return Organisation.objects.create(
        reference=reference, name=in_every_language(reference), kind="utility", country=country, **values
    )


def partnership(mentors=(), mentees=(), **values):
    """A partnership between new utilities of the countries named."""
    reference = f"wop-new-{Partnership.objects.count()}"
    made = Partnership.objects.create(
        reference=reference, title=in_every_language(reference), region="global", **values
    )
    for role, countries in ((Partner.Role.MENTOR, mentors), (Partner.Role.MENTEE, mentees)):
        for country in countries:
            Partner.objects.create(partnership=made, organisation=organisation(country), role=role)
    return made


def arcs():
    return partnership_arcs(AnonymousUser())


def pairs():
    return {(arc.mentor, arc.mentee): len(arc.partnerships) for arc in arcs()}


def rendered(language="en"):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override(language):
        return engines["django"].from_string("{% load partnership_map %}{% partnership_map %}").render({}, request)


def rows(html):
    found = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</th>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", html)
    return [tuple(map(str.strip, row)) for row in found]


def numbers(path):
    """The (x, y) of every end and control point of a path."""
    values = [int(value) for value in re.findall(r"-?\d+", path)]
    return list(zip(values[::2], values[1::2], strict=True))


def land():
    """The rings of the land, each a list of (x, y)."""
    d = re.search(r' d="([^"]+)"', render_to_string("home/components/map_land.html"))[1]
    rings = []
    for ring in d.split("M")[1:]:
        x, y = 0, 0
        rings.append([])
        for step_x, step_y in numbers(ring):
            x, y = x + step_x, y + step_y
            rings[-1].append((x, y))
    return rings


def is_on(rings, x, y):
    """Whether a horizontal ray from (x, y) crosses the rings an odd number of times."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossings += (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return crossings % 2 == 1


# Who is on it


@pytest.mark.usefixtures("empty_registry")
def test_an_arc_leads_from_the_mentors_country_to_the_mentees():
    partnership(["NL"], ["KE"])
    (arc,) = arcs()
    assert arc.path == arc_path(CENTROIDS["NL"], CENTROIDS["KE"])
    assert [(point.country, point.is_mentor, point.is_mentee) for point in map_points([arc])] == [
        ("KE", False, True),
        ("NL", True, False),
    ]


@pytest.mark.usefixtures("empty_registry")
def test_partnerships_between_the_same_countries_share_an_arc():
    first, second = partnership(["NL"], ["KE"]), partnership(["NL"], ["KE"])
    partnership(["KE"], ["NL"])
    assert pairs() == {("NL", "KE"): 2, ("KE", "NL"): 1}
    shared = next(arc for arc in arcs() if arc.mentor == "NL")
    assert shared.partnerships == (first, second)
    assert [str(one.title) for one in shared.partnerships] == [first.reference, second.reference]


@pytest.mark.usefixtures("empty_registry")
def test_a_partnership_counts_once_for_each_pair_of_countries_however_many_utilities_take_part():
    partnership(["NL", "MA", "NL"], ["ML", "ML", "ML"])
    assert pairs() == {("NL", "ML"): 1, ("MA", "ML"): 1}


@pytest.mark.usefixtures("empty_registry")
def test_only_mentors_and_mentees_are_drawn():
    made = partnership([], ["IN"])
    Partner.objects.create(partnership=made, organisation=organisation("PH"), role=Partner.Role.FACILITATOR)
    assert arcs() == []


@pytest.mark.usefixtures("empty_registry")
def test_partners_without_an_organisation_or_a_country_are_not_drawn():
    made = partnership([""], ["IN"])
    Partner.objects.create(partnership=made, organisation=None, role=Partner.Role.MENTOR)
    assert arcs() == []


@pytest.mark.usefixtures("empty_registry")
def test_drafts_are_not_drawn():
    partnership(["NL"], ["KE"], live=False)
    made = partnership([], ["ET"])
    draft = organisation("UG", live=False)
    Partner.objects.create(partnership=made, organisation=draft, role=Partner.Role.MENTOR)
    assert arcs() == []


@pytest.mark.django_db
def test_the_map_costs_at_most_two_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        html = rendered()
    assert len(rows(html)) > 50


@pytest.mark.django_db
def test_the_partnerships_of_the_content_are_on_the_map():
    found = pairs()
    assert found["US", "BZ"] == 1
    assert found["AU", "FJ"] == 2
    assert ("VN", "VN") in found
    assert all(arc.path or arc.is_national for arc in arcs())
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for arc in arcs() for x, y in numbers(arc.path))


@pytest.mark.usefixtures("empty_registry")
def test_a_country_without_a_place_is_left_out_of_the_map_but_not_of_the_table():
    assert "AQ" not in CENTROIDS
    partnership(["NL"], ["AQ"])
    html = rendered()
    assert "map__arc" not in html
    assert map_points(arcs()) == []
    assert rows(html) == [("Netherlands", "Antarctica", "1")]


# Where it is


def test_every_country_of_the_content_has_a_place_on_the_map():
    used = set()
    for path in Path(settings.CONTENT_DIR, "organisations").rglob("*.yaml"):
        used |= {item["country"] for item in yaml.safe_load(path.read_text()) if item["country"]}
    for path in Path(settings.CONTENT_DIR, "partnerships").glob("*.yaml"):
        used |= set(yaml.safe_load(path.read_text())["countries"])
    assert len(used) > 50
    assert used - set(CENTROIDS) == set()


def test_every_place_is_inside_the_view_box():
    for code, place in CENTROIDS.items():
        x, y = project(place)
        assert 5 < x < WIDTH - 5, code
        assert 5 < y < HEIGHT - 5, code


@pytest.mark.parametrize("code", ["NL", "DE", "KE", "ZM", "UG", "UA", "MA", "IN", "BR", "US", "CA", "AU", "RU", "JP"])
def test_places_lie_on_the_land_that_was_drawn_with_the_same_projection(code):
    assert is_on(land(), *project(CENTROIDS[code]))


def test_the_land_is_light_and_inside_the_view_box():
    assert len(render_to_string("home/components/map_land.html").encode()) <= 9 * 1024
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for ring in land() for x, y in ring)


# How it is drawn


def test_arcs_stay_inside_the_view_box():
    for start in CENTROIDS.values():
        for end in CENTROIDS.values():
            path = arc_path(start, end)
            if path.count("M") == 1:
                assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in numbers(path)), path


def test_arcs_bow_upward():
    for pair in (("NL", "PH"), ("GB", "LC"), ("UG", "GH"), ("AU", "FJ")):
        (_x, y), (_control_x, control_y), (_to_x, to_y) = numbers(arc_path(*(CENTROIDS[code] for code in pair)))
        assert control_y < (y + to_y) / 2


@pytest.mark.parametrize(("mentor", "mentee", "leaves_west"), [("US", "FJ", True), ("AU", "US", False)])
def test_an_arc_over_the_pacific_leaves_by_one_edge_and_comes_back_by_the_other(mentor, mentee, leaves_west):
    start, _control, beyond, before, _control, end = numbers(arc_path(CENTROIDS[mentor], CENTROIDS[mentee]))
    assert start == tuple(map(round, project(CENTROIDS[mentor])))
    assert end == tuple(map(round, project(CENTROIDS[mentee])))
    assert (beyond[0] < 0, before[0] > WIDTH) == (leaves_west, leaves_west)
    assert (beyond[0] > WIDTH, before[0] < 0) == (not leaves_west, not leaves_west)


@pytest.mark.usefixtures("empty_registry")
def test_a_national_partnership_is_drawn_as_a_dot():
    partnership(["VN"], ["VN"])
    (arc,) = arcs()
    (point,) = map_points([arc])
    assert arc.path == ""
    assert point.is_national
    drawing = rendered().split("</svg>")[0]
    assert "map__arc" not in drawing
    assert drawing.count(f'd="{point.path}"') == 3  # halo, mentor, mentee


# What the reader gets


@pytest.mark.usefixtures("empty_registry")
def test_the_table_has_the_countries_in_the_readers_language_sorted_by_name():
    partnership(["NL"], ["KE"])
    partnership(["ES"], ["GT"])
    partnership(["ES"], ["GT"])
    partnership(["ES"], ["EC"])
    partnership(["NL"], ["ET"])
    assert rows(rendered("en")) == [
        ("Netherlands", "Ethiopia", "1"),
        ("Netherlands", "Kenya", "1"),
        ("Spain", "Ecuador", "1"),
        ("Spain", "Guatemala", "2"),
    ]
    assert rows(rendered("fr")) == [
        ("Espagne", "Équateur", "1"),
        ("Espagne", "Guatemala", "2"),
        ("Pays-Bas", "Éthiopie", "1"),
        ("Pays-Bas", "Kenya", "1"),
    ]
    assert ("Нидерланды", "Кения", "1") in rows(rendered("ru"))


@pytest.mark.usefixtures("empty_registry")
def test_the_picture_has_a_name_and_a_description():
    partnership(["NL"], ["KE"])
    html = rendered()
    assert 'role="img"' in html
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert f'id="{re.search(f"{attribute}=.([a-z-]+)", html)[1]}"' in html
    assert "1 partnership between a mentor and a mentee." in html


@pytest.mark.usefixtures("empty_registry")
def test_nothing_in_the_map_is_against_the_content_security_policy():
    partnership(["NL"], ["KE"])
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|https?:", rendered())


@pytest.mark.usefixtures("empty_registry")
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_the_drawing_are_the_same_in_every_language(language):
    partnership(["NL"], ["KE"])
    drawing = re.findall(r' (?:d|viewBox)="([^"]+)"', rendered(language))
    assert drawing == re.findall(r' (?:d|viewBox)="([^"]+)"', rendered("en"))
    assert f"0 0 {WIDTH} {HEIGHT}" in drawing


@pytest.mark.usefixtures("empty_registry")
def test_there_is_no_map_while_nobody_works_with_anybody():
    assert rendered().strip() == ""
