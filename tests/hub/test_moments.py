"""A moment reads as the reader's clock and language have it, and as machines read it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from hub.templatetags.hub import moment

NOON = datetime(2026, 3, 5, 12, 4, 59, 123_456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "UTC", '<time datetime="2026-03-05T12:04+00:00">March 5, 2026, 12:04 p.m.</time>'),
        ("fr", "Africa/Blantyre", '<time datetime="2026-03-05T14:04+02:00">5 mars 2026 14:04</time>'),
        ("ru", "Europe/Kaliningrad", '<time datetime="2026-03-05T14:04+02:00">5 марта 2026 г. 14:04</time>'),
    ],
)
def test_a_moment_is_worded_for_its_reader(language: str, zone: str, expected: str) -> None:
    with translation.override(language), timezone.override(zone):
        assert moment(NOON) == expected


def test_two_readers_of_one_moment_get_their_own_clocks() -> None:
    said = []
    for zone in ("UTC", "Asia/Kathmandu", "UTC"):
        with translation.override("en"), timezone.override(zone):
            said.append(moment(NOON))
    assert said[0] == said[2] != said[1]
