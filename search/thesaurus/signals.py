from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .expand import forget_thesaurus
from .models import Term, TermName


@receiver([post_save, post_delete], sender=Term)
@receiver([post_save, post_delete], sender=TermName)
def forget_changed_thesaurus(**kwargs: Any) -> None:
    forget_thesaurus()
