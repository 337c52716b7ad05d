from functools import partial

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects import forms as wagtail_forms

from .loops import stored_targets, way_back

LARGEST = 20 * 1024 * 1024  # bytes; 100,000 redirects are about ten million


class RedirectForm(wagtail_forms.RedirectForm):
    """Wagtail's form, which refuses what would lead readers round in a circle."""

    def clean(self) -> None:
        super().clean()
        field = "redirect_page" if self.cleaned_data.get("redirect_page") else "redirect_link"
        chosen = self.cleaned_data.get(field)
        target = getattr(chosen, "url", chosen)
        if not target or not self.cleaned_data.get("old_path"):
            return
        way = way_back(self.cleaned_data["old_path"], target, partial(stored_targets, but=self.instance.pk))
        if way:
            message = _("This would lead readers round in a circle: %(way)s")
            self.add_error(field, forms.ValidationError(message, params={"way": " → ".join(way)}))


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Its first line names the columns “from” and “to”. Nothing is changed before you confirm."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large: divide it into files of at most 20 MB."))
        return file


class ConfirmForm(forms.Form):
    """Carries the name of the file that was looked at, signed, so that no other file can be named."""

    name = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, name: str) -> "ConfirmForm":
        return cls({"name": Signer().sign(name)})

    def clean_name(self) -> str:
        try:
            return Signer().unsign(self.cleaned_data["name"])
        except BadSignature as error:
            raise forms.ValidationError(_("Choose the file again.")) from error
