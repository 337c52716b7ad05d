"""Sets a title: as large as fits, in lines of even length, cut with an ellipsis where nothing else helps."""

from collections.abc import Iterable
from dataclasses import dataclass

from fontpkg.pil import truetype
from PIL.ImageFont import FreeTypeFont

SERIF, SANS = "Noto Serif", "Inter"
SIZES = ((84, 2), (76, 2), (68, 3), (60, 3), (52, 4), (46, 4))  # of letters, and the most lines of that size
TITLE_LEADING, LEADING = 1.18, 1.4


@dataclass(frozen=True)
class SetText:
    font: FreeTypeFont
    lines: list[str]

    leading: float = TITLE_LEADING

    @property
    def line_height(self) -> int:
        return round(self.font.size * self.leading)


def set_title(text: str, *, width: int, height: int) -> SetText:
    """The title in the largest size that fits, else in the smallest one, cut."""
    words = text.split(" ")  # not at a space that must not break
    for size, most in SIZES:
        font = truetype(SERIF, size, weight=600)
        most = min(most, height // round(size * TITLE_LEADING))
        lines = wrap(words, font, width)
        if len(lines) <= most and all(font.getlength(line) <= width for line in lines):
            return SetText(font, balanced(words, font, width, len(lines)))
    kept = [shortened(line, font, width) for line in lines[: most - 1]]
    return SetText(font, [*kept, shortened(" ".join(lines[most - 1 :]), font, width)])


def set_summary(text: str, *, width: int, height: int) -> SetText:
    """As much of a summary as fits below the title: nothing, where one line would stand alone."""
    font = truetype(SANS, 30)
    most = height // round(font.size * LEADING)
    lines = wrap(text.split(" "), font, width) if text and most > 1 else []
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), font, width)]
    return SetText(font, lines, LEADING)


def wrap(words: Iterable[str], font: FreeTypeFont, width: float) -> list[str]:
    """As many words on a line as it holds; a word longer than a line stands alone."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(words: list[str], font: FreeTypeFont, width: int, count: int) -> list[str]:
    """The same number of lines, none much shorter than the others."""
    narrow, wide = width // 2, width
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        lines = wrap(words, font, middle)
        fits = len(lines) <= count and all(font.getlength(line) <= middle for line in lines)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return wrap(words, font, wide)


def shortened(text: str, font: FreeTypeFont, width: int) -> str:
    """The text in one line, with an ellipsis where words had to go; of a single long word, its letters."""
    if font.getlength(text) <= width:
        return text
    rest = text
    while rest and font.getlength(f"{rest}…") > width:
        shorter = rest.rpartition(" ")[0] or rest[:-1]
        rest = shorter.rstrip(" ,;:.–—-")
    return f"{rest}…"
