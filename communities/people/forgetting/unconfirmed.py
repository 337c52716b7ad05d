"""Accounts that somebody typed an address in for, but never the code: nobody's, and forgotten after some days."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ..models import Profile, User
from .registry import in_batches

OWN = (Profile, EmailAddress)  # what services.account_for makes with the account


def unconfirmed() -> QuerySet[User]:
    """As the door made them, and nobody has been in since.

    An account that an administrator wrote has no such record of its address, one of an identity provider or with a
    password was signed in to.
    """
    address = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=OuterRef("email"), primary=True)
    return User.objects.filter(
        Exists(address.filter(verified=False)),
        last_login=None,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        first_name="",
        last_name="",
        is_active=True,
        is_staff=False,
        is_superuser=False,
    )


def forget_unconfirmed(before: datetime) -> int:
    """Whose address was typed in last before then. A code lasts minutes: nobody is about to type one in."""
    old = unconfirmed().filter(date_joined__lt=before)
    return sum(_delete(old, keys) for keys in in_batches(old))


@transaction.atomic
def _delete(old: QuerySet[User], keys: list[int]) -> int:
    """Looked at once more when nobody else can change the rows: who came meanwhile stays."""
    held = list(old.filter(pk__in=keys).select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    return _alone(old.filter(pk__in=held)).delete()[1].get(User._meta.label, 0)


def _alone(users: QuerySet[User]) -> QuerySet[User]:
    """To whom nothing in the database belongs or refers: no membership, no post, no log entry of whichever app."""
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model not in OWN:
            field: Any = relation.field  # type: ignore[union-attr]
            users = users.filter(~Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return users
