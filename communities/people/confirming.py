"""That it is still the same person, before an account changes, for who signs in by mailed code or provider alone.

allauth asks for password or factor, and nothing of who has neither: there the sign-in itself has to be recent.
"""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest

from .models import Person


def has_nothing_to_ask_for(user: Person) -> bool:
    """Neither password nor factor."""
    return user.is_authenticated and not get_reauthentication_flows(user)


def must_sign_in_again(request: HttpRequest) -> bool:
    return has_nothing_to_ask_for(request.user) and not _has_just_signed_in(request)


def _has_just_signed_in(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
