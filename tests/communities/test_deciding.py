"""Facilitators decide what was reported in their hub, moderators everything; whoever comes second is told so."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core import mail
from django.utils import timezone

from communities.discussions.models import Post
from communities.hubs.models import Date, Hub
from communities.hubs.services import announce
from communities.moderation import services, subjects
from communities.moderation.models import ModerationLogEntry, Report, Verdict
from communities.notifications.mailing import mail_what_is_due
from communities.people.leaving.services import close_account
from communities.people.models import Person, User

from .discussions import answer, queries, question, url_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in
from .moderation import desk, reported
from .people import member

pytestmark = pytest.mark.django_db
QUEUE = f"/en/hubs/{HUB}/reports/"
ADMIN = "/admin/moderation/reports/"
LOG = "/admin/moderation/log/"


@pytest.fixture
def author() -> User:
    return member_of(hub(), "author", first_name="Ana", language="fr")


@pytest.fixture
def post(author: User) -> Post:
    return question(hub(), author, "Our director is a thief.").posts.select_related("thread__hub__theme").get()


@pytest.fixture
def facilitator() -> User:
    return member_of(hub(), "boss", role="facilitator", first_name="Bo")


def test_the_queue_shows_what_is_wrong_and_not_who_said_so(post: Post, facilitator: User) -> None:
    reported(post, "one", "two")
    client = signed_in(facilitator)
    assert "2 reports" not in client.get(f"/en/hubs/{HUB}/").content.decode()
    assert "1 report waits" in client.get(f"/en/hubs/{HUB}/").content.decode()
    page = client.get(QUEUE).content.decode()
    assert "He calls us thieves." in page
    assert "Our director is a thief." in page
    assert page.count("It insults or harasses somebody") == 2
    assert "Zoe" not in page


def test_the_queue_says_in_which_language_a_title_is_and_is_found_by_no_search_engine(facilitator: User) -> None:
    post = question(hub(), member_of(hub(), "autor"), "¿Quién miente?", language="es").posts.get()
    reported(post)
    page = signed_in(facilitator).get(QUEUE).content.decode()
    assert re.search(rf'<a href="[^"]*/{post.thread_id}/[^"]*" lang="es">', page)
    assert '<meta name="robots" content="noindex">' in page
    assert "hub/css/discussions.css" in page


def test_members_see_neither_the_queue_nor_that_there_is_one(post: Post) -> None:
    reported(post)
    client = signed_in(member_of(hub(), "insider"))
    assert client.get(QUEUE).status_code == 403
    assert QUEUE not in client.get(f"/en/hubs/{HUB}/").content.decode()


def test_hiding_and_warning_closes_every_report_of_the_post(post: Post, facilitator: User, author: User) -> None:
    first = reported(post, "one", "two")
    client = signed_in(facilitator)
    client.post(f"{QUEUE}{first.pk}/", {"verdict": "hidden-warned", "answer": "Accuse nobody."})
    assert set(Report.objects.values_list("verdict", "answer")) == {("hidden-warned", "Accuse nobody.")}
    post.refresh_from_db()
    assert post.hidden_by == Post.HiddenBy.FACILITATOR
    assert "Nothing is reported." in client.get(QUEUE).content.decode()
    assert User.objects.filter(notifications__kind="report-acted").count() == 2


def test_the_author_reads_the_warning_in_his_language_and_not_who_reported(
    post: Post, facilitator: User, author: User
) -> None:
    report = reported(post)
    services.decide(report=report, by=facilitator, verdict=Verdict.WARNED, answer="Accuse nobody.")
    mail_what_is_due("at_once")
    [sent] = [each for each in mail.outbox if each.to == [author.email]]
    assert f"/fr/reports/{report.pk}/warning/" in sent.body
    page = signed_in(author).get(f"/fr/reports/{report.pk}/warning/").content.decode()
    assert "Accuse nobody." in page
    assert "He calls us thieves." not in page
    assert "Zoe" not in page + sent.body
    assert signed_in(person("other")).get(f"/fr/reports/{report.pk}/warning/").status_code == 404


def test_a_dismissed_report_leaves_post_and_author_alone(post: Post, facilitator: User, author: User) -> None:
    report = reported(post)
    signed_in(facilitator).post(f"{QUEUE}{report.pk}/", {"verdict": "dismissed"})
    post.refresh_from_db()
    assert not post.is_hidden
    assert not author.notifications.exists()
    assert User.objects.get(email="reader@utility.example").notifications.get().kind == "report-dismissed"
    assert signed_in(author).get(f"/en/reports/{report.pk}/warning/").status_code == 404


def test_who_decides_second_is_told_that_it_is_done_and_changes_nothing(post: Post, facilitator: User) -> None:
    report = reported(post)
    services.decide(report=report, by=facilitator, verdict=Verdict.DISMISSED)
    client = signed_in(member_of(hub(), "second", role="facilitator"))
    answered = client.post(f"{QUEUE}{report.pk}/", {"verdict": "hidden"}, follow=True)
    assert "somebody else has decided this already" in answered.content.decode()
    post.refresh_from_db()
    assert not post.is_hidden
    assert ModerationLogEntry.objects.count() == 1


@pytest.mark.parametrize("is_desk", [False, True])
def test_words_that_are_too_long_are_kept_and_nothing_is_decided(post: Post, facilitator: User, is_desk: bool) -> None:
    report = reported(post)
    client, address = (desk(), ADMIN) if is_desk else (signed_in(facilitator), QUEUE)
    page = client.post(f"{address}{report.pk}/", {"verdict": "warned", "answer": "Mind this. " * 200}).content.decode()
    assert page.count("Mind this.") == 200
    assert "at most 2000 characters" in page
    assert Report.objects.get().is_open


def test_nobody_decides_in_a_matter_of_his_own(facilitator: User) -> None:
    report = reported(question(hub(), facilitator, "A mine.").posts.get())
    client = signed_in(facilitator)
    assert "A mine." not in client.get(QUEUE).content.decode()
    assert client.post(f"{QUEUE}{report.pk}/", {"verdict": "dismissed"}).status_code == 404


@pytest.mark.parametrize("path", ["", "suspend/"])
def test_a_moderator_does_not_see_what_is_reported_of_him_nor_by_whom(path: str) -> None:
    clerk = desk()
    mine = reported(question(hub(), User.objects.get(email="clerk@utility.example"), "A mine.").posts.get())
    assert clerk.get(f"{ADMIN}{mine.pk}/{path}", follow=True).status_code == 404
    clerk.post(f"{ADMIN}{mine.pk}/{path}", {"verdict": "dismissed", "why": "x"})
    assert Report.objects.get(pk=mine.pk).is_open
    assert f"{ADMIN}{mine.pk}/" not in clerk.get(ADMIN).content.decode()
    assert f"{ADMIN}{mine.pk}/" not in clerk.get(f"{ADMIN}results/").content.decode()
    assert clerk.get(f"/en/reports/{mine.pk}/").status_code == 404
    colleague = desk("colleague")
    assert "Zoe" in colleague.get(f"{ADMIN}{mine.pk}/").content.decode()
    assert f"{ADMIN}{mine.pk}/" in colleague.get(ADMIN).content.decode()


def test_reports_are_seen_by_those_who_keep_order_there(post: Post, facilitator: User) -> None:
    reported(post)
    services.report(subject=subjects.of_person(member("seen")), by=person("other"), reason="rude", words="")
    elsewhere = member_of(hub("sanitation"), "elsewhere", role="facilitator")

    def seen(user: Person) -> int:
        return Report.objects.visible_to(user).count()

    assert seen(moderator()) == 2, "a page is of no hub"
    assert seen(facilitator) == 1
    assert [seen(user) for user in (elsewhere, person("anybody"), AnonymousUser())] == [0, 0, 0]


def test_a_report_of_another_hub_is_not_there(post: Post) -> None:
    report = reported(post)
    client = signed_in(member_of(hub("sanitation"), "elsewhere", role="facilitator"))
    there = client.post(f"/en/hubs/sanitation/reports/{report.pk}/", {"verdict": "dismissed"})
    assert there.status_code == 404
    assert client.post(f"{QUEUE}{report.pk}/", {"verdict": "dismissed"}).status_code == 403
    assert client.get(f"/en/reports/{report.pk}/").status_code == 404


def test_the_mail_leads_to_the_queue(post: Post, facilitator: User) -> None:
    report = reported(post)
    assert facilitator.notifications.get().path == f"reports/{report.pk}/"
    assert signed_in(facilitator).get(f"/en/reports/{report.pk}/")["Location"] == QUEUE


@pytest.mark.parametrize("verdict", ["", "open", "burned", "hidden"])
def test_what_cannot_be_decided_is_refused(verdict: str) -> None:
    report_person = subjects.of_person(member("ana"))
    services.report(subject=report_person, by=person("reader"), reason="spam", words="")
    client = desk()
    answered = client.post(f"{ADMIN}{Report.objects.get().pk}/", {"verdict": verdict})
    assert answered.status_code == 400
    assert Report.objects.get().is_open


def test_moderators_see_and_decide_everything_in_the_editor(post: Post) -> None:
    report = reported(post)
    client = desk()
    listed = client.get(ADMIN).content.decode()
    assert "It insults or harasses somebody" in listed
    assert "Our director is a thief." in client.get(f"{ADMIN}{report.pk}/").content.decode()
    client.post(f"{ADMIN}{report.pk}/", {"verdict": "hidden", "answer": "Enough."})
    post.refresh_from_db()
    assert post.is_hidden
    shown = client.get(LOG).content.decode()
    assert "Enough." in shown
    assert "Ana" in shown


def test_the_list_in_the_editor_is_filtered_by_hub_reason_and_state(post: Post) -> None:
    reported(post)
    client = desk()
    for query, is_found in {
        f"hub={post.thread.hub_id}": True,
        f"hub={hub('sanitation').pk}": False,
        "reason=rude": True,
        "reason=spam": False,
        "verdict=open": True,
        "verdict=hidden": False,
    }.items():
        assert (f"{ADMIN}{Report.objects.get().pk}/" in client.get(f"{ADMIN}?{query}").content.decode()) == is_found


def test_editors_see_nothing_of_it(post: Post) -> None:
    editor = person("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    report, client = reported(post), signed_in(editor)
    for address in (ADMIN, f"{ADMIN}{report.pk}/", LOG):
        assert client.get(address).status_code == 302
    assert ADMIN not in client.get("/admin/").content.decode()


def test_what_facilitators_do_anywhere_is_written_down(post: Post, facilitator: User, author: User) -> None:
    client = signed_in(facilitator)
    client.post(url_of(post.thread, act=True), {"act": "close"})
    client.post(url_of(post.thread, act=True, post=post), {"act": "hide"})
    client.post(f"/en/hubs/{HUB}/members/{author.memberships.get().pk}/", {"act": "remove"})
    client.post(f"/en/hubs/{HUB}/members/{author.memberships.get().pk}/", {"act": "remove"})
    client.post(f"/en/hubs/{HUB}/invite/", {"email": "guest@utility.example"})
    date = announce(date=a_date(post.thread.hub), by=facilitator)
    client.post(f"/en/hubs/{HUB}/dates/{date.pk}/cancel/")
    told = [(each.action, each.user, each.person, each.hub) for each in ModerationLogEntry.objects.order_by("pk")]
    done_to_author = ("discussions.close", "discussions.hide", "hubs.remove")
    done_to_nobody = ("hubs.invite", "hubs.announce", "hubs.cancel")
    assert told == [
        *((act, facilitator, author, post.thread.hub) for act in done_to_author),
        *((act, facilitator, None, post.thread.hub) for act in done_to_nobody),
    ]


def a_date(hub: Hub) -> Date:
    now = timezone.now()
    return Date(hub=hub, title="Call", starts_at=now, ends_at=now + timedelta(hours=1))


def test_what_authors_do_to_their_own_is_not_written_down(post: Post, author: User) -> None:
    client, helpful = signed_in(author), answer(post.thread, member_of(hub(), "helper"))
    client.post(url_of(post.thread, act=True, post=helpful), {"act": "accept"})
    client.post(url_of(post.thread, act=True, post=post), {"act": "remove"})
    post.thread.refresh_from_db()
    assert post.thread.accepted == helpful
    assert not ModerationLogEntry.objects.exists()


def test_the_log_is_not_rewritten_and_outlasts_the_accounts_without_their_names(
    post: Post, facilitator: User, author: User
) -> None:
    services.decide(report=reported(post), by=facilitator, verdict=Verdict.HIDDEN, answer="Accuse nobody.")
    with pytest.raises(TypeError):
        ModerationLogEntry.objects.get().save()
    close_account(user=author, with_words=True)
    close_account(user=facilitator, with_words=True)
    shown = desk().get(LOG).content.decode()
    assert "Accuse nobody." in shown
    assert "Ana" not in shown
    assert "boss@" not in shown


def test_the_queue_costs_the_same_for_many_reports(post: Post, facilitator: User) -> None:
    reported(post, "one")
    client = signed_in(facilitator)
    few = queries(client, QUEUE)
    reported(post, *(f"reader{number}" for number in range(5)))
    for number in range(5):
        other = question(hub(), member_of(hub(), f"author{number}"), f"Text {number}").posts.get()
        reported(other, f"other{number}")
    assert queries(client, QUEUE) == few
