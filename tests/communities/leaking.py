"""Hubs that are not for everybody, full of words that stand nowhere else, and readers who note each they hear."""

import io
import zipfile
from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from communities.discussions import services
from communities.discussions.drafting.services import begin
from communities.discussions.files import attach
from communities.discussions.models import PostTranslation, Thread
from communities.hubs.inviting import invite
from communities.hubs.models import Date, Hub, HubPage
from communities.hubs.services import announce
from communities.moderation import subjects
from communities.moderation.services import report
from communities.people.models import User
from knowledge.media.models import CustomDocument
from tests.commits import committed
from tests.factories import document, pdf

from .discussions import pump
from .hubs import member_of, person

KNOWN = "zebrafish"  # stands in everything that is planted: whoever may see it finds it by this word
OF_HUB = ("hubtitle", "hubsummary", "hubbody")
IN_HUB = (
    *("title", "question", "answer", "before", "translated", "filename", "filetext", "insider"),
    *("datetitle", "datetext", "datelink", "product"),
)
Heard = dict[str, set[str]]


class Reader(Client):
    """Notes of each word in which answers it stood, the head of the answer included."""

    def __init__(self, *words: str) -> None:
        super().__init__()
        self.words = words
        self.heard: Heard = defaultdict(set)

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        content = b"".join(response)
        if response.streaming:
            response.streaming_content = [content]
        where = f"{request['REQUEST_METHOD']} {request['PATH_INFO']}?{request['QUERY_STRING']}"
        self.listen(f"{response.headers} {_unpacked(content).decode(errors='replace')}", where)
        return response

    def listen(self, said: str, where: str) -> None:
        for word in self.words:
            if word in said.lower():
                self.heard[word].add(where)


def _unpacked(content: bytes) -> bytes:
    """What is in an archive, with the names of its files."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    archive = zipfile.ZipFile(io.BytesIO(content))
    return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def words_of(prefix: str, *, with_page: bool) -> tuple[str, ...]:
    return tuple(prefix + name for name in (*IN_HUB, *(OF_HUB if with_page else ())))


def plant(hub: Hub, prefix: str, *, witnesses: list[User]) -> Thread:
    """Something of everything that a hub holds, in the presence of `witnesses`, who are inside for now."""
    insider = member_of(hub, f"in-{prefix}", first_name=f"{prefix}insider", last_name="Ruiz", role="facilitator")
    name = insider.public_name
    with committed():
        told = f"{KNOWN} {prefix}question @[{name}]"
        post = services.ask(
            hub=hub, author=insider, body=told, language="en", title=f"{KNOWN} {prefix}title", token=uuid4()
        )
    thread = post.thread
    for witness in witnesses:
        services.follow(thread=thread, user=witness)
    with committed():
        mentions = " ".join(f"@[{witness.public_name}]" for witness in witnesses)
        answered = services.reply(
            thread=thread, author=insider, body=f"{KNOWN} {prefix}before {mentions}", language="en", token=uuid4()
        )
        attach(post=answered, files=[pump(f"{prefix}filename.txt", f"{KNOWN} {prefix}filetext".encode())])
    with committed():
        services.edit(post=answered, body=f"{KNOWN} {prefix}answer {mentions}", language="en")
        services.accept(post=answered)
        answered.refresh_from_db()
        html = f"<p>{KNOWN} {prefix}translated</p>"
        PostTranslation.objects.create(
            post=answered, language="fr", version=answered.written_at, texts=[html], html=html
        )
        begin(thread=thread, keys=[post.pk], title=f"{KNOWN} {prefix}product", by=insider)
    with committed():
        invite(hub=hub, email=f"{prefix}@invited.example", by=insider)
        report(subject=subjects.of_post(answered), by=person(f"reporter-{prefix}"), reason="rude", words=KNOWN)
        announce(date=_date(hub, prefix), by=insider)
    return thread


def _date(hub: Hub, prefix: str) -> Date:
    start = timezone.now() + timedelta(days=3)
    return Date(
        hub=hub,
        title=f"{KNOWN} {prefix}datetitle",
        text=f"{prefix}datetext",
        link=f"https://{prefix}datelink.example/",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )


def rewrite_page(hub: Hub, prefix: str) -> CustomDocument:
    """What the hub says of itself, in two languages, with a file that everybody may have."""
    manual = document(pdf([f"All about {KNOWN}"]))
    files = ("documents", {"heading": "", "files": [manual.pk]})
    for page in HubPage.objects.filter(hub=hub, locale__language_code__in=("en", "fr")):
        page.title, page.summary = f"{KNOWN} {prefix}hubtitle", f"{prefix}hubsummary"
        page.search_description = ""
        text = ("text", {"heading": "", "text": f"<p>{prefix}hubbody</p>"})
        page.body = page.body.stream_block.to_python([{"type": name, "value": value} for name, value in (text, files)])
        with committed():
            page.save_revision().publish()
    return manual
