"""A discussion goes on by mail; who cannot be reached by mail is told on the page."""

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, expect

from tests.smtp import text_of

from .accessibility import violations
from .arriving import sign_in
from .site import Site
from .test_discussing import phone


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_mail_is_read_answered_and_the_answer_is_on_the_page(
    site: Site, chromium: Browser, language: str, tmp_path: Path
) -> None:
    stamp = time.monotonic_ns()
    ana = f"ana-{stamp}@utility.example"
    site.run("shell", "-c", TALK.format(stamp=stamp, language=language), TASKS_MODE="inline")
    [message] = [mail for mail in site.mails if mail["To"] == ana]
    site.run("receive_mail", message["Reply-To"], stdin=answer_to(message, ana, "Ночью слушаем *мы*."))
    (tmp_path / "mail.html").write_text(text_of(message, "html"), encoding="utf-8")
    with translation.override(language), phone(chromium) as page:
        sign_in(page, site, language, ana)
        page.goto((tmp_path / "mail.html").as_uri())
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        page.get_by_role("link", name=gettext("Read the discussion")).click()
        expect(page.locator("main em", has_text="мы")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_who_cannot_be_reached_is_told_and_says_when_it_works_again(
    site: Site, chromium: Browser, language: str
) -> None:
    stamp = time.monotonic_ns()
    site.run("shell", "-c", TALK.format(stamp=stamp, language=language) + PAUSE, TASKS_MODE="inline")
    with translation.override(language), phone(chromium) as page:
        sign_in(page, site, language, f"ana-{stamp}@utility.example")
        page.goto(f"{site.url}/{language}/hubs/low-income/")
        page.get_by_text(gettext("Ask by mail")).click()
        expect(page.get_by_role("link", name="reply+a")).to_be_visible()
        assert violations(page) == []
        page.goto(f"{site.url}/{language}/inbox/")
        assert violations(page) == []
        page.get_by_role("button", name=gettext("Mail me again")).click()
        expect(page.get_by_text(gettext("You will be mailed again."))).to_be_visible()
        expect(page.get_by_role("button", name=gettext("Mail me again"))).to_have_count(0)


def answer_to(message: EmailMessage, sender: str, text: str) -> str:
    """As a mail programme writes it, with what it answers below."""
    quoted = "\n".join(f"> {line}" for line in text_of(message).splitlines())
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Message-ID"] = sender, message["Reply-To"], f"<{time.monotonic_ns()}@x>"
    answer.set_content(f"{text}\n\n22.11.2026, 10:00, Headwaters <{message['Reply-To']}>:\n\n{quoted}\n")
    return answer.as_string()


TALK = """
from uuid import uuid4
from communities.discussions import services
from communities.hubs.models import Hub, Membership
from communities.notifications.mailing import mail_what_is_due
from communities.people.models import User
hub = Hub.objects.get(theme__key="low-income")
people = []
for name in ("ana", "ben"):
    email = f"{{name}}-{stamp}@utility.example"
    people.append(User.objects.create_user(email, "headwaters-demo", first_name=name.title(), language="{language}"))
    Membership.objects.create(hub=hub, user=people[-1])
ana, ben = people
thread = services.ask(hub=hub, author=ana, body="Kiosks {stamp}?", language="en", token=uuid4()).thread
services.reply(thread=thread, author=ben, body="We *asked* [them](/en/library/).", language="en", token=uuid4())
mail_what_is_due("at_once")
"""
PAUSE = """
from communities.notifications.pausing import pause
pause(user=ana, reason="bounced")
"""
