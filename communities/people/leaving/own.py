"""What the people app itself keeps about somebody."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files import File

from communities.people.models import Block, Consent, Message, Profile, User

from .belongings import Rows, register_belongings, register_files

OF_ACCOUNT = ("email", "first_name", "last_name", "language", "time_zone", "date_joined", "last_login")
OF_SESSION = ("created_at", "last_seen_at", "ip", "user_agent")  # of these and the factors, nothing that is secret
OF_FACTOR = ("type", "created_at", "last_used_at")
OF_PROVIDER = ("provider", "uid", "date_joined", "last_login")
RECEIVED = ("sender__profile__public_id", "created_at", "sent_at")
OF_PROFILE = (
    "public_id",
    "role",
    "organisation__name",
    "organisation_name",
    "country",
    "languages",
    "offers",
    "looks_for",
    "links",
    "visibility",
    "takes_messages",
    "changed_at",
)


def register() -> None:
    register_belongings("account", lambda user: User.objects.filter(pk=user.pk).values(*OF_ACCOUNT))
    register_belongings("profile", _profile)
    register_belongings(
        "consents", lambda user: Consent.objects.filter(user=user).values("version", "language", "given_at")
    )
    register_belongings("messages", lambda user: Message.objects.filter(sender=user).values("created_at", "sent_at"))
    register_belongings("messages-received", lambda user: Message.objects.filter(recipient=user).values(*RECEIVED))
    register_belongings("addresses", lambda user: EmailAddress.objects.filter(user=user).values("email", "verified"))
    register_belongings("sessions", lambda user: UserSession.objects.filter(user=user).values(*OF_SESSION))
    register_belongings("second-factors", lambda user: Authenticator.objects.filter(user=user).values(*OF_FACTOR))
    register_belongings("providers", lambda user: SocialAccount.objects.filter(user=user).values(*OF_PROVIDER))
    register_belongings(
        "blocks", lambda user: Block.objects.filter(user=user).values("blocked__profile__public_id", "kind")
    )
    register_files(_picture)


def _picture(user: User) -> Iterator[tuple[str, File]]:
    """A file that a backup did not bring back keeps nobody from taking the rest along."""
    photo = user.profile.photo
    if photo and photo.storage.exists(str(photo.name)):
        yield "picture.webp", photo


def _profile(user: User) -> Rows:
    for row in Profile.objects.filter(user=user).values(*OF_PROFILE):
        yield row | {"themes": list(user.profile.themes.values_list("key", flat=True))}
