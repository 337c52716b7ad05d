"""The map of partnerships: which country's utilities help which.

Places are (latitude, longitude) in degrees north and east; positions are (x, y) in SVG units, y downwards.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from math import copysign

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from knowledge.partnerships.models import Organisation, Partner, Partnership
from knowledge.taxonomy.geography import country_name
from search.languages import fold

from .centroids import CENTROIDS

Position = tuple[float, float]

WIDTH, HEIGHT = 1000, 430
EQUATOR = 251  # y of the equator
CENTRAL_MERIDIAN = 11  # degrees east: the map's edges, at 169° west, touch no land
UNITS_PER_DEGREE = 2.8  # of longitude along the equator
UNITS_TO_POLE = 255.6  # from the equator, at that scale
BOW = 0.22  # how far an arc's control point lies off its chord, as a part of the chord's length

# Robinson's table, every 5° of latitude: length of the parallel, and its distance from the equator (pole = 1).
ROBINSON = (
    *((1.0, 0.0), (0.9986, 0.062), (0.9954, 0.124), (0.99, 0.186), (0.9822, 0.248), (0.973, 0.31), (0.96, 0.372)),
    *((0.9427, 0.434), (0.9216, 0.4958), (0.8962, 0.5571), (0.8679, 0.6176), (0.835, 0.6769), (0.7986, 0.7346)),
    *((0.7597, 0.7903), (0.7186, 0.8435), (0.6732, 0.8936), (0.6213, 0.9394), (0.5722, 0.9761), (0.5322, 1.0)),
)


@dataclass(frozen=True)
class Point:
    """A country's dot."""

    country: str
    x: int
    y: int
    is_mentor: bool
    is_mentee: bool
    is_national: bool

    @property
    def name(self) -> str:
        return country_name(self.country)

    @property
    def path(self) -> str:
        """A stroke of hardly any length: its round ends make a dot as wide as the stylesheet says, at every scale."""
        return f"M{self.x} {self.y}h.01"


@dataclass(frozen=True)
class Arc:
    """The partnerships in which somebody from `mentor` helps somebody from `mentee` (ISO codes; may be the same)."""

    mentor: str
    mentee: str
    partnerships: tuple[Partnership, ...]

    @property
    def names(self) -> tuple[str, str]:
        return country_name(self.mentor), country_name(self.mentee)

    @property
    def is_national(self) -> bool:
        return self.mentor == self.mentee

    @property
    def path(self) -> str:
        """Empty for a national partnership, which is a dot, and where the map does not know a country."""
        if self.is_national or self.mentor not in CENTROIDS or self.mentee not in CENTROIDS:
            return ""
        return arc_path(CENTROIDS[self.mentor], CENTROIDS[self.mentee])


def partnership_arcs(user: AbstractBaseUser | AnonymousUser) -> list[Arc]:
    """What `user` may see, one arc for each pair of countries, by their names in the active language. One query.

    A partnership without a known mentor or mentee makes no arc; one with several makes an arc for each pair.
    """
    parts = Partner.objects.filter(
        role__in=(Partner.Role.MENTOR, Partner.Role.MENTEE),
        partnership__in=Partnership.objects.visible_to(user),
        organisation__in=Organisation.objects.visible_to(user).exclude(country=""),
    ).select_related("partnership", "organisation")
    parts = parts.only("role", "partnership__reference", "partnership__title", "organisation__country")
    sides: dict[Partnership, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in parts.order_by("partnership__reference"):
        sides[part.partnership][part.role].add(part.organisation.country.code)
    pairs: dict[tuple[str, str], list[Partnership]] = defaultdict(list)
    for partnership, countries in sides.items():
        for pair in product(countries[Partner.Role.MENTOR], countries[Partner.Role.MENTEE]):
            pairs[pair].append(partnership)
    arcs = [Arc(*pair, tuple(partnerships)) for pair, partnerships in pairs.items()]
    return sorted(arcs, key=lambda arc: tuple(map(fold, arc.names)))


def map_points(arcs: list[Arc]) -> list[Point]:
    """The dots at the ends of the arcs that the map can draw; those with a halo first, so that it covers none."""
    drawn = [arc for arc in arcs if {arc.mentor, arc.mentee} <= CENTROIDS.keys()]
    mentors, mentees = {arc.mentor for arc in drawn}, {arc.mentee for arc in drawn}
    nations = {arc.mentor for arc in drawn if arc.is_national}
    points = []
    for code in sorted(mentors | mentees, key=lambda code: (code not in nations, code)):
        x, y = project(CENTROIDS[code])
        points.append(Point(code, round(x), round(y), code in mentors, code in mentees, code in nations))
    return points


def project(place: Position, turns: int = 0) -> Position:
    """The position in SVG units of a place in degrees, `turns` times round the globe to the east.

    Robinson's projection around 11° E, its table interpolated linearly. The land in `components/map_land.html` was
    drawn with the same one: whoever changes a constant draws the land again.
    """
    latitude, longitude = place
    row = min(int(abs(latitude) / 5), 17)
    length, distance = _between(ROBINSON[row], ROBINSON[row + 1], abs(latitude) / 5 - row)
    offset = (longitude - CENTRAL_MERIDIAN + 180) % 360 - 180 + 360 * turns
    return WIDTH / 2 + offset * length * UNITS_PER_DEGREE, EQUATOR - copysign(distance, latitude) * UNITS_TO_POLE


def arc_path(start: Position, end: Position) -> str:
    """The arc between two places in degrees, as SVG path data."""
    apart = project((0, end[1]))[0] - project((0, start[1]))[0]
    if abs(apart) <= 180 * UNITS_PER_DEGREE:
        return _bow(project(start), project(end))
    # The Pacific is the shorter way: drawn off either edge, of which the view box shows one part each.
    turns = -1 if apart > 0 else 1
    return _bow(project(start), project(end, turns)) + _bow(project(start, -turns), project(end))


def _bow(start: Position, end: Position) -> str:
    """A curve that bulges to the upper side of its chord, but not over the top of the map."""
    (x, y), (to_x, to_y) = start, end
    side = -1 if to_x < x else 1
    control_x = (x + to_x) / 2 + BOW * side * (to_y - y)
    control_y = max((y + to_y) / 2 - BOW * abs(to_x - x), 0)
    return f"M{x:.0f} {y:.0f}Q{control_x:.0f} {control_y:.0f} {to_x:.0f} {to_y:.0f}"


def _between(start: Position, end: Position, part: float) -> Position:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
