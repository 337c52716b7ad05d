"""The files in the form of a post. A file cannot be typed again: what is sound is kept while something else is not."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from communities.people.models import User

from .files import DOCUMENTS, PICTURES, keep_waiting, received, too_many
from .models import Post, PostFile

MOST_KNOWN = 20  # that one form may name


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Whatever was chosen; each file is looked at by itself."""

    widget = FilesInput

    def __init__(self) -> None:
        super().__init__(label=_("Add files or pictures"), required=False)
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in PICTURES + DOCUMENTS)
        self.help_text = _("Up to %(count)s, each up to %(size)s: pictures, PDF, office documents, text.") % {
            "count": settings.POST_FILES_MOST,
            "size": filesizeformat(settings.POST_FILE_MAX_SIZE),
        }

    def to_python(self, value: list[UploadedFile] | None) -> list[UploadedFile]:
        return value or []


class FilesForm(forms.Form):
    """New files, and those that came before, each to be kept or not; pictures with what they show."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        owner: User,
        post: Post | None = None,
        named: list[str] | None = None,
    ) -> None:
        """`named` are keys of files that waited while somebody signed in."""
        super().__init__(data, files)
        self.owner, self.post = owner, post
        self.sound: list[PostFile] = []
        self.known: list[PostFile] = []
        self.fields["new_files"] = FilesField()
        for file in self._named(named or [] if data is None else data.getlist("file")):
            self._show(file)

    def _named(self, keys: list[str]) -> list[PostFile]:
        """Of one's own waiting files those that are named; of the post that is edited all, until a form names some."""
        pks = [int(key) for key in keys[:MOST_KNOWN] if key.isascii() and key.isdigit() and len(key) < 19]
        wanted = Q(owner=self.owner, pk__in=pks)
        if self.post is not None:
            wanted |= Q(post=self.post, pk__in=pks) if self.is_bound else Q(post=self.post)
        return list(PostFile.objects.filter(wanted)) if pks or self.post else []

    def _show(self, file: PostFile) -> None:
        if file.post_id:
            file.post = self.post
        self.known.append(file)
        self.fields[f"keep-{file.pk}"] = forms.BooleanField(label=file.name, required=False, initial=True)
        if file.is_picture:
            self.fields[f"alt-{file.pk}"] = forms.CharField(
                label=_("What the picture shows"),
                help_text=_("For those who do not see it."),
                max_length=255,
                required=False,
                initial=file.alt,
            )

    def clean(self) -> dict[str, Any]:
        new, room = self.cleaned_data.get("new_files", []), settings.POST_FILES_MOST - len(self._kept())
        self.sound, refused = received(new, room=max(room, 0))
        for message in [too_many()] if room < 0 else refused:
            self.add_error("new_files", message)
        return self.cleaned_data

    def _kept(self) -> list[PostFile]:
        return [file for file in self.known if self.cleaned_data.get(f"keep-{file.pk}")]

    def chosen(self) -> list[PostFile]:
        """What the post is to have, with the words about it; those that came last are not saved yet."""
        kept = self._kept()
        for file in kept:
            file.alt = self.cleaned_data.get(f"alt-{file.pk}", "")
        return kept + self.sound

    def keep(self) -> None:
        """Before the form is shown once more."""
        if not self.sound:
            return
        keep_waiting(owner=self.owner, files=self.sound)
        for file in self.sound:
            self._show(file)
        self.data = dict(self.data.items()) | {f"keep-{file.pk}": "on" for file in self.sound}
        self.sound = []

    @property
    def rows(self) -> list[tuple[PostFile, forms.BoundField, forms.BoundField | None]]:
        """Each known file with its box and, of a picture, the field for its words."""
        return [
            (file, self[f"keep-{file.pk}"], self[f"alt-{file.pk}"] if file.is_picture else None) for file in self.known
        ]


def files_form(
    request: HttpRequest, draft: dict[str, Any], *, may_write: bool, post: Post | None = None
) -> FilesForm | None:
    """For who may write here; what others choose is not taken."""
    if not may_write or not request.user.is_authenticated:
        return None
    if request.method == "POST":
        return FilesForm(request.POST, request.FILES, owner=request.user, post=post)
    return FilesForm(owner=request.user, post=post, named=draft.get("files"))
