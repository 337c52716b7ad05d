from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from communities.people.models import User
from hub.content import demo

PASSWORD = "headwaters-demo"


class Command(BaseCommand):
    help = "Adds demonstration accounts, members and threads to a development site."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demonstration accounts have a published password: only for development.")
        self._account("admin@example.org", "Administrator", is_superuser=True, is_staff=True)
        for role in ("Editor", "Reviewer", "Translator"):
            account = self._account(f"{role.lower()}@example.org", role, is_staff=True)
            account.groups.add(Group.objects.get(name=f"{role}s"))
        demo.load(PASSWORD)
        self.stdout.write(
            "Sign in at /admin/ as admin@example.org, editor@example.org, reviewer@example.org or "
            f"translator@example.org, in the hubs as ana@example.org or vera@example.org, password {PASSWORD}"
        )

    def _account(self, email: str, name: str, **fields: Any) -> User:
        user = User.objects.filter(email=email).first()
        return user or User.objects.create_user(email, PASSWORD, first_name="Demo", last_name=name, **fields)
