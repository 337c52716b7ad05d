"""Lines of water for covers and share images: always the same for one work, different for the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from random import Random

WIDTH, HEIGHT = 320, 112


@dataclass(frozen=True)
class Wave:
    """A line that swings around `height`, one swing in every `step`, from `start` to beyond the right edge."""

    height: float
    swing: float
    step: float
    start: float
    width: float = 1
    opacity: float = 1

    @property
    def steps(self) -> int:
        return ceil((WIDTH - self.start) / self.step)

    @property
    def path(self) -> str:
        """As SVG draws it: one curve, and others that mirror the one before."""
        mirrored = " ".join(f"t{self.step} 0" for _count in range(self.steps - 1))
        return f"M{self.start} {self.height}q{self.step // 2} {self.swing} {self.step} 0 {mirrored}".strip()

    def points(self, steps: int = 0, each: int = 24) -> Iterator[tuple[float, float]]:
        """The same line as points, `each` of them on a step."""
        for number in range((steps or self.steps) * each + 1):
            step, part = divmod(number, each)
            along = part / each
            swing = self.swing if step % 2 == 0 else -self.swing
            yield self.start + (step + along) * self.step, self.height + 2 * along * (1 - along) * swing


def waves(seed: str) -> list[Wave]:
    random = Random(seed)
    lines = []
    for number in range(7):
        height = 14 + number * 15 + random.randint(-4, 4)
        swing = random.randint(5, 13) * random.choice((-1, 1))
        step = random.choice((80, 107, 160))
        start = -random.randint(0, step)
        width, opacity = round(0.6 + number * 0.35, 2), round(0.16 + number * 0.07, 2)
        lines.append(Wave(height, swing, step, start, width, opacity))
    return lines
