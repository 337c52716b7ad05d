"""What the site mails of a discussion, to a real mail server; and an answer to it, on the page."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.template.loader import get_template

from communities.correspondence.receiving import receive
from communities.discussions import services
from communities.discussions.tidying import services as tidying
from communities.hubs.models import Membership
from communities.notifications.conversations import said_in
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Notification
from tests.commits import committed
from tests.smtp import Sink, text_of
from tests.validator import errors_in

from .discussions import answer, question, url_of
from .hubs import HUB, hub, member_of, signed_in
from .mails import MAILBOX, raw_mail, reply_to
from .tidying import OTHER

pytestmark = pytest.mark.django_db
QUOTED = {
    "en": "On Sun, 22 Nov 2026 at 10:00, {} wrote:",
    "fr": "Le dim. 22 nov. 2026 à 10:00, {} a écrit :",
    "es": "El dom, 22 nov 2026 a las 10:00, {} escribió:",
    "ru": "вс, 22 нояб. 2026 г. в 10:00, {}:",
}


@pytest.fixture(autouse=True)
def mailbox(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX


def discussed(language: str = "en", body: str = "By **ear**, see [here](/en/library/).", count: int = 1) -> Any:
    """A question of Ana's that Ben answered, by which she was told."""
    here = hub()
    ana, ben = member_of(here, "ana", language=language), member_of(here, "ben", first_name="Ben")
    with committed():
        thread = question(here, ana)
    for _time in range(count):
        with committed():
            answer(thread, ben, body)
    Notification.objects.filter(user=ben).delete()
    return thread, ana, ben


@pytest.mark.parametrize("language", QUOTED)
def test_a_mail_is_answered_by_its_reply_to_and_the_answer_is_on_the_page(sink: Sink, language: str) -> None:
    thread, ana, _ben = discussed(language)
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    [message] = sink.mails
    quoted = "\n".join(f"> {line}" for line in text_of(message).splitlines())
    introduction = QUOTED[language].format(f"Headwaters <{message['Reply-To']}>")
    text = f"And when?\n\n{introduction}\n\n{quoted}\n"
    receive(raw_mail(ana.email, message["Reply-To"], text, subject=message["Subject"]))
    page = signed_in(ana).get(url_of(thread)).content.decode()
    assert "<p>And when?</p>" in page
    assert thread.posts.get(number=3).body == "And when?"


def test_a_mail_says_what_was_written_with_whole_addresses(sink: Sink) -> None:
    discussed()
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert "By **ear**" in text_of(message)
    html = text_of(message, "html")
    assert "By <strong>ear</strong>" in html
    assert f'href="{django_settings.BASE_URL}/en/library/"' in html
    assert "<img" not in html


def test_mails_of_a_thread_name_what_they_follow_and_programmes_keep_them_together(sink: Sink) -> None:
    thread, _ana, ben = discussed()
    mail_what_is_due(Frequency.AT_ONCE)
    with committed():
        answer(thread, ben, "By night.")
    mail_what_is_due(Frequency.AT_ONCE)
    first, second = sink.mails
    root = f"<thread-{thread.pk}@localhost>"
    assert first["References"] == second["References"] == first["In-Reply-To"] == root
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Subject"] == second["Subject"] == f"Re: {thread.title}"
    assert HUB in first["List-Id"]


def test_the_mail_of_a_question_is_the_root(sink: Sink) -> None:
    member_of(hub(), "ana")
    with committed():
        thread = question(hub(), member_of(hub(), "ben"))
    Notification.objects.update(mail_after=Frequency.AT_ONCE)
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert (message["Message-ID"], message["References"]) == (f"<thread-{thread.pk}@localhost>", None)
    assert message["Subject"] == thread.title


def test_a_mail_of_two_threads_is_answered_on_the_page(sink: Sink) -> None:
    thread, ana, ben = discussed()
    with committed():
        other = question(thread.hub, ana, "Another?")
    with committed():
        answer(other, ben)
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert (message["Reply-To"], message["References"]) == (None, None)
    assert "##-" not in text_of(message)


def test_what_goes_wrong_on_the_way_goes_back_to_another_address_than_the_one_shown(sink: Sink, settings: Any) -> None:
    discussed()
    mail_what_is_due(Frequency.AT_ONCE)
    [message], [sender] = sink.mails, sink.senders
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    assert sender.startswith("reply+b")


def test_a_closed_thread_cannot_be_answered_by_mail(sink: Sink) -> None:
    thread, *_people = discussed()
    services.arrange(thread=thread, is_closed=True)
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert message["Reply-To"] is None


def test_an_answer_to_a_discussion_that_was_merged_or_moved_comes_where_it_is_now(mailoutbox: Any) -> None:
    ana, other = member_of(hub(), "ana"), hub(OTHER)
    old, new = question(hub(), ana), question(hub(), ana)
    address = reply_to(old, ana)
    tidying.merge(thread=old, into=new)
    post = receive(raw_mail(ana.email, address))
    assert post is not None
    assert (post.thread, post.number) == (new, 3)
    tidying.move(thread=new, to=other)
    assert receive(raw_mail(ana.email, address, "Nobody reads it.")) is None
    assert str(other) in mailoutbox[0].body  # which takes words of its members alone
    Membership.objects.create(hub=other, user=ana, state="active")
    post = receive(raw_mail(ana.email, address, "We listen there too."))
    assert post is not None
    assert (post.thread, post.number) == (new, 4)


def test_words_that_were_hidden_meanwhile_are_not_mailed(sink: Sink) -> None:
    thread, *_people = discussed()
    services.hide(post=thread.posts.get(number=2))
    mail_what_is_due(Frequency.AT_ONCE)
    assert all("ear" not in text_of(message, kind) for message in sink.mails for kind in ("plain", "html"))


def test_who_is_no_member_any_more_reads_what_everybody_reads_and_cannot_answer(sink: Sink) -> None:
    _thread, ana, _ben = discussed()
    Membership.objects.filter(user=ana).delete()
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert message["Reply-To"] is None
    assert "ear" in text_of(message)


def test_of_a_hub_that_is_closed_to_somebody_nothing_is_mailed(sink: Sink) -> None:
    thread, ana, _ben = discussed()
    Membership.objects.filter(user=ana).delete()
    hub(thread.hub.key, visibility="members")
    assert said_in(list(ana.notifications.select_related("user"))) == {}
    assert mail_what_is_due(Frequency.AT_ONCE) == 0


def test_without_a_mailbox_nobody_is_told_to_answer(sink: Sink, settings: Any) -> None:
    settings.INBOUND_ADDRESS = ""
    discussed()
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert message["Reply-To"] is None
    assert "##-" not in text_of(message)


@pytest.mark.parametrize("language", QUOTED)
def test_the_html_of_a_mail_is_valid_says_its_language_and_asks_nobody(
    sink: Sink, language: str, tmp_path: Path
) -> None:
    if not shutil.which("java"):
        pytest.skip("needs java for the validator")
    discussed(language, "# Title\n\n- a list\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n" + "long " * 2_000, count=2)
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    html = text_of(message, "html")
    (tmp_path / f"{language}.html").write_text(html)
    assert errors_in(tmp_path) == []
    assert f'<html lang="{language}">' in html
    assert not any(sign in html for sign in ("src=", "url(", "<link", "<script"))
    assert len(html) < 30_000


def test_the_words_of_many_cost_three_queries(django_assert_num_queries: Any) -> None:
    discussed(count=5)
    news = list(Notification.objects.select_related("user"))
    with django_assert_num_queries(3):
        assert len(said_in(news)) == len(news) == 5


def test_the_colours_of_a_mail_are_those_of_the_site() -> None:
    template = Path(get_template("notifications/mail/body.html").origin.name).read_text()
    tokens = (django_settings.BASE_DIR / "hub/static/hub/css/tokens.css").read_text()
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", template))
    assert colours
    assert all(f" {colour};" in tokens for colour in colours)
