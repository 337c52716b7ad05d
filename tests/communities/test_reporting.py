"""A reader says once what is wrong with a post, a page or a message; nobody learns from whom it came."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.discussions.models import Post
from communities.moderation import services
from communities.moderation.models import Report
from communities.notifications.mailing import mail_what_is_due
from communities.people.contact.services import deliver, write
from communities.people.leaving.belongings import belongings_of
from communities.people.leaving.services import close_account
from communities.people.models import User

from .discussions import question, url_of
from .hubs import hub, member_of, moderator, person, signed_in
from .people import member

pytestmark = pytest.mark.django_db
RUDE = {"reason": "rude", "words": "He calls us thieves."}


@pytest.fixture
def post() -> Post:
    return question(hub(), member_of(hub(), "author", first_name="Ana")).posts.get()


def address(post: Post) -> str:
    return f"{url_of(post.thread, post=post)}report/"


def test_a_reader_reports_a_post_once(post: Post) -> None:
    client = signed_in(person("reader"))
    assert "Report" in client.get(url_of(post.thread)).content.decode()
    answered = client.post(address(post), RUDE, follow=True)
    assert "Thank you" in answered.content.decode()
    again = client.post(address(post), {"reason": "spam"}, follow=True)
    assert "You have reported this before" in again.content.decode()
    assert [(each.reason, each.person) for each in Report.objects.all()] == [("rude", post.author)]


def test_a_reason_is_needed_and_words_with_something_else(post: Post) -> None:
    client = signed_in(person("reader"))
    assert "What is wrong" in client.post(address(post), {"words": "Hm"}).content.decode()
    answered = client.post(address(post), {"reason": "other"}).content.decode()
    assert "Say in a few words what is wrong." in answered
    assert not Report.objects.exists()


def test_what_was_typed_survives_the_end_of_a_session(post: Post) -> None:
    client = Client()
    answered = client.post(address(post), RUDE)
    assert answered["Location"] == f"/en/accounts/login/?next={address(post)}"
    client.force_login(person("reader"))
    form = client.get(address(post)).context["form"]
    assert (form["reason"].value(), form["words"].value()) == ("rude", "He calls us thieves.")


def test_nobody_reports_what_is_his_own_or_what_he_may_not_read(post: Post) -> None:
    assert signed_in(post.author).post(address(post), RUDE).status_code == 403  # type: ignore[arg-type]
    hub(visibility="hidden")
    assert signed_in(person("stranger")).post(address(post), RUDE).status_code == 404
    assert not Report.objects.exists()


def test_facilitators_hear_of_it_and_the_author_does_not(post: Post) -> None:
    facilitator = member_of(hub(), "boss", role="facilitator", language="fr")
    signed_in(person("reader", first_name="Zoe")).post(address(post), RUDE)
    assert [each.user for each in facilitator.notifications.model.objects.filter(kind="report")] == [facilitator]
    mail_what_is_due("at_once")
    [sent] = mail.outbox
    assert sent.to == [facilitator.email]
    assert "Zoe" not in sent.body + sent.subject


def test_moderators_hear_of_what_the_only_facilitator_wrote() -> None:
    boss, somebody = member_of(hub(), "boss", role="facilitator"), moderator()
    post = question(hub(), boss).posts.get()
    signed_in(person("reader")).post(address(post), RUDE)
    assert not boss.notifications.filter(kind="report").exists()
    assert somebody.notifications.filter(kind="report").exists()


def test_a_page_is_reported_to_moderators() -> None:
    ana, somebody = member("ana"), moderator()
    client = signed_in(member("zoe"))
    report = f"/en/people/{ana.profile.public_id}/report/"
    assert report in client.get(f"/en/people/{ana.profile.public_id}/").content.decode()
    client.post(report, {"reason": "spam"})
    assert Report.objects.get().person == ana
    assert somebody.notifications.filter(kind="report").exists()


def test_a_message_is_reported_from_its_mail_by_who_got_it() -> None:
    ana, zoe = member("ana"), member("zoe")
    deliver(write(sender=ana, recipient=zoe, text="Buy my pumps", may_answer=False))
    [link] = [line for line in mail.outbox[0].body.splitlines() if "/reports/message/" in line]
    path = link.removeprefix("http://localhost:8000")
    assert signed_in(member("eva")).get(path).status_code == 404
    client = signed_in(zoe)
    assert "This field is required" in client.post(path, {"reason": "spam"}).content.decode()
    client.post(path, {"reason": "spam", "words": "Buy my pumps"})
    assert [(each.person, each.words) for each in Report.objects.all()] == [(ana, "Buy my pumps")]


def test_what_somebody_reported_is_taken_along_and_its_words_go_with_the_account(post: Post) -> None:
    reader: User = person("reader")
    signed_in(reader).post(address(post), RUDE)
    assert belongings_of(reader)["reports"][0]["words"] == "He calls us thieves."
    assert belongings_of(post.author)["reports"] == []  # type: ignore[arg-type]
    close_account(user=reader, with_words=True)
    assert [(each.reporter, each.words) for each in Report.objects.all()] == [(None, "")]


def test_nobody_reports_without_end_and_the_words_are_kept(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_A_DAY", 1)
    client, other = signed_in(person("reader")), question(hub(), post.author).posts.get()  # type: ignore[arg-type]
    client.post(address(post), RUDE)
    refused = client.post(address(other), RUDE).content.decode()
    assert "reported enough for one day" in refused
    assert "He calls us thieves." in refused
    assert "You have reported this before" in client.post(address(post), RUDE, follow=True).content.decode()
    Report.objects.update(created_at=timezone.now() - timedelta(hours=25))
    client.post(address(other), RUDE)
    assert Report.objects.count() == 2
