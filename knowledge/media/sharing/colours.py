"""The colours of hub/static/hub/css/tokens.css, light scheme, as a picture needs them."""

from math import cos, radians, sin

Colour = tuple[int, int, int]

PAPER: Colour = (251, 250, 246)
INK: Colour = (13, 39, 48)
SOFT: Colour = (76, 98, 106)
TEAL: Colour = (10, 125, 128)

# Lightness in per cent, chroma and hue (OKLCH) of each theme.
THEMES = {
    "sanitation": (58, 0.13, 150),
    "commercial": (60, 0.14, 60),
    "assets": (52, 0.12, 265),
    "low-income": (58, 0.16, 25),
    "distribution": (58, 0.11, 215),
    "resources": (60, 0.12, 115),
    "organisation": (52, 0.13, 305),
    "non-revenue-water": (55, 0.12, 190),
    "quality": (60, 0.12, 235),
}
NO_THEME = (55, 0.12, 190)


def cover_colour(theme: str) -> Colour:
    lightness, chroma, hue = THEMES.get(theme, NO_THEME)
    return from_oklch((lightness - 7) / 100, chroma, hue)


def ink_colour(theme: str) -> Colour:
    """Dark enough for words on paper."""
    _lightness, chroma, hue = THEMES.get(theme, NO_THEME)
    return from_oklch(0.43, chroma, hue)


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """The nearest sRGB colour, by the formulas of CSS Color 4."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = _channel(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short)
    green = _channel(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short)
    blue = _channel(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short)
    return red, green, blue


def _channel(linear: float) -> int:
    value = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * min(max(value, 0), 1))
