from django.db import models


class LoadedReference(models.Model):
    """What `load_content` has brought once. It brings nothing twice, so what a person deleted stays deleted."""

    reference = models.CharField(max_length=120, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reference
