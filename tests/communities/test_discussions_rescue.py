"""A question that nobody answers is brought to those of the hub who know most: once, and nobody too often."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from communities.discussions import services
from communities.discussions.asking import rescue as rescuing
from communities.discussions.asking.rescue import rescue, rescue_due
from communities.discussions.asking.whom import Clues
from communities.discussions.models import Call, Thread
from communities.discussions.tasks import rescue_questions
from communities.discussions.tidying.services import merge
from communities.hubs.models import Hub, Membership
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.people.models import Block, Profile, User
from hub.clock import PERIODIC_TASKS
from knowledge.taxonomy.models import Theme

from .discussions import answer, question, url_of
from .hubs import HUB, hub, member_of, signed_in
from .people import member

pytestmark = pytest.mark.django_db


def expert(name: str, here: Hub | None = None, **fields: Any) -> User:
    user = member(name, themes=[Theme.objects.get(key=HUB)], offers="Pressure management", **fields)
    Membership.objects.create(hub=here or hub(), user=user)
    return user


def waiting(here: Hub | None = None, *, hours: float = 49, author: User | None = None) -> Thread:
    here = here or hub()
    asker = author or User.objects.filter(email="asker@utility.example").first() or member_of(here, "asker")
    return aged(question(here, asker), hours)


def aged(thread: Thread, hours: float) -> Thread:
    Thread.objects.filter(pk=thread.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    thread.refresh_from_db()
    return thread


def asked() -> list[str]:
    calls = Call.objects.filter(by=None).order_by("pk").select_related("user")
    return [call.user.first_name for call in calls]


def test_after_two_days_a_member_who_offers_help_is_asked_and_finds_the_question(mailoutbox: list[Any]) -> None:
    bo = expert("bo")
    thread = waiting()
    assert rescue_due() == 1
    told = bo.notifications.get()
    assert (told.kind, told.actor) == ("rescue", None)
    assert str(told) == f"Nobody has answered yet in “{hub()}”, perhaps you can: How do you find leaks at night?"
    assert signed_in(bo).get(f"/en/inbox/{told.pk}/", follow=True).context["thread"] == thread
    told.read_at = None
    told.save()
    mail_what_is_due(Frequency.AT_ONCE)
    assert mailoutbox[0].to == [bo.email]


def test_before_two_days_nobody_is_asked() -> None:
    expert("bo")
    waiting(hours=47)
    assert rescue_due() == 0
    assert rescue_due(timezone.now() + timedelta(hours=1, minutes=1)) == 1


def test_hours_and_number_of_people_are_settings(settings: Any) -> None:
    for name in ("bo", "cy", "di"):
        expert(name)
    waiting(hours=5)
    settings.RESCUE_AFTER_HOURS, settings.RESCUE_PEOPLE = 4, 0
    assert rescue_due() == 0
    settings.RESCUE_PEOPLE = 2
    assert rescue_due() == 2


def test_three_are_asked_at_most_and_once_however_often_the_worker_runs() -> None:
    for name in ("bo", "cy", "di", "ed"):
        expert(name)
    waiting()
    assert [rescue_due() for _run in range(3)] == [3, 0, 0]
    assert len(asked()) == len(set(asked())) == 3


def test_what_another_worker_did_meanwhile_is_not_done_again() -> None:
    for name in ("bo", "cy", "di", "ed"):
        expert(name)
    thread = waiting()
    now = timezone.now()
    assert [len(rescue(thread=thread, now=now)) for _worker in range(2)] == [3, 0]


def test_a_worker_that_dies_half_way_has_asked_nobody_and_the_next_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    bo = expert("bo")
    waiting()
    real = rescuing.bring

    def die(**told: Any) -> None:
        real(**told)
        raise SystemExit

    monkeypatch.setattr(rescuing, "bring", die)
    with pytest.raises(SystemExit):
        rescue_due()
    assert (Call.objects.count(), bo.notifications.count()) == (0, 0)
    monkeypatch.undo()
    assert rescue_due() == 1


def no_longer_waiting(case: str, thread: Thread) -> None:
    question_post = thread.posts.get()
    match case:
        case "answered":
            answer(thread, member_of(thread.hub, "helper"))
        case "closed":
            services.arrange(thread=thread, is_closed=True)
        case "hidden":
            services.hide(post=question_post)
        case "taken back":
            services.remove(post=question_post)
        case "its author is gone":
            thread.author.delete()  # type: ignore[union-attr]
        case "its author is suspended":
            User.objects.filter(pk=thread.author_id).update(is_active=False)
        case "long ago":
            aged(thread, 24 * 9 + 1)


CASES = (
    "answered",
    "closed",
    "hidden",
    "taken back",
    "its author is gone",
    "its author is suspended",
    "long ago",
)


@pytest.mark.parametrize("case", CASES)
def test_what_waits_no_longer_is_left_alone(case: str) -> None:
    expert("bo")
    thread = waiting()
    no_longer_waiting(case, thread)
    assert rescue_due() == 0


def test_what_was_answered_between_finding_and_asking_is_left_alone() -> None:
    expert("bo")
    thread = waiting()
    no_longer_waiting("answered", thread)
    assert rescue(thread=thread, now=timezone.now()) == []


def test_what_was_merged_between_finding_and_asking_does_not_keep_others_waiting() -> None:
    expert("bo")
    thread, other = waiting(), waiting()
    found = Thread.objects.get(pk=thread.pk)
    merge(thread=thread, into=other)
    assert rescue(thread=found, now=timezone.now()) == []


@pytest.mark.parametrize("how", ["the asker's own word", "a hidden answer"])
def test_what_is_no_answer_does_not_end_the_waiting(how: str) -> None:
    bo = expert("bo")
    thread = waiting()
    if how == "a hidden answer":
        services.hide(post=answer(thread, member_of(hub(), "helper")))
    else:
        answer(thread, thread.author)  # type: ignore[arg-type]
    assert rescue_due() == 1
    assert bo.notifications.count() == 1


def test_nobody_is_asked_twice_within_a_week() -> None:
    expert("bo")
    first, second = waiting(), waiting(hours=50)
    assert rescue_due() == 1
    assert Call.objects.get().thread == second
    week = timezone.now() + timedelta(days=5)
    assert rescue_due(week) == 0
    Call.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert rescue_due(week) == 1
    assert set(Call.objects.values_list("thread", flat=True)) == {first.pk, second.pk}


def test_who_was_asked_by_somebody_this_week_is_not_asked_again_and_never_about_the_same() -> None:
    bo = expert("bo")
    thread = waiting()
    Call.objects.create(thread=thread, user=bo, by=thread.author)
    assert rescue_due() == 0
    Call.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert rescue_due() == 0


@pytest.mark.parametrize("case", ["outside", "asked to join", "blocked", "no messages", "suspended", "other theme"])
def test_who_should_not_be_asked_is_not(case: str) -> None:
    bo = expert("bo")
    thread = waiting()
    match case:
        case "outside":
            bo.memberships.all().delete()
        case "asked to join":
            bo.memberships.update(state=Membership.State.ASKED)
        case "blocked":
            Block.objects.create(user=bo, blocked=thread.author, kind="blocked")
        case "no messages":
            Profile.objects.filter(user=bo).update(takes_messages=False)
        case "suspended":
            User.objects.filter(pk=bo.pk).update(is_active=False)
        case "other theme":
            bo.profile.themes.set(Theme.objects.exclude(key=HUB)[:1])
    assert rescue_due() == 0
    assert bo.notifications.count() == 0


def test_where_nobody_fits_those_who_facilitate_are_asked() -> None:
    boss = member("boss")
    Membership.objects.create(hub=hub(), user=boss, role=Membership.Role.FACILITATOR)
    waiting()
    assert rescue_due() == 1
    assert asked() == ["Boss"]


def test_a_hidden_hubs_question_is_brought_to_those_inside_alone_and_forgotten_by_who_leaves() -> None:
    here = hub(visibility=Hub.Visibility.HIDDEN)
    expert("out", hub("sanitation"))
    bo = expert("bo", here)
    thread = waiting(here)
    assert rescue_due() == 1
    assert asked() == ["Bo"]
    signed_in(bo).post(f"/en/hubs/{HUB}/leave/")
    assert not bo.notifications.readable().exists()
    assert signed_in(bo).get(url_of(thread)).status_code == 404


def test_it_is_on_the_workers_clock() -> None:
    assert rescue_questions in [job for _interval, job in PERIODIC_TASKS]


def test_two_workers_with_two_questions_ask_one_person_once(monkeypatch: pytest.MonkeyPatch) -> None:
    expert("bo")
    first, second = waiting(), waiting(hours=50)
    found = rescuing._best(first, Clues.of_thread(first, first.author))  # by both, before either has asked
    monkeypatch.setattr(rescuing, "_best", lambda thread, clues: found)
    assert [len(rescue(thread=thread, now=timezone.now())) for thread in (first, second)] == [1, 0]
    assert Call.objects.count() == 1
