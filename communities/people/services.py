from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from .forgetting.unconfirmed import unconfirmed
from .models import Consent, User


def account_for(*, email: str, language: str) -> User | None:
    """The account that signs in with `email`, made if there is none yet; one that was suspended opens with no code.

    A new account has no password and can do nothing before the code sent to its address was typed in; if nobody does,
    it is forgotten after some days. An address that somebody else would like to change to, but has not confirmed, is
    nobody's yet.
    """
    for _time in range(2):  # what is forgotten at this very moment is made anew
        try:
            with transaction.atomic():
                return _open_account(email, language)
        except IntegrityError:  # there it is, perhaps since a moment ago
            if known := _known_account(email):
                return known
    return None


def _known_account(email: str) -> User | None:
    """If nobody was in it yet, its days begin anew."""
    unconfirmed().filter(email__iexact=email).update(date_joined=timezone.now())
    return User.objects.filter(email__iexact=email).first()


def _open_account(email: str, language: str) -> User:
    user = User.objects.create_user(email, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


@transaction.atomic
def keep_address(*, user: User) -> None:
    """Let allauth's record say what the account does: its address is the one to sign in with, and confirmed.

    An administrator writes accounts and addresses without that record. Where it lacks, allauth would take the address
    for one that somebody wishes to change to, and drop it; where it is old, the old address would still get in.
    """
    records = EmailAddress.objects.filter(user=user)
    records.exclude(email__iexact=user.email).exclude(primary=False, verified=False).delete()
    records.update_or_create(user=user, email=user.email.lower(), defaults={"primary": True, "verified": True})


def agree(*, user: User, language: str) -> None:
    """Keep that `user` was told what holds for members now, and in which language, and agreed; once."""
    consent = Consent(user=user, version=settings.TERMS_VERSION, language=language)
    Consent.objects.bulk_create([consent], ignore_conflicts=True)
