from typing import Any

from django import forms


class LinesField(forms.CharField):
    """A text of several lines, as long as its writer counts: browsers send two characters for a line's end."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if value else value) or ""
