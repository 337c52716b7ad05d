"""What discussions forget. Posts that somebody took back are forgotten by moderation, which knows of reports."""

from datetime import datetime

from django.db.models.functions import Coalesce

from communities.people.forgetting.registry import delete, register_forgetter

from .models import Call, Draft, PostFile, PostTranslation, TranslationRequest


def register() -> None:
    register_forgetter("waiting_files", forget_waiting_files)
    register_forgetter("former_translations", forget_former_translations)
    register_forgetter("drafts", lambda before: delete(Draft.objects.filter(changed_at__lt=before)))
    register_forgetter("calls", lambda before: delete(Call.objects.filter(created_at__lt=before)))
    register_forgetter(
        "translation_requests", lambda before: delete(TranslationRequest.objects.filter(created_at__lt=before))
    )


def forget_waiting_files(before: datetime) -> int:
    """Files that somebody chose for a post and never sent."""
    return delete(PostFile.objects.filter(post=None, created_at__lt=before))


def forget_former_translations(before: datetime) -> int:
    """Of what a post does not say any more: nobody reads them."""
    written_at = Coalesce("post__edited_at", "post__created_at")
    return delete(PostTranslation.objects.filter(made_at__lt=before).exclude(version=written_at))
