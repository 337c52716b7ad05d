"""Two write, tidy or decide in the same moment: what stands afterwards is what it would be one after the other."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from communities.discussions import services
from communities.discussions.drafting.services import begin
from communities.discussions.files import attach
from communities.discussions.models import Contribution, Post, Thread
from communities.discussions.tidying.services import Overtaken, merge, split
from communities.moderation.models import ModerationLogEntry, Report, Verdict
from communities.moderation.services import decide
from communities.notifications.models import Notification
from communities.people.models import User

from .at_once import ROUNDS, at_once, somebody
from .discussions import answer, pump, question
from .hubs import hub
from .moderation import reported

GONE = (Overtaken, services.Closed, Thread.DoesNotExist)  # what is said of a thread that somebody has just merged


@pytest.fixture(params=range(ROUNDS))
def author(own_database: None, request: Any) -> User:
    return somebody()


@pytest.fixture
def thread(author: User) -> Thread:
    return question(hub(), author)


def reply(thread: Thread, author: User, body: str = "We listen at the valves.") -> Any:
    return partial(services.reply, thread=thread, author=author, body=body, language="en", token=uuid4())


def numbered(thread: Thread) -> list[str]:
    """The texts of a thread, which is numbered without gaps."""
    thread = Thread.objects.get(pk=thread.pk)
    posts = list(thread.posts.order_by("number"))
    assert [post.number for post in posts] == list(range(1, thread.post_count + 1))
    return [post.body for post in posts]


def test_an_answer_that_is_sent_twice_is_there_once(thread: Thread) -> None:
    send = reply(thread, somebody())
    first, *others = at_once(send, send, send)
    assert isinstance(first, Post)
    assert others == [first, first]
    assert len(numbered(thread)) == 2


def test_a_question_that_is_sent_twice_is_there_once(author: User) -> None:
    send = partial(services.ask, hub=hub(), author=author, body="Why at night?", language="en", token=uuid4())
    first, *others = at_once(send, send, send)
    assert isinstance(first, Post)
    assert others == [first, first]
    assert Thread.objects.filter(author=author).count() == 1


def test_answers_of_several_people_are_numbered_without_gaps(thread: Thread) -> None:
    texts = [f"Answer {number}" for number in range(4)]
    made = at_once(*(reply(thread, somebody(), text) for text in texts))
    assert sorted(post.number for post in made) == [2, 3, 4, 5]
    assert sorted(numbered(thread)[1:]) == texts


def test_the_answer_that_is_accepted_stays_though_another_is_taken_back(thread: Thread) -> None:
    old, new = answer(thread, somebody()), answer(thread, somebody())
    services.accept(post=old)
    taking_back = partial(services.accept, post=old, is_accepted=False)
    assert at_once(partial(services.accept, post=new), *[taking_back] * 3) == [None] * 4
    assert Thread.objects.get(pk=thread.pk).accepted == new


def test_an_answer_to_a_thread_that_is_being_merged_is_in_what_comes_of_it_or_refused(thread: Thread) -> None:
    into = question(hub(), somebody(), "And by day?")
    answers = [reply(thread, somebody(), "To the old one"), reply(into, somebody(), "To the new one")]
    merged, late, kept = at_once(partial(merge, thread=thread, into=into), *answers)
    assert merged == into
    texts = numbered(into)
    assert isinstance(kept, Post)
    assert isinstance(late, (Post, *GONE))
    assert texts.count("To the new one") == 1
    assert texts.count("To the old one") == isinstance(late, Post)
    told = Notification.objects.filter(kind="reply", about=f"post:{getattr(late, 'pk', 0)}")
    assert told.exists() == isinstance(late, Post)


def test_of_two_who_merge_the_same_threads_one_is_told_that_somebody_was_faster(thread: Thread) -> None:
    other = question(hub(), somebody(), "And by day?")
    made = at_once(partial(merge, thread=thread, into=other), partial(merge, thread=other, into=thread))
    [lost] = [each for each in made if isinstance(each, Exception)]
    [stands] = [each for each in made if isinstance(each, Thread)]
    assert isinstance(lost, Overtaken)
    assert len(numbered(stands)) == 2


def test_of_two_who_split_off_the_same_answer_one_is_told_that_somebody_was_faster(thread: Thread) -> None:
    post = answer(thread, somebody())
    cut = partial(split, thread=thread, keys=[post.pk], title="Valves")
    made = at_once(cut, cut)
    [new] = [each for each in made if isinstance(each, Thread)]
    assert [type(each) for each in made if each is not new] == [Overtaken]
    assert (len(numbered(thread)), len(numbered(new))) == (1, 1)


def test_what_two_facilitators_decide_at_once_is_decided_by_one(thread: Thread) -> None:
    post = thread.posts.get()
    report = reported(post, f"reader{thread.pk}")
    deciders = [somebody(role="facilitator") for _each in range(2)]
    verdicts = (Verdict.HIDDEN, Verdict.DISMISSED)
    pairs = list(zip(deciders, verdicts, strict=True))
    done = at_once(*(partial(decide, report=report, by=by, verdict=verdict) for by, verdict in pairs))
    assert sorted(done) == [False, True]
    decider, verdict = pairs[done.index(True)]
    report = Report.objects.get(pk=report.pk)
    assert (report.decided_by, report.verdict) == (decider, verdict)
    assert Post.objects.get(pk=post.pk).is_hidden == (verdict == Verdict.HIDDEN)
    assert ModerationLogEntry.objects.filter(user__in=deciders).count() == 1
    assert Notification.objects.filter(user=report.reporter).count() == 1


def test_who_selects_posts_for_the_library_with_a_double_click_asks_once(thread: Thread) -> None:
    press = partial(begin, thread=thread, keys=[thread.posts.get().pk], title="Valves", by=somebody())
    first, second = at_once(press, press)
    assert first == second
    assert Contribution.objects.filter(user=thread.author).count() == 1
    assert Notification.objects.filter(user=thread.author, kind="consent").count() == 1


def test_the_files_of_a_mail_that_is_brought_twice_are_attached_once(thread: Thread) -> None:
    post = thread.posts.get()
    brought = at_once(*(partial(attach, post=post, files=[pump("leaks.txt", b"Leaks")]) for _each in range(2)))
    assert brought == [[], []]
    assert [file.name for file in post.files.all()] == ["leaks.txt"]
