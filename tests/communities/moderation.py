"""Reports and those who decide them, for tests of moderation."""

from django.contrib.auth.models import Permission
from django.test import Client

from communities.discussions.models import Post
from communities.moderation import services, subjects
from communities.moderation.models import Report

from .hubs import person, signed_in


def desk(name: str = "clerk") -> Client:
    """A moderator in the editor."""
    user = person(name, is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=("moderate_hub", "access_admin")))
    return signed_in(user)


def reported(post: Post, *names: str, words: str = "He calls us thieves.") -> Report:
    """By as many people as there are names; the first report."""
    for name in names or ("reader",):
        reader = person(name, first_name="Zoe")
        services.report(subject=subjects.of_post(post), by=reader, reason="rude", words=words)
    return Report.objects.for_reading().filter(post=post).order_by("pk")[0]
