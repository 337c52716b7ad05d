from typing import Any

from django import forms
from django.utils.translation import gettext as _

from knowledge.translation.markup import problem_of

from .models import PostTranslation
from .translating import Text, texts_of

ROOM = 500  # characters more than twice the source's


class CorrectionForm(forms.Form):
    """The texts of a translation, one field for each, below what it translates."""

    def __init__(self, data: Any = None, *, translation: PostTranslation) -> None:
        super().__init__(data)
        self.texts, self.made = texts_of(translation.post), translation.texts
        for position, text in self._words():
            self.fields[f"text-{position}"] = forms.CharField(
                label=text.source.data,
                initial=self.made[position],
                max_length=2 * len(text.source.data) + ROOM,
                widget=forms.Textarea({"rows": 2 + len(text.source.data) // 80, "lang": translation.language}),
            )

    def _words(self) -> list[tuple[int, Text]]:
        return [(position, text) for position, text in enumerate(self.texts) if text.is_words]

    def clean(self) -> dict[str, Any]:
        """Links and other marks are there as in the source."""
        for position, text in self._words():
            name = f"text-{position}"
            problem = problem_of(text.source.data, self.cleaned_data[name]) if name in self.cleaned_data else ""
            if problem:
                self.add_error(name, _("Keep the marks between < and >: %(problem)s.") % {"problem": problem})
        return self.cleaned_data

    def corrected(self) -> list[str]:
        """All texts of the translation, in their order."""
        return [self.cleaned_data.get(f"text-{position}", text) for position, text in enumerate(self.made)]
