"""Signed mail addresses: who writes to one, and about what, is in the address itself.

    reply+r1a-2b-fz-5gqv…@hub.example.org

Letters and digits alone, in whatever case, since some mail servers fold it; short, since what stands before the @ has
64 characters. Each is one person's own, and takes mail for INBOUND_ADDRESS_DAYS.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zlib import crc32

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from communities.people.models import User

SALT = "notifications.addresses"
FIRST_DAY = date(2020, 1, 1)
NOT_MARKED = 0  # what comes back to addresses that say nothing of where the mail went
SIGNATURE = 13  # bytes: 104 bits, 21 characters


class Purpose(StrEnum):
    REPLY = "r"  # to a thread
    ASK = "a"  # in a hub
    BOUNCE = "b"  # where mail servers send what they could not deliver


@dataclass(frozen=True)
class SignedAddress:
    purpose: Purpose
    user_pk: int
    about_pk: int
    made_on: date

    @property
    def has_ended(self) -> bool:
        return timezone.now().date() - self.made_on > timedelta(days=settings.INBOUND_ADDRESS_DAYS)

    def is_return_of(self, user: User) -> bool:
        """Whether what comes back went to the address that `user` has now."""
        return self.about_pk in (_mark_of(user), NOT_MARKED)


def address_for(purpose: Purpose, user: User, about_pk: int = 0) -> str:
    """Empty where no mail comes in."""
    if not settings.INBOUND_ADDRESS:
        return ""
    day = (timezone.now().date() - FIRST_DAY).days
    told = purpose + "-".join(int_to_base36(number) for number in (user.pk, about_pk, day))
    mailbox, _at, domain = settings.INBOUND_ADDRESS.partition("@")
    return f"{mailbox}+{told}-{next(_signatures(told))}@{domain}"


def return_address(user: User) -> str:
    """Where mails to the present address of `user` come back to."""
    return address_for(Purpose.BOUNCE, user, _mark_of(user))


def _mark_of(user: User) -> int:
    """Of the present address: a number that another one is most unlikely to have. It is signed, and hides nothing."""
    return crc32(user.email.lower().encode())


def read_address(address: str) -> SignedAddress | None:
    """None for whatever this site did not make."""
    mailbox, _at, domain = settings.INBOUND_ADDRESS.partition("@")
    local, _at, host = address.strip().lower().rpartition("@")
    told, _dash, signature = local.removeprefix(f"{mailbox}+").rpartition("-")
    if not domain or host != domain or not local.startswith(f"{mailbox}+") or not signature.isascii():
        return None
    if not any(constant_time_compare(signature, known) for known in _signatures(told)):
        return None
    user_pk, about_pk, day = (base36_to_int(number) for number in told[1:].split("-"))
    return SignedAddress(Purpose(told[0]), user_pk, about_pk, FIRST_DAY + timedelta(days=day))


def _signatures(told: str) -> Iterator[str]:
    """With the site's key, then with those it had before."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        digest = salted_hmac(SALT, told, secret=key, algorithm="sha256").digest()
        yield base64.b32encode(digest[:SIGNATURE]).decode().rstrip("=").lower()
