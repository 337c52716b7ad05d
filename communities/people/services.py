from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from .models import User


def account_for(*, email: str, language: str) -> User | None:
    """The account that signs in with `email`, made if there is none yet; None for one that was suspended.

    A new account has no password and can do nothing before the code sent to its address was typed in.
    """
    try:
        with transaction.atomic():
            return _open_account(email, language)
    except IntegrityError:  # there it is, perhaps since a moment ago
        return User.objects.filter(email__iexact=email, is_active=True).first()


def _open_account(email: str, language: str) -> User:
    user = User.objects.create_user(email, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user
