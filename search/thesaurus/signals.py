from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .expand import forget_thesaurus
from .models import Term, TermDefinition, TermName


@receiver([post_save, post_delete], sender=Term)
@receiver([post_save, post_delete], sender=TermName)
@receiver([post_save, post_delete], sender=TermDefinition)
def forget_changed_thesaurus(**kwargs: Any) -> None:
    forget_thesaurus()
    transaction.on_commit(forget_thesaurus)  # a reader may have remembered the old one meanwhile
