"""Sending a post, or only looking at it first."""

from typing import Any

from ..file_forms import FilesForm
from ..forms import PostForm
from ..rendering import render as rendered

LOOKS = ("preview", "similar", "attach")


def is_ready(form: PostForm, files: FilesForm | None) -> bool:
    """Whether it can be sent; both are looked at, so that everything that is wrong is said at once."""
    return all([form.is_valid(), files is None or files.is_valid()])


def looked_at(form: PostForm, files: FilesForm | None, looked: str | None) -> dict[str, Any]:
    """What the page shows instead of sending: the files kept, and the text as it will look."""
    if files:
        files.keep()
    if looked == "attach":
        form.errors.clear()  # nobody has finished writing
    is_shown = looked == "preview" and form.is_valid()
    return {"files": files, "preview": rendered(form.cleaned_data["body"]) if is_shown else ""}
