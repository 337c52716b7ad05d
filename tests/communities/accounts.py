"""Second factors and the doors that ask for them, for tests of accounts."""

import re
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from communities.people.models import User

PASSWORD = "a long enough secret"
AUTHENTICATE = "/en/accounts/factors/authenticate/"


def app_of(user: User) -> str:
    """Give somebody an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def number_now(secret: str) -> str:
    """What the app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def recovery_codes_of(user: User) -> list[str]:
    return RecoveryCodes.activate(user).generate_codes()


def by_password(client: Client, user: User, **extra: str) -> Any:
    return client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD, **extra})


def by_code(client: Client, user: User, address: str = "/en/accounts/login/code/", **extra: str) -> Any:
    asked = client.post(address, {"email": user.email, **extra})
    return client.post(asked["Location"].partition("?")[0], {"code": last_code(), **extra})


def last_code() -> str:
    """What the newest mail says."""
    return re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)[1]  # type: ignore[index]


def confirmed(client: Client, user: User) -> Client:
    """Signed in by password, and has just confirmed it: what changes an account asks for that."""
    by_password(client, user)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
