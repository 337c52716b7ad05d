from django_tasks import task

from .models import CustomDocument
from .services import read_document


@task()
def read_document_text(document_id: int) -> str:
    """Read the text of a document that was uploaded or replaced; returns the outcome for the task list."""
    document = CustomDocument.objects.filter(pk=document_id).first()
    if document is None:
        return "deleted meanwhile"
    return read_document(document=document).value
