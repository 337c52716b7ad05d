"""What the metrics of a hub count, and what they do not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from communities.discussions import services
from communities.discussions.models import Post, Thread
from communities.discussions.tidying.services import merge
from communities.hubs.models import Membership
from communities.metrics.periods import Month, Period, by_month
from communities.people.leaving.services import close_account
from communities.people.models import User

from .discussions import answer, fill, question
from .hubs import hub, member_of
from .metrics import answered, asked, came, read
from .people import client_of, tell

pytestmark = pytest.mark.django_db
OTHER = "sanitation"


@pytest.fixture
def ana() -> User:
    return came("ana", days=400)


@pytest.fixture
def bo() -> User:
    return came("bo", days=400)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (None, "12"),
        ("", "12"),
        ("3", "3"),
        ("12", "12"),
        ("all", "all"),
        ("7", "3"),
        ("8", "12"),
        ("0", "3"),
        ("999999999999", "12"),
        ("9" * 5_000, "12"),
        ("-3", "12"),
        ("٣", "12"),
        ("ALL", "12"),
        ("x", "12"),
    ],
)
def test_a_time_nobody_can_look_at_becomes_the_nearest_one(wanted: str | None, name: str) -> None:
    assert Period.parse(wanted).name == name


def test_months_are_whole_ones_and_the_current_one_is_the_last() -> None:
    period = Period(3, date(2026, 1, 31))
    assert period.months_from(None) == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
    everything = Period(None, date(2026, 1, 31))
    assert everything.months_from(date(2025, 12, 1)) == [date(2025, 12, 1), date(2026, 1, 1)]
    assert everything.months_from(None) == [date(2026, 1, 1)]


def test_a_month_begins_when_it_begins_for_the_reader_and_an_empty_one_is_there(ana: User) -> None:
    Membership.objects.filter(user=ana).update(since=datetime(2026, 2, 28, 20, tzinfo=UTC))
    came = hub().memberships.inside()
    period = Period(3, date(2026, 4, 10))
    empty, full = [Month(date(2026, month, 1), 0) for month in (2, 3, 4)], Month(date(2026, 3, 1), 1)
    assert by_month(came, "since", period) == [Month(date(2026, 2, 1), 1), *empty[1:]]
    with timezone.override("Pacific/Auckland"):
        assert by_month(came, "since", period) == [empty[0], full, empty[2]]


def test_members_are_those_who_are_here_now(ana: User, bo: User) -> None:
    came("new")
    came("gone", is_active=False)
    member_of(hub(), "asking", state="asked")
    member_of(hub(), "thrown-out", state="removed")
    came("elsewhere", here=hub(OTHER))
    members = read().members
    assert (members.count, members.new) == (3, 1)
    assert read(months="all").members.new == 3


def test_who_writes_reads_or_was_helped_takes_part(ana: User, bo: User) -> None:
    old = asked(ana, days=40)
    post = answered(old, bo)
    services.thank(post=post, user=ana)
    came("sleeper")
    assert read().members.active == 0
    post = answer(old, bo)
    assert read().members.active == 1
    services.thank(post=post, user=ana)
    assert read().members.active == 2
    reader = came("reader")
    services.mark_read(thread=old, user=reader, number=2)
    assert read().members.active == 2
    client_of(reader).get(old.get_absolute_url())
    assert read().members.active == 3


def test_neither_strangers_nor_the_suspended_take_part(ana: User) -> None:
    thread = asked(ana, days=40)
    answer(thread, came("author", is_active=False))
    reader = came("reader", here=hub(OTHER))
    client_of(reader).get(thread.get_absolute_url())
    question(hub(OTHER), reader)
    assert read().members.active == 0
    assert read(hub(OTHER)).members.active == 1


def test_a_country_counts_where_its_members_see_it(ana: User, bo: User) -> None:
    tell(ana, country="MW")
    tell(bo, country="MW")
    came("carl", country="ZM")
    came("open", country="ZM", see="public")
    came("shy", country="ZM", see={"country": "nobody"})
    came("hermit", country="ZM", see={"page": "nobody"})
    came("silent")
    came("gone", country="ZM", is_active=False)
    came("elsewhere", country="PE", here=hub(OTHER))
    members = read().members
    assert members.countries == [("MW", 2), ("ZM", 2)]
    assert members.untold == 3


def test_every_facilitator_reads_the_same(ana: User) -> None:
    tell(ana, country="MW", visibility=ana.profile.visibility | {"page": "nobody"})
    assert read(viewer=ana).members.countries == []


def test_a_question_is_answered_by_somebody_else(ana: User, bo: User) -> None:
    alone = asked(ana)
    answered(alone, ana)
    hidden = asked(ana)
    services.hide(post=answered(hidden, bo))
    helped = asked(ana)
    services.accept(post=answered(helped, bo))
    answered(asked(ana), bo)
    questions = read().questions
    assert (questions.asked, questions.answered, questions.accepted) == (4, 2, 1)
    assert (questions.answered_share, questions.accepted_share) == (50, 25)
    assert (questions.unanswered, questions.waiting) == (2, [alone, hidden])


def test_a_question_that_nobody_sees_is_none(ana: User, bo: User) -> None:
    thread = asked(ana)
    answered(thread, bo)
    services.hide(post=thread.posts.get(number=1))
    waiting = asked(ana)
    waiting.posts.update(hidden_by=Post.HiddenBy.WAITING)
    Thread.objects.filter(pk=waiting.pk).update(is_question_hidden=True)
    asked(ana, here=hub(OTHER))
    metrics = read()
    assert (metrics.questions.asked, metrics.questions.unanswered) == (0, 0)
    assert (metrics.questions.answered_share, metrics.questions.median) == (None, None)
    assert metrics.posts.count == 1


def test_what_was_asked_before_counts_no_more_but_waits_still(ana: User) -> None:
    thread = asked(ana, days=500)
    questions = read().questions
    assert (questions.asked, questions.waiting) == (0, [thread])
    assert read(months="all").questions.asked == 1


def test_a_closed_question_waits_for_nothing(ana: User) -> None:
    services.arrange(thread=asked(ana), is_closed=True)
    questions = read().questions
    assert (questions.asked, questions.answered, questions.unanswered) == (1, 0, 0)


def test_only_the_first_answer_counts_for_the_time(ana: User, bo: User) -> None:
    for hours in (1, 5, 60):
        thread = asked(ana, days=10)
        answered(thread, ana, hours=0.5)
        answered(thread, bo, hours=hours)
        answered(thread, bo, hours=100)
    assert read().questions.median == timedelta(hours=5)


@pytest.mark.parametrize(
    ("hours", "language", "words"),
    [
        (0.4, "en", "less than an hour"),
        (1, "en", "1 hour"),
        (47, "fr", "47 heures"),
        (48, "es", "2 días"),
        (21, "ru", "21 час"),
        (3, "ru", "3 часа"),
        (5, "ru", "5 часов"),
        (24 * 21, "ru", "21 день"),
        (60, "ru", "2 дня"),
    ],
)
def test_the_time_is_said_as_the_readers_language_counts(
    ana: User, bo: User, hours: float, language: str, words: str
) -> None:
    answered(asked(ana, days=60), bo, hours=hours)
    with translation.override(language):
        assert read().questions.median_words == words


def test_an_answer_that_a_merge_put_behind_a_later_question_took_no_time(ana: User, bo: User) -> None:
    old, new = asked(bo, days=5), asked(ana, days=1)
    merge(thread=old, into=new)
    questions = read().questions
    assert (questions.asked, questions.answered, questions.median) == (1, 1, timedelta(0))


def test_what_former_members_wrote_stays_an_answer(ana: User, bo: User) -> None:
    answered(asked(ana), bo)
    close_account(user=bo, with_words=False)
    assert (read().questions.answered, read().posts.count) == (1, 2)


def test_of_two_former_members_nobody_knows_that_they_are_two(ana: User, bo: User) -> None:
    alone, helped = asked(ana), asked(ana)
    answered(alone, ana)
    answered(helped, bo)
    close_account(user=ana, with_words=False)
    assert read().questions.waiting == [alone]


def test_hidden_words_and_those_of_other_hubs_are_no_posts_of_this_one(ana: User, bo: User) -> None:
    thread = asked(ana, days=0)
    services.hide(post=answer(thread, bo))
    fill(asked(ana, here=hub(OTHER)), ana, 5)
    assert read().posts.count == 1
    assert read().posts.by_month[-1].count == 1


def test_what_helped_most_people_comes_first(ana: User, bo: User) -> None:
    thread = asked(ana)
    some, most, hidden = (answered(thread, bo) for _ in range(3))
    elsewhere = answered(asked(ana, here=hub(OTHER)), bo)
    for post in (some, most, hidden, elsewhere):
        services.thank(post=post, user=ana)
    services.thank(post=most, user=came("carl"))
    services.hide(post=hidden)
    assert [(each.post, each.people) for each in read().posts.helpful] == [(most, 2), (some, 1)]


def test_works_are_counted_by_the_posts_that_link_to_them(ana: User, bo: User) -> None:
    belize, guryevsk = "belize-water-services-contra-costa", "guryevsk-water-users-partnership"
    thread = asked(ana, body=f"Like [this](/en/library/{guryevsk}/)?")
    answered(thread, bo, body=f"[This](/en/library/{belize}/), and [again](/fr/library/{belize}/#lessons).")
    answered(thread, bo, body=f"Yes: [that](/ru/library/{belize}/) and [nothing](/en/library/never-written/).")
    services.hide(post=answered(thread, bo, body=f"No: [that](/en/library/{guryevsk}/)."))
    with translation.override("fr"):
        works = read().posts.works
    assert [(entry.url, count) for entry, count in works] == [
        (f"/fr/library/{belize}/", 2),
        (f"/fr/library/{guryevsk}/", 1),
    ]
