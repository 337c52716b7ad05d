"""The token of a form: sent twice, done once."""

import uuid
from typing import Any

from django import forms


class Unseen(forms.Field):
    """A hidden field that nobody fills in: what is wrong with it is told to nobody, it counts as empty."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class Token(Unseen, forms.UUIDField):
    """A form without one is sent all the same."""

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID:
        return super().clean(value) or uuid.uuid4()
