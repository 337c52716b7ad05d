from django_tasks import task

from .models import CustomDocument
from .services import read_document
from .sharing.services import refresh_slug, refresh_stored


@task()
def read_document_text(document_id: int) -> str:
    """Read the text of a document that was uploaded or replaced; returns the outcome for the task list."""
    document = CustomDocument.objects.filter(pk=document_id).first()
    if document is None:
        return "deleted meanwhile"
    return read_document(document=document).value


@task()
def draw_share_images(language: str, slug: str) -> int:
    """Draw the share images of what was published; returns how many there are under its slug."""
    return refresh_slug(language=language, slug=slug)


@task()
def tidy_share_images() -> int:
    """Remove share images of what was renamed, hidden or deleted; returns how many are left."""
    return refresh_stored()
