from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..once import Token
from ..profiles.fields import LinesField
from ..profiles.visibility import Audience

LONGEST = 3000  # characters


class MessageForm(forms.Form):
    text = LinesField(label=_("Your message"), max_length=LONGEST, rows=10)
    may_answer = forms.BooleanField(
        label=_("They may answer to my address"),
        required=False,
        help_text=_("The mail then carries your address. Without it, they answer through your page."),
    )

    token = Token()

    def __init__(self, *args: Any, sender: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sender = sender

    def clean_may_answer(self) -> bool:
        may_answer = self.cleaned_data["may_answer"]
        if not may_answer and self.sender.profile.page_audience == Audience.NOBODY:
            raise forms.ValidationError(
                _("Nobody sees your page: nobody could answer you. Tick this, or show your page to members.")
            )
        return may_answer
