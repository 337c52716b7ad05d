from typing import Any

from wagtail import blocks

from knowledge.dates import validate_format, validate_partial_date


class PartialDateBlock(blocks.RegexBlock):
    """A date, which is a fact: not a text to translate."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(regex=validate_format.regex, **kwargs)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if value:
            validate_partial_date(value)
        return value
