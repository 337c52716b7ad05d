from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from communities.people.models import User


class Command(BaseCommand):
    help = "Takes app, passkeys and recovery codes from the account of somebody who lost them all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that the account signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("No account signs in with this address.")
        removed, _kinds = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"{removed} taken from {user.email}: the next sign-in asks for a code or password alone.")
