"""Draws a card: paper with the title above, water in the theme's colour below."""

import io
from math import cos, pi, sin

from fontpkg.pil import truetype
from PIL import Image, ImageDraw

from ..waves import HEIGHT, WIDTH, Wave, waves
from .card import Card
from .colours import INK, PAPER, SOFT, TEAL, Colour, cover_colour, ink_colour
from .typesetting import SANS, SERIF, SetText, set_summary, set_title, shortened

SIZE = (1200, 630)
MARGIN = 68
WATER = 484  # where the water begins
WORDS_END = WATER - 100  # what is above title and summary; below stand the line and the site's name
GAP = 22  # between title and summary
INSIDE = SIZE[0] - 2 * MARGIN
FINER = 2  # lines are drawn this much larger and then made smaller, which smooths them
Point = tuple[float, float]
Points = list[Point]


def draw(card: Card) -> bytes:
    """The card as a PNG file."""
    image = Image.new("RGB", SIZE, PAPER)
    image.paste(_water(card), (0, WATER))
    pen = ImageDraw.Draw(image)
    top = MARGIN - 4
    if card.kind:
        _kicker(pen, card, top)
        top += 60
    name = _name(image)
    if card.line:
        small = truetype(SANS, 30)
        pen.text((MARGIN, WATER - 40), shortened(card.line, small, name - MARGIN - 40), SOFT, small, anchor="ls")
    title = set_title(card.title, width=INSIDE, height=WORDS_END - top)
    top = _lines(pen, title, top, INK)
    _lines(pen, set_summary(card.summary, width=INSIDE, height=WORDS_END - top - GAP), top + GAP, SOFT)
    file = io.BytesIO()
    # A few hues and their shades: a palette looks the same at a third of the size.
    image.quantize(128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _lines(pen: ImageDraw.ImageDraw, text: SetText, top: int, colour: Colour) -> int:
    """Write the lines from `top` on; gives where they end."""
    for line in text.lines:
        pen.text((MARGIN, top), line, colour, text.font)
        top += text.line_height
    return top


def _name(image: Image.Image) -> int:
    """The site's mark and name at the right; gives where they begin."""
    font = truetype(SERIF, 36, weight=600)
    left = SIZE[0] - MARGIN - round(font.getlength("Headwaters"))
    ImageDraw.Draw(image).text((left, WATER - 40), "Headwaters", INK, font, anchor="ls")
    side = 44
    mark = Image.new("RGB", (side * FINER, side * FINER), PAPER)
    _mark(ImageDraw.Draw(mark), side * FINER / 32)
    left -= side + 10
    image.paste(mark.resize((side, side), Image.Resampling.LANCZOS), (left, WATER - 40 - 34))
    return left


def _kicker(pen: ImageDraw.ImageDraw, card: Card, top: int) -> None:
    strong, light = truetype(SANS, 30, weight=600), truetype(SANS, 30)
    pen.text((MARGIN, top), card.kind, ink_colour(card.theme), strong)
    if card.theme_label:
        left = MARGIN + strong.getlength(card.kind) + 20
        label = shortened(card.theme_label, light, SIZE[0] - MARGIN - round(left))
        pen.text((left, top), label, SOFT, light)


def _water(card: Card) -> Image.Image:
    """The lower waves of the work's cover."""
    scale, ground = FINER * SIZE[0] / WIDTH * 0.7, cover_colour(card.theme)
    width, height = SIZE[0] * FINER, (SIZE[1] - WATER) * FINER
    image = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(image)
    for wave in waves(card.seed or card.slug):
        points = [(x * width / WIDTH, height - (HEIGHT - y) * scale) for x, y in wave.points()]
        pen.line(points, _mixed(ground, wave.opacity), round(wave.width * scale * 0.7), joint="curve")
    return image.resize((SIZE[0], SIZE[1] - WATER), Image.Resampling.LANCZOS)


def _mark(pen: ImageDraw.ImageDraw, scale: float) -> None:
    """The drop over two waves of hub/templates/components/mark.html."""
    pen.polygon([(x * scale, y * scale) for x, y in _drop()], TEAL)
    for wave in (Wave(22, -2.2, 6.5, 3), Wave(28, -1.7, 5, 6)):
        line = [(x * scale, y * scale) for x, y in wave.points(steps=4)]
        pen.line(line, TEAL, round(2.6 * scale), joint="curve")


def _drop() -> Points:
    """From its tip down the left side, round the bottom, and up again."""
    side = [_cubic((16, 2), (12, 6.7), (10, 9.8), (10, 12.5), number / 16) for number in range(17)]
    bottom = [(16 - 6 * cos(pi * number / 24), 12.5 + 6 * sin(pi * number / 24)) for number in range(1, 24)]
    return [*side, *bottom, *((32 - x, y) for x, y in reversed(side))]


def _cubic(start: Point, first: Point, second: Point, end: Point, along: float) -> Point:
    """A point of a Bézier curve."""
    back = 1 - along
    weights = (back**3, 3 * back**2 * along, 3 * back * along**2, along**3)
    points = (start, first, second, end)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def _mixed(ground: Colour, opacity: float) -> Colour:
    """White over the ground."""
    red, green, blue = (round(channel + (255 - channel) * opacity) for channel in ground)
    return red, green, blue
