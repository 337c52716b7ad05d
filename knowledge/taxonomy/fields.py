"""A text that is a fact's label, kept once in every language of the site in one JSON column.

Pages are translated page by page; facts (a theme, an organisation, a partnership) are one row, so their words lie
in the row itself. One column needs no migration when a language is added and travels whole in a revision.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LocalizedText(dict[str, str]):
    """Language code → text; as a string it speaks the language that is active."""

    def __str__(self) -> str:
        return self.in_language(get_language() or settings.LANGUAGE_CODE)

    def in_language(self, language: str) -> str:
        """The text in `language`, else in the source language, else in any language there is."""
        return self.get(language) or self.get(settings.LANGUAGE_CODE) or next(iter(self.values()), "")

    def every(self) -> list[str]:
        """The different texts of all languages, each once."""
        return list(dict.fromkeys(text for text in self.values() if text))


class LocalizedWidget(forms.MultiWidget):
    template_name = "taxonomy/widgets/localized.html"

    def __init__(self, multiline: bool = False, attrs: dict[str, Any] | None = None) -> None:
        widget = forms.Textarea if multiline else forms.TextInput
        rows = {"rows": 3} if multiline else {}
        super().__init__({code: widget({"lang": code, **rows}) for code, _name in settings.LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for subwidget, (code, language) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            subwidget["language"] = language
            subwidget["attrs"]["aria-label"] = f"{language} ({code})"
        return context


class LocalizedFormField(forms.MultiValueField):
    def __init__(self, *, max_length: int | None = None, multiline: bool = False, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.CharField(max_length=max_length, required=False) for _language in settings.LANGUAGES]
        super().__init__(fields, require_all_fields=False, **kwargs | {"widget": LocalizedWidget(multiline=multiline)})

    def compress(self, data_list: list[str]) -> LocalizedText:
        texts = zip((code for code, _name in settings.LANGUAGES), data_list or [], strict=False)
        return LocalizedText({code: text for code, text in texts if text})


class LocalizedField(models.JSONField):
    """A `LocalizedText`; every language is required unless the field is `blank` and empty.

    Args:
        max_length: longest text allowed in one language, in characters.
        multiline: edit as a text area.
    """

    def __init__(self, *args: Any, max_length: int = 250, multiline: bool = False, **kwargs: Any) -> None:
        self.text_length, self.multiline = max_length, multiline
        super().__init__(*args, **{"default": dict} | kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"max_length": self.text_length, "multiline": self.multiline}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, LocalizedDescriptor(self))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        codes = [code for code, _name in settings.LANGUAGES]
        if not isinstance(value, dict) or set(value) - set(codes):
            raise ValidationError(_("Give one text per language."), code="invalid")
        if not value:
            return
        missing = [name for code, name in settings.LANGUAGES if not str(value.get(code) or "").strip()]
        if missing:
            message = _("Write this in every language; still missing: %(languages)s.")
            raise ValidationError(message, code="language", params={"languages": ", ".join(missing)})
        if any(len(text) > self.text_length for text in value.values()):
            message = _("Use at most %(limit)s characters in each language.")
            raise ValidationError(message, code="max_length", params={"limit": self.text_length})

    def formfield(self, **kwargs: Any) -> forms.Field:
        options: dict[str, Any] = {
            "max_length": self.text_length,
            "multiline": self.multiline,
            "required": not self.blank,
        }
        options |= {"label": self.verbose_name, "help_text": self.help_text}
        kwargs.pop("widget", None)
        return LocalizedFormField(**options | kwargs)


class LocalizedDescriptor:
    """Hands out a `LocalizedText` whatever was assigned, so that templates can print the field as it is."""

    def __init__(self, field: LocalizedField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = LocalizedText(value) if isinstance(value, dict) else value
