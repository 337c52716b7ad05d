"""The people and things that the rows of docs/access.md speak of, and what an answer comes to."""

import io
import re
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from communities.discussions.drafting.services import begin, draft
from communities.discussions.files import attach, keep_waiting, received
from communities.discussions.models import Draft, Follow, Post, PostFile, PostTranslation, Reaction, ReadMarker, Thread
from communities.hubs.answering import answer_path
from communities.hubs.inviting import link_of
from communities.hubs.models import Date, Hub, HubPage, Invitation, Membership
from communities.hubs.pinning import key_at, pin
from communities.hubs.settling import state_of
from communities.moderation import subjects
from communities.moderation.models import Report, Suspension
from communities.moderation.services import report
from communities.notifications.kinds import KINDS
from communities.notifications.services import tell
from communities.notifications.stopping import stop_address
from communities.people.models import Block, Message, User
from communities.people.profiles.visibility import FIELDS, PAGE, Audience

from .discussions import answer, pump, question
from .hubs import HUB, hub, member_of, moderator, person, signed_in

OTHER, THIRD = "sanitation", "assets"
STUDY = "/en/library/da-nang-vei/"
APPS = ("discussions", "hubs", "moderation", "notifications", "people")
FACILITATOR, ASKED = Membership.Role.FACILITATOR, Membership.State.ASKED


class World:
    """One hub with something of everything, all of it somebody's."""

    def __init__(self, here: Hub, act: str = "", page: str = "members") -> None:
        self.here, self.act = here, act
        self.third = hub(THIRD)
        self.page = HubPage.objects.get(hub=here, locale__language_code="en")
        self.somebody = member_of(here, "somebody", first_name="Some", last_name="Body", last_login=timezone.now())
        self.boss = member_of(here, "boss", role=FACILITATOR)
        self._show(page)
        self.thread = question(here, self.somebody)
        self.beside = question(here, self.boss, "Another question?")
        self.post = answer(self.thread, self.somebody, language="es")  # not that of the page: it can be translated
        attach(post=self.post, files=[pump()])
        PostTranslation.objects.create(post=self.post, language="fr", version=self.post.written_at, texts=["x"])
        keep_waiting(owner=self.somebody, files=received([pump()], room=1)[0])
        report(subject=subjects.of_post(self.post), by=person("reporter"), reason="rude", words="")
        self.pinned = key_at("/en/library/fiji-fukuoka/", here) or ""
        pin(hub=here, key=self.pinned, by=self.boss)
        self._prepare()

    def _show(self, page: str) -> None:
        profile, picture = self.somebody.profile, io.BytesIO()
        Image.new("RGB", (32, 32), "teal").save(picture, "WEBP")
        profile.visibility = dict.fromkeys((PAGE, *FIELDS), page)
        profile.photo.save("me.webp", io.BytesIO(picture.getvalue()))

    def _prepare(self) -> None:
        """What is taken back has to be there first."""
        Thread.objects.filter(pk=self.thread.pk).update(
            is_pinned=self.act == "unpin",
            is_closed=self.act == "reopen",
            accepted=self.post if self.act == "unaccept" else None,
        )
        if self.act == "unhide":
            Post.objects.filter(pk=self.post.pk).update(hidden_by=Post.HiddenBy.FACILITATOR)

    def keys(self) -> dict[str, object]:
        """By the words in capitals of the table's addresses."""
        tell(users=[self.somebody], kind="question", about="x", path="hubs/", hub=self.here, title="x")
        now = timezone.now()
        invitation = link_of(hub=self.here, by=self.somebody)
        if self.act == "ended":
            Invitation.objects.update(until=now)
        waits = member_of(self.here, "waits", state=ASKED)
        return {
            "HUB": HUB,
            "OTHER": OTHER,
            "MEMBERSHIP": self.somebody.memberships.get().pk,
            "BOSS": self.boss.memberships.get().pk,
            "WAITS": waits.memberships.get().pk,
            "DATE": Date.objects.create(hub=self.here, title="x", starts_at=now, ends_at=now + timedelta(days=1)).pk,
            "INVITATION": invitation.token,
            "INVITED": invitation.pk,
            "ANSWER": _token(answer_path(waits.memberships.get(), self.boss)),
            "STOP": _token(stop_address(self.somebody, ["question"])),
            "THREAD": self.thread.pk,
            "POST": self.post.pk,
            "FILE": self.post.files.get().pk,
            "WAITING": PostFile.objects.get(owner=self.somebody).pk,
            "NOTIFICATION": self.somebody.notifications.get(kind="question").pk,
            "REPORT": Report.objects.get().pk,
            "PERSON": self.somebody.profile.public_id,
            "MESSAGE": Message.objects.create(sender=self.boss, recipient=self.somebody).pk,
            "SUSPENSION": Suspension.objects.create(person=person("gone", is_active=False), why="x").pk,
        }

    def product(self, *, is_drafted: bool) -> int:
        """A page of the library in the making."""
        product = begin(thread=self.thread, keys=[self.post.pk], title="x", by=self.somebody)
        return draft(product=product, by=self.somebody).pk if is_drafted else product.pk

    def held(self) -> int:
        """A post that waits for a nod."""
        held = answer(self.beside, self.somebody)
        Post.objects.filter(pk=held.pk).update(hidden_by=Post.HiddenBy.WAITING)
        return held.pk

    def sent(self) -> dict[str, Any]:
        """What is filled in, whatever the form asks for."""
        start = timezone.now() + timedelta(days=3)
        return {
            **dict.fromkeys(KINDS, "never"),
            **dict.fromkeys((f"see-{name}" for name in (PAGE, *FIELDS)), Audience.MEMBERS),
            "act": self.act,
            "address": STUDY,
            "answer": "Mind this",
            "body": "New words",
            "email": "new@utility.example",
            "ends_at": f"{start + timedelta(hours=1):%Y-%m-%dT%H:%M}",
            "first_name": "New",
            "frequency": "never",
            "into": str(self.beside.pk),
            "is_agreed": "on",
            "is_sure": "on",
            "joining": Hub.Joining.BY_INVITATION,
            "key": self.pinned,
            "kind": self.act or "muted",
            "language": "en",
            "last_name": "Name",
            "may_answer": "on",
            "posts": [str(self.post.pk)],
            "reason": "spam",
            "starts_at": f"{start:%Y-%m-%dT%H:%M}",
            "summary": "New summary",
            "text": "Hello",
            "text-0": "Bonjour",
            "time_zone": "UTC",
            "title": "New title",
            "to": str(self.third.pk),
            "version": settings.TERMS_VERSION if self.act == "agree" else self.page.latest_revision_id,
            "verdict": self.act or "dismissed",
            "visibility": Hub.Visibility.MEMBERS,
            "was": state_of(self.here),
            "why": "x",
            "words": "stay",  # of who closes an account; of a report, whatever they are
        }

    def client(self, role: str) -> Client:
        if role == "visitor":
            return Client()
        user = self.user(role)
        client = signed_in(user)
        if role == "suspended":
            User.objects.filter(pk=user.pk).update(is_active=False)
        if self.act == "unfollow":
            Follow.objects.get_or_create(thread=self.thread, user=user)
        if self.act == "unblock" and user != self.somebody:
            Block.objects.create(user=user, blocked=self.somebody, kind=Block.Kind.BLOCKED)
        if self.act == "unthank":
            Reaction.objects.create(post=self.post, user=user)
        return client

    def user(self, role: str) -> User:
        if role in ("author", "self"):
            return self.somebody
        if role == "moderator":
            user = moderator()
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
            return user
        if role == "admin":
            return User.objects.create_superuser("admin@utility.example")
        if role in ("inside", "suspended"):
            return member_of(self.here, role)
        if role == "asked":
            return member_of(self.here, role, state=ASKED)
        if role == "facilitator":
            user = member_of(self.here, role, role=FACILITATOR)
            Membership.objects.create(hub=self.third, user=user, role=FACILITATOR)
            return user
        user = person(role, is_staff=role == "editor")
        if role == "editor":
            user.groups.add(Group.objects.get(name="Editors"))
        return user


def _token(address: str) -> str:
    """The last part of it."""
    return address.rstrip("/").rpartition("/")[2]


class Writes:
    """How many rows of what people do were written; how far one has read and what is kept unsent do not count."""

    def __init__(self) -> None:
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in APPS]
        tables = "|".join(re.escape(model._meta.db_table) for model in models if model not in (Draft, ReadMarker))
        self.writing = re.compile(rf'(INSERT INTO|UPDATE|DELETE FROM) "({tables})"')
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        if self.writing.match(sql):
            self.count += max(context["cursor"].rowcount, 0)
        return result


def answer_to(client: Client, method: str, path: str, data: dict[str, Any]) -> str:
    """In the words of docs/access.md."""
    if method == "GET":
        return _answer(client, client.get(path)) or "yes"
    writes = Writes()
    with connection.execute_wrapper(writes):
        response = client.post(path, data)
    known = _answer(client, response)
    if known:
        return known
    if writes.count:
        return "yes"
    return "unchanged" if response.status_code == 302 else "look"


def _answer(client: Client, response: HttpResponse) -> str:
    """What does not depend on what was done; nothing where somebody was let through."""
    if response.status_code == 302:
        return _led_to(client, response["Location"])
    return {200: "", 403: "no", 404: "none"}.get(response.status_code, str(response.status_code))


def _led_to(client: Client, place: str) -> str:
    if "/login/code/confirm/" in place:
        return "code"
    if place.startswith("/admin/login/"):  # from where visitors are led to the sign-in, and members are told no
        return _answer(client, client.get(place))
    is_asked_who = "/accounts/login/" in place and "next=" in place  # else an account was closed, and is led there
    if is_asked_who or "/accounts/reauthenticate/" in place:
        return "sign in"
    if "/join/?" in place:
        return "join"
    return "no" if place == "/admin/" else ""  # how the editor turns away who may not do something
