"""Threads and posts for tests."""

import re
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.discussions import services
from communities.discussions.models import Post, Thread
from communities.discussions.rendering import render
from communities.hubs.models import Hub
from communities.people.models import User
from tests.pictures import picture

from .hubs import HUB

LIST = f"/en/hubs/{HUB}/discussions/"
ASK = f"{LIST}new/"
QUESTION = "How do you find leaks at night? Our network is old."


def question(hub: Hub, author: User, body: str = QUESTION, language: str = "en", **fields: Any) -> Thread:
    return services.ask(hub=hub, author=author, body=body, language=language, token=uuid4(), **fields).thread


def answer(thread: Thread, author: User, body: str = "We listen at the valves.", **fields: Any) -> Post:
    fields = {"language": "en"} | fields
    return services.reply(thread=thread, author=author, body=body, token=uuid4(), **fields)


def fill(thread: Thread, author: User, count: int) -> None:
    """Bring a thread to `count` posts at once."""
    numbers = range(thread.post_count + 1, count + 1)
    posts = [
        Post(thread=thread, number=number, author=author, language="en", body=f"No. {number}", html=f"<p>{number}</p>")
        for number in numbers
    ]
    Post.objects.bulk_create(posts, batch_size=1_000)
    Thread.objects.filter(pk=thread.pk).update(post_count=count, last_post_at=timezone.now())
    thread.refresh_from_db()


def many_threads(hub: Hub, author: User, count: int) -> None:
    now = timezone.now()
    Thread.objects.bulk_create(
        Thread(hub=hub, author=author, title=f"Thread {n}", language="en", last_post_at=now, post_count=1)
        for n in range(count)
    )
    threads = Thread.objects.filter(posts=None)
    Post.objects.bulk_create(
        Post(thread=thread, number=1, author=author, language="en", body="x", html=render("x")) for thread in threads
    )


def pump(name: str = "pump.png", content: bytes | None = None) -> SimpleUploadedFile:
    """A picture to send with a post, or a file with this content."""
    return SimpleUploadedFile(name, picture() if content is None else content)


def url_of(thread: Thread, act: bool = False, post: Post | None = None) -> str:
    address = f"/en/hubs/{thread.hub.key}/discussions/{thread.pk}/"
    return address + (f"posts/{post.pk}/" if post else "") + ("act/" if act else "")


def token_in(page: Any) -> str:
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]  # type: ignore[index]


def typed_in(page: Any) -> str:
    """What stands in the field for the text."""
    return str(page.context["form"]["body"].value() or "")


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured.captured_queries)
