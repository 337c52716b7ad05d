"""Broken links: collected from what is published, asked in turn, reported to those who can mend them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from communities.people.models import User
from hub.pagecache import generation
from knowledge.library.models import CaseStudyPage, PublicationPage
from knowledge.links.addresses import addresses_in, own_path
from knowledge.links.answers import Answer, Problem
from knowledge.links.collecting import collect_all
from knowledge.links.models import Link, Mention
from knowledge.links.services import check, check_due, record
from knowledge.links.tasks import check_links
from knowledge.partnerships.models import Partnership, Source
from tests.commits import committed
from tests.factories import case_study, document
from tests.knowledge.link_server import Answers, serving

pytestmark = pytest.mark.django_db
GONE = Answer(Problem.GONE, 404)


def link(address: str) -> Link:
    return Link.objects.get(address=address)


def broken(address: str, problem: str = Problem.GONE, on: Any = None) -> Link:
    """A link that failed twice, on a published page."""
    link, _created = Link.objects.get_or_create(address=address)
    Link.objects.filter(pk=link.pk).update(problem=problem, failures=2, broken_since=timezone.now())
    Mention.objects.get_or_create(link=link, **holder(on or Page.objects.get(depth=3, slug="library", locale_id=1)))
    link.refresh_from_db()
    return link


def holder(item: Any) -> dict[str, Any]:
    from django.contrib.contenttypes.models import ContentType

    model = Page if isinstance(item, Page) else type(item)
    return {"content_type": ContentType.objects.get_for_model(model), "object_id": item.pk}


def addresses_on(item: Any) -> set[str]:
    return set(Mention.objects.filter(**holder(item)).values_list("link__address", flat=True))


def prose(*targets: str) -> str:
    return "<p>" + "".join(f"<a {target}>there</a>" for target in targets) + "</p>"


def test_links_in_prose_are_found_but_not_mail_and_places_on_the_page() -> None:
    page = case_study(
        challenge=prose('href="https://Water.Example/a b#part"', 'href="mailto:a@b.example"', 'href="#part"'),
        approach=prose('linktype="page" id="3"', 'linktype="document" id="9"', 'href="/en/partnerships/"'),
        lessons=prose('href="http://вода.example/насос"', 'href="tel:112"', 'href="javascript:alert(1)"'),
    )
    assert addresses_in(page) == {
        "https://water.example/a%20b",
        "page:3",
        "document:9",
        "/en/partnerships/",
        "http://xn--80adg3b.example/%D0%BD%D0%B0%D1%81%D0%BE%D1%81",
    }


def test_links_in_blocks_are_found() -> None:
    page = Page.objects.get(slug="what-is-a-wop", locale__language_code="en").specific
    manual = document(b"text", "manual.txt")
    page.body = [
        ("text", {"heading": "", "text": prose('href="https://one.example/"')}),
        ("accordion", {"heading": "", "items": [{"title": "", "text": prose('href="https://two.example/"')}]}),
        ("video", {"title": "Film", "url": "https://film.example/", "language": "en", "minutes": None}),
        ("call", {"text": "", "label": "", "page": None, "path": "partnerships/"}),
        ("call", {"text": "", "label": "", "page": page, "path": ""}),
        ("documents", {"heading": "", "files": [manual]}),
        ("related", {"heading": "", "pages": [page]}),
    ]
    assert addresses_in(page) == {
        "https://one.example/",
        "https://two.example/",
        "https://film.example/",
        "/en/partnerships/",
        f"page:{page.pk}",
        f"document:{manual.pk}",
    }


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/en/library/?page=2", "/en/library/?page=2"),
        ("http://LOCALHOST:8000/en/", "/en/"),
        ("https://localhost:8000", "/"),
        ("http://localhost/en/", None),
        ("https://water.example/en/", None),
        ("mailto:a@b.example", None),
        ("http://[pump/", None),
    ],
)
def test_an_address_of_this_site_is_known_as_such(address: str, path: str | None) -> None:
    assert own_path(address) == path


def test_everything_published_is_gone_through() -> None:
    collect_all()
    addresses = set(Link.objects.values_list("address", flat=True))
    assert set(Source.objects.exclude(url="").values_list("url", flat=True)) <= addresses
    assert set(Partnership.objects.exclude(url="").values_list("url", flat=True)) <= addresses
    assert set(PublicationPage.objects.live().exclude(read_url="").values_list("read_url", flat=True)) <= addresses
    assert "https://sdgs.un.org/goals/goal6" in addresses
    assert collect_all() == len(addresses)


def test_a_published_page_is_gone_through_at_once_a_draft_and_a_withdrawn_page_are_not() -> None:
    with committed():
        page = case_study(lessons=prose('href="https://one.example/"'))
    assert addresses_on(page) == {"https://one.example/"}
    page.lessons = prose('href="https://two.example/"')
    with committed():
        page.save_revision()
    assert addresses_on(page) == {"https://one.example/"}
    with committed():
        page.get_latest_revision().publish()
    assert addresses_on(page) == {"https://two.example/"}
    with committed():
        page.unpublish()
    assert addresses_on(page) == set()


def test_what_a_deleted_page_led_to_is_forgotten() -> None:
    with committed():
        page = case_study(lessons=prose('href="https://one.example/"'))
    with committed():
        page.delete()
    collect_all()
    assert not Link.objects.filter(address="https://one.example/").exists()


def test_a_changed_source_is_gone_through_at_once() -> None:
    source = Source.objects.exclude(url="").first()
    source.url = "https://elsewhere.example/report"
    with committed():
        source.save()
    assert addresses_on(source) == {"https://elsewhere.example/report"}


def test_another_site_is_broken_after_two_failures_at_different_times() -> None:
    found = Link.objects.create(address="https://water.example/")
    record(link=found, answer=GONE)
    found.refresh_from_db()
    assert (found.failures, found.is_lasting) == (1, True)
    since = found.broken_since
    record(link=found, answer=GONE)
    found.refresh_from_db()
    assert found.failures == 1, "a second look at once says nothing new"
    Link.objects.filter(pk=found.pk).update(checked_at=timezone.now() - timedelta(hours=2))
    found.refresh_from_db()
    record(link=found, answer=GONE)
    found.refresh_from_db()
    assert (found.failures, found.broken_since) == (2, since)
    record(link=found, answer=Answer("", 200))
    found.refresh_from_db()
    assert (found.failures, found.broken_since, found.problem) == (0, None, "")


def test_an_address_that_answers_is_left_alone_for_a_week_one_that_fails_for_a_day(settings: Any) -> None:
    now = timezone.now()
    for answer, days in ((Answer("", 200), settings.LINK_CHECKER_DAYS), (GONE, 1)):
        found = Link.objects.create(address=f"https://water.example/{days}")
        record(link=found, answer=answer)
        found.refresh_from_db()
        assert timedelta(days=days) <= found.due_at - now < timedelta(days=days, minutes=1)


@pytest.fixture
def page_with_links() -> Iterator[CaseStudyPage]:
    """A page that leads to a real server of this machine; nothing else is due."""
    with serving() as port:
        site, other = f"http://localhost:{port}", f"http://127.0.0.1:{port}"
        Link.objects.all().delete()
        with committed():
            yield case_study(lessons=prose(*(f'href="{site}/status/{n}"' for n in (200, 404)), f'href="{other}/slow"'))


def test_one_address_of_each_site_is_asked_in_a_batch(page_with_links: CaseStudyPage, settings: Any) -> None:
    settings.LINK_CHECKER = settings.LINK_CHECKER_PRIVATE_ADDRESSES = True
    settings.LINK_CHECKER_PATIENCE = 0.5
    from knowledge.links.signals import collect_changed

    collect_changed()
    assert check_due() == 2
    assert len({path for _method, path, _agent in Answers.asked}) == 2
    assert check_due() == 1
    assert check_due() == 0
    problems = dict(Link.objects.values_list("address", "problem"))
    assert sorted(problems.values()) == ["", Problem.GONE, Problem.SLOW]


def test_no_other_site_is_asked_where_the_checker_is_off(page_with_links: CaseStudyPage, settings: Any) -> None:
    settings.LINK_CHECKER, settings.LINK_CHECKER_PRIVATE_ADDRESSES = False, True
    from knowledge.links.signals import collect_changed

    collect_changed()
    assert check_links.func() == 0
    assert Answers.asked == []


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("/en/partnerships/", ""),
        ("/ru/library/da-nang-vei/", ""),
        ("/en/library/never-was/", Problem.GONE),
        ("page:999999", Problem.GONE),
        ("page:", Problem.GONE),
        ("document:999999", Problem.GONE),
    ],
)
def test_a_link_within_the_site_is_looked_at_without_a_request(address: str, problem: str) -> None:
    found, _created = Link.objects.get_or_create(address=address)
    check(link=found)
    found.refresh_from_db()
    assert found.problem == problem


def test_a_link_to_a_page_breaks_when_that_page_is_unpublished() -> None:
    target = case_study(slug="target")
    with committed():
        page = case_study(slug="source", lessons=prose(f'linktype="page" id="{target.pk}"'))
    check(link=link(f"page:{target.pk}"))
    assert not Link.objects.broken().exists()
    target.unpublish()
    check(link=link(f"page:{target.pk}"))
    [found] = Link.objects.broken()
    assert [held.pk for held in found.holders] == [page.pk]


def test_asking_leaves_the_cached_pages_as_they_are() -> None:
    found = Link.objects.create(address="/en/")
    before = generation.current()
    with committed():
        check(link=found)
    assert generation.current() == before


def client_of(group: str) -> Client:
    user = User.objects.create_user(f"{group.lower()}@utility.example", "a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("group", "may"), [("Editors", True), ("Reviewers", True), ("Translators", False)])
def test_the_report_and_the_panel_are_for_those_who_can_mend_links(group: str, may: bool) -> None:
    found, client = broken("https://water.example/"), client_of(group)
    assert client.get(reverse("links:broken")).status_code == (200 if may else 302)
    assert ("links/broken/" in client.get(reverse("wagtailadmin_home")).content.decode()) == may
    client.post(reverse("links:ignore", args=[found.pk]), {"reason": "Known"})
    found.refresh_from_db()
    assert bool(found.ignored_because) == may


def test_an_administrator_sees_what_is_wrong_since_when_and_where(administrator: User) -> None:
    page = case_study(title="Sluices")
    broken("https://water.example/", on=page)
    broken("https://slow.example/", Problem.SLOW, on=Source.objects.first())
    client = Client()
    client.force_login(administrator)
    html = client.get(reverse("links:broken")).content.decode()
    assert "The page is no longer there" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert f"/admin/snippets/partnerships/source/edit/{Source.objects.first().pk}/" in html
    assert html.index("water.example") < html.index("slow.example")
    gone = client.get(reverse("links:broken"), {"show": "lasting"}).content.decode()
    assert "water.example" in gone
    assert "slow.example" not in gone
    csv = b"".join(client.get(reverse("links:broken"), {"export": "csv"}).streaming_content).decode()
    assert "https://water.example/,The page is no longer there," in csv
    assert "Sluices" in csv


def test_an_ignored_link_leaves_report_and_panel_until_its_reason_is_taken_back(editor_client: Client) -> None:
    found = broken("https://water.example/")
    editor_client.post(reverse("links:ignore", args=[found.pk]), {"reason": "Comes back in spring"})
    assert "water.example" not in editor_client.get(reverse("links:broken")).content.decode()
    assert 'links/broken/">' not in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    ignored = editor_client.get(reverse("links:broken"), {"show": "ignored"}).content.decode()
    assert "Comes back in spring" in ignored
    editor_client.post(reverse("links:ignore", args=[found.pk]), {"reason": ""})
    assert "water.example" in editor_client.get(reverse("links:broken")).content.decode()


def test_an_editor_has_a_link_asked_again(editor_client: Client, settings: Any) -> None:
    settings.LINK_CHECKER = settings.LINK_CHECKER_PRIVATE_ADDRESSES = True
    with serving() as port:
        found = broken(f"http://localhost:{port}/status/200")
        assert editor_client.get(reverse("links:check", args=[found.pk])).status_code == 405
        with committed():
            editor_client.post(reverse("links:check", args=[found.pk]))
    found.refresh_from_db()
    assert (found.problem, found.status) == ("", 200)


def test_an_editor_is_told_that_other_sites_are_not_asked_here(editor_client: Client) -> None:
    found = broken("https://water.example/")
    with committed():
        answer = editor_client.post(reverse("links:check", args=[found.pk]), follow=True)
    assert "ask no other site" in answer.content.decode()
    found.refresh_from_db()
    assert found.checked_at is None


def test_a_long_report_costs_as_many_queries_as_a_short_one(editor_client: Client) -> None:
    counts = []
    for numbers in (range(3), range(3, 40)):
        for number in numbers:
            found = broken(f"https://water.example/{number}", on=case_study(slug=f"page-{number}"))
            Mention.objects.create(link=found, **holder(Source.objects.all()[number % 5]))
        for name in ("links:broken", "wagtailadmin_home"):
            editor_client.get(reverse(name))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                editor_client.get(reverse(name))
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert mail.outbox == []
