"""The table of docs/access.md, request by request and person by person."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from communities.discussions.drafting.services import begin, draft
from communities.discussions.files import attach, keep_waiting, received
from communities.discussions.models import Post, PostFile, PostTranslation, Product, Thread
from communities.hubs.inviting import link_of
from communities.hubs.models import Date, Hub, Membership
from communities.moderation import subjects
from communities.moderation.models import Report
from communities.moderation.services import report
from communities.notifications.services import tell
from communities.people.models import Message, User
from tests.commits import committed

from .discussions import pump, question
from .hubs import HUB, hub, member_of, moderator, person, signed_in

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
OTHER = "sanitation"
SENT = {"act": "remove", "email": "new@b.example", "reason": "spam", "verdict": "dismissed"}


def rows() -> list[tuple[str, str, dict[str, str]]]:
    """Request, kind of hub, and what each person is answered."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(cells[0], cells[1], dict(zip(head[2:], cells[2:], strict=True))) for cells in body]


def client_of(role: str, here: Hub) -> Client:
    if role == "visitor":
        return Client()
    if role == "suspended":
        user = member_of(here, role)
        client = signed_in(user)
        User.objects.filter(pk=user.pk).update(is_active=False)
        return client
    return signed_in(user_for(role, here))


def user_for(role: str, here: Hub) -> User:
    memberships = {
        "inside": {},
        "asked": {"state": Membership.State.ASKED},
        "facilitator": {"role": Membership.Role.FACILITATOR},
    }
    if role in memberships:
        return member_of(here, role, **memberships[role])
    if role == "moderator":
        return moderator()
    if role == "admin":
        return User.objects.create_superuser("admin@utility.example", "a long enough secret")
    user = person(role, is_staff=role == "editor")
    if role == "editor":
        user.groups.add(Group.objects.get(name="Editors"))
    return user


def address(path: str, here: Hub) -> str:
    """With the keys of what belongs to somebody else."""
    somebody = member_of(here, "somebody", last_login=timezone.now())
    thread = question(here, somebody)
    tell(users=[somebody], kind="question", about="x", path="hubs/", hub=here, title="x")
    product = drafted(thread, somebody) if "PRODUCT" in path else None
    post = thread.posts.get()
    attach(post=post, files=[pump()])
    PostTranslation.objects.create(post=post, language="fr", version=post.written_at, texts=["x"])
    keep_waiting(owner=somebody, files=received([pump()], room=1)[0])
    tomorrow = timezone.now() + timedelta(days=1)
    keys = {
        "HUB": HUB,
        "OTHER": OTHER,
        "MEMBERSHIP": somebody.memberships.get().pk,
        "DATE": Date.objects.create(hub=here, title="x", starts_at=timezone.now(), ends_at=tomorrow).pk,
        "INVITATION": link_of(hub=here, by=somebody).token,
        "THREAD": thread.pk,
        "POST": post.pk,
        "PRODUCT": product and product.pk,
        "FILE": post.files.get().pk,
        "WAITING": PostFile.objects.get(owner=somebody).pk,
        "NOTIFICATION": somebody.notifications.get(kind="question").pk,
        "REPORT": report_of(post).pk,
        "PERSON": somebody.profile.public_id,
        "MESSAGE": Message.objects.create(sender=thread.author, recipient=somebody).pk,
    }
    return "/en" + re.sub(r"[A-Z]{3,}", lambda name: str(keys[name[0]]), path)


def report_of(post: Post) -> Report:
    report(subject=subjects.of_post(post), by=person("reporter"), reason="rude", words="")
    return Report.objects.get()


def drafted(thread: Thread, by: User) -> Product:
    """A page of the library in the making."""
    return draft(product=begin(thread=thread, keys=[thread.posts.get().pk], title="x", by=by), by=by)


def answer_of(response: HttpResponse) -> str:
    if (
        response.status_code == 302
        and "/accounts/login/" in response["Location"]
        and "code" not in response["Location"]
    ):
        return "sign in"
    return {200: "yes", 302: "yes", 403: "no", 404: "none"}.get(response.status_code, str(response.status_code))


@pytest.mark.parametrize(
    ("request_line", "kind", "role", "expected"),
    [(request, kind, role, answer) for request, kind, answers in rows() for role, answer in answers.items()],
)
def test_everybody_is_answered_as_the_table_says(request_line: str, kind: str, role: str, expected: str) -> None:
    with committed():
        here = hub(visibility=kind)
    method, path = request_line.split()
    url, client = address(path, here), client_of(role, here)
    response = client.get(url) if method == "GET" else client.post(url, SENT)
    assert answer_of(response) == expected
