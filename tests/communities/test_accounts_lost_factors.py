"""Somebody lost telephone, passkeys and codes: an administrator of the machine helps."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from .accounts import PASSWORD, app_of, by_password, is_signed_in, recovery_codes_of
from .hubs import person

pytestmark = pytest.mark.django_db


def test_who_lost_every_factor_gets_in_again(client: Client) -> None:
    ana, ivan = person("ana", password=PASSWORD), person("ivan", password=PASSWORD)
    for user in (ana, ivan):
        app_of(user)
        recovery_codes_of(user)
    call_command("remove_second_factor", "ANA@utility.example", verbosity=0)
    by_password(client, ana)
    assert is_signed_in(client)
    other = Client()
    by_password(other, ivan)
    assert not is_signed_in(other)


def test_an_address_without_an_account_is_named_as_such() -> None:
    with pytest.raises(CommandError, match="No account"):
        call_command("remove_second_factor", "nobody@utility.example")
