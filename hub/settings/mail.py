"""How mail goes out and comes in: by a mail server of one's own or, where one is named, by a mail service."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.validators import validate_email

LONGEST_MAILBOX = 20  # characters before its @: a local part has 64, and the signed rest needs some 40


def service_backend(name: str) -> dict[str, Any]:
    """What Django and anymail are told of the service; its keys come from variables that begin with ANYMAIL_."""
    if not name:
        return {}
    prefix = "ANYMAIL_"
    told = {key.removeprefix(prefix): value for key, value in os.environ.items() if key.startswith(prefix)}
    return {"EMAIL_BACKEND": f"anymail.backends.{name}.EmailBackend", "ANYMAIL": told}


def inbound_address(address: str) -> str:
    """The mailbox whose mails come to the site; without one nobody can answer by mail.

    Raises:
        ImproperlyConfigured: it is no address, or leaves no room for what is signed.
    """
    if not address:
        return ""
    try:
        validate_email(address)
    except Exception as error:
        raise ImproperlyConfigured("INBOUND_ADDRESS is a mail address, such as reply@hub.example.org") from error
    mailbox, _at, _domain = address.partition("@")
    if len(mailbox) > LONGEST_MAILBOX or "+" in mailbox:
        raise ImproperlyConfigured(f"INBOUND_ADDRESS has at most {LONGEST_MAILBOX} characters before its @, and no +")
    return address.lower()
