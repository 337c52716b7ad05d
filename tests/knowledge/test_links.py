"""Links are asked in turn, a few at a time; what is broken is told after a second failure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hub.pagecache import generation
from knowledge.library.models import CaseStudyPage
from knowledge.links.answers import Answer, Problem
from knowledge.links.models import Link
from knowledge.links.services import check, check_due, record
from knowledge.links.signals import collect_changed
from knowledge.links.tasks import check_links
from tests.commits import committed
from tests.factories import case_study
from tests.knowledge.link_server import Answers, serving
from tests.knowledge.links import prose

pytestmark = pytest.mark.django_db


GONE = Answer(Problem.GONE, 404)


def link(address: str) -> Link:
    return Link.objects.get(address=address)


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
    collect_changed()
    assert check_due() == 2
    assert len({path for _method, path, _agent in Answers.asked}) == 2
    assert check_due() == 1
    assert check_due() == 0
    problems = dict(Link.objects.values_list("address", "problem"))
    assert sorted(problems.values()) == ["", Problem.GONE, Problem.SLOW]


def test_no_other_site_is_asked_where_the_checker_is_off(page_with_links: CaseStudyPage, settings: Any) -> None:
    settings.LINK_CHECKER, settings.LINK_CHECKER_PRIVATE_ADDRESSES = False, True
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
