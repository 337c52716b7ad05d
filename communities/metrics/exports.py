"""The same figures as a table to go on counting with: one row for each, the same names in every language."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import pgettext

from communities.hubs.models import Hub
from knowledge.taxonomy.geography import country_name
from search.exports import csv_file

from .members import LATELY, Members
from .periods import Month
from .posts import Posts
from .questions import Questions
from .reading import Metrics

COLUMNS = ("measure", "of", "name", "value", "unit")
Row = tuple[str, ...]


def as_csv(hub: Hub, metrics: Metrics) -> HttpResponse:
    name = f"headwaters-{hub.key}-{metrics.period.today}"
    return csv_file(name, COLUMNS, [*_rows(metrics)])


def _rows(metrics: Metrics) -> Iterator[Row]:
    """`of` is a day, a month, a time from one day to another, a country's code or an address."""
    today, interval = metrics.period.today, metrics.period.as_interval
    yield "members", f"{today}", "", f"{metrics.members.count}", "people"
    yield "active_members", f"{today - LATELY}/{today}", "", f"{metrics.members.active}", "people"
    yield from _months("new_members", metrics.members.new_by_month, "people")
    yield from _countries(metrics.members)
    yield from _questions(metrics.questions, f"{today}", interval)
    yield from _months("posts", metrics.posts.by_month, "posts")
    yield from _lists(metrics.posts)


def _months(measure: str, months: list[Month], unit: str) -> Iterator[Row]:
    for month in months:
        yield measure, f"{month.first:%Y-%m}", "", f"{month.count}", unit


def _countries(members: Members) -> Iterator[Row]:
    for code, count in members.countries:
        yield "members_by_country", code, country_name(code), f"{count}", "people"
    yield "members_by_country", "", pgettext("a country", "Not told"), f"{members.untold}", "people"


def _questions(questions: Questions, today: str, interval: str) -> Iterator[Row]:
    yield "questions", interval, "", f"{questions.asked}", "questions"
    yield "questions_answered", interval, "", f"{questions.answered}", "questions"
    yield "questions_with_accepted_answer", interval, "", f"{questions.accepted}", "questions"
    if questions.median is not None:
        hours = questions.median.total_seconds() / 3600
        yield "median_time_to_first_answer", interval, "", f"{hours:.2f}", "hours"
    yield "questions_unanswered", today, "", f"{questions.unanswered}", "questions"
    for thread in questions.waiting:
        days = (timezone.now() - thread.created_at).days
        yield "unanswered_for", settings.BASE_URL + thread.get_absolute_url(), str(thread), f"{days}", "days"


def _lists(posts: Posts) -> Iterator[Row]:
    for each in posts.helpful:
        yield "post_helped", settings.BASE_URL + each.post.permalink, str(each.post.thread), f"{each.people}", "people"
    for entry, count in posts.works:
        yield "work_linked_to", settings.BASE_URL + entry.url, entry.title, f"{count}", "posts"
