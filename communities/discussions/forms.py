from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db.models import BigIntegerField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from communities.hubs.access import Standing
from communities.people.models import Person, User
from communities.people.once import Token, Unseen

from .mentions import Mentioned, look_up, with_brackets
from .models.thread import TITLE_LENGTH
from .rendering import plain, render

LONGEST = 20_000  # characters of a post


class BodyField(forms.CharField):
    """Markdown. Its length is not told to the browser, which would cut off silently what somebody pastes."""

    default_validators = [MaxLengthValidator(LONGEST)]

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def clean(self, value: Any) -> str:
        body = super().clean(value)
        if not any(sign.isprintable() and not sign.isspace() for sign in plain(render(body))):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return body


class LanguageSelect(forms.Select):
    """Languages by their own names, each said to be in itself."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"attrs": option["attrs"] | {"lang": str(value)}}


class Key(Unseen, forms.IntegerField):
    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=BigIntegerField.MAX_BIGINT)


class PostForm(forms.Form):
    """A reply, or an edited post: one field; the language follows the page unless somebody says otherwise."""

    body = BodyField(
        label=_("Your text"),
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Please write something first.")},
        help_text=_(
            "Markdown works: **strong**, *emphasised*, - lists, > quotes, and addresses become links. "
            "@ before the full name of a member of this hub mentions him or her."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=settings.LANGUAGES, required=False, widget=LanguageSelect
    )
    quotes = Key()
    token = Token()

    more: tuple[str, ...] = ("language",)

    def __init__(
        self,
        data: Any = None,
        *,
        standing: Standing,
        author: Person,
        initial: dict[str, Any] | None = None,
        mentioned: Iterable[User] = (),
    ) -> None:
        """`mentioned` are whom the post mentions already."""
        super().__init__(data, initial={"language": get_language()} | (initial or {}))
        self.standing, self.author, self.mentioned_before = standing, author, mentioned
        self.mentioned = Mentioned()

    def clean_body(self) -> str:
        """Who may not write here is not told who is a member."""
        body: str = self.cleaned_data["body"]
        if self.standing.can_write:
            body = with_brackets(body, self.standing.hub, self.author)
            self.mentioned = look_up(body, self.standing.hub, self.author, known=self.mentioned_before)
        if self.mentioned.problem:
            raise forms.ValidationError(self.mentioned.problem)
        return body

    @property
    def html(self) -> str:
        """As it will look."""
        return render(self.cleaned_data["body"], self.mentioned.people)

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or get_language() or settings.LANGUAGE_CODE

    @property
    def has_error_in_more(self) -> bool:
        return any(name in self.errors for name in self.more)

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]


class AskForm(PostForm):
    """A question: its title is made of its first line unless somebody gives it another."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("If you leave it empty, the first line of your question is its title."),
    )
    quotes = None  # type: ignore[assignment]

    more = ("title", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your question")
