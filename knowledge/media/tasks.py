from django_tasks import task
from wagtail.models import Page

from .models import CustomDocument, CustomImage
from .renditions import images_on, make_renditions
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
def make_image_renditions(image_id: int) -> int:
    """Make an image's renditions after it was uploaded, replaced or published with a page; returns their number."""
    image = CustomImage.objects.filter(pk=image_id).first()
    return make_renditions(image) if image else 0


@task()
def make_page_renditions(page_id: int) -> int:
    """Make the renditions of every image on a page that was published; returns how many images that were."""
    page = Page.objects.filter(pk=page_id).first()
    images = images_on(page) if page else []
    return sum(make_renditions(image) > 0 for image in images)


@task()
def draw_share_images(language: str, slug: str) -> int:
    """Draw the share images of what was published; returns how many there are under its slug."""
    return refresh_slug(language=language, slug=slug)


@task()
def tidy_share_images() -> int:
    """Remove share images of what was renamed, hidden or deleted; returns how many are left."""
    return refresh_stored()
