"""The list of discussions narrowed to what waits for an answer, and to what concerns who reads it."""

import pytest
from django.test import Client

from communities.discussions import services
from communities.discussions.models import Thread
from communities.hubs.models import Hub
from communities.people.models import User

from .discussions import LIST, answer, many_threads, queries, question
from .hubs import HUB, hub, member_of, signed_in

pytestmark = pytest.mark.django_db
SEARCH = f"/en/search/?kind=thread&theme={HUB}&q=leaks"


@pytest.fixture
def helper() -> User:
    return member_of(hub(), "helper")


def shown(client: Client, show: str) -> list[Thread]:
    page = client.get(LIST, {"show": show})
    assert page.status_code == 200
    return [row.thread for row in page.context["section"]["rows"]]


def test_who_wants_to_help_finds_what_nobody_answered(asker: User, helper: User) -> None:
    open_one, answered, closed = (question(hub(), asker) for _n in range(3))
    answer(open_one, asker, "Nobody?")
    answer(answered, helper)
    services.arrange(thread=closed, is_closed=True)
    for client in (Client(), signed_in(helper)):
        assert shown(client, "unanswered") == [open_one]
        assert len(shown(client, "")) == 3


def test_a_member_finds_what_he_or_she_follows_and_asked(asker: User, helper: User) -> None:
    asked, other = question(hub(), asker), question(hub(), helper)
    services.follow(thread=other, user=asker)
    services.follow(thread=asked, user=asker, is_on=False)
    client = signed_in(asker)
    assert shown(client, "followed") == [other]
    assert shown(client, "mine") == [asked]


@pytest.mark.parametrize("show", ["mine", "followed", "nonsense"])
def test_what_is_asked_in_vain_narrows_nothing(asker: User, show: str) -> None:
    thread = question(hub(), asker)
    assert shown(Client(), show) == [thread]
    assert "noindex" not in Client().get(LIST, {"show": show}).content.decode()


def test_a_narrowed_list_is_paged_and_in_no_search_engine(asker: User, helper: User) -> None:
    many_threads(hub(), asker, 25)
    answer(Thread.objects.order_by("-pk")[0], helper)
    first = Client().get(LIST, {"show": "unanswered"})
    page = first.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert 'aria-current="true">Unanswered' in " ".join(page.split()).replace("> ", ">")
    cursor = first.context["section"]["next"]
    assert f"?show=unanswered&amp;after={cursor}" in page
    second = Client().get(LIST, {"show": "unanswered", "after": str(cursor)})
    assert len(second.context["section"]["rows"]) == 4
    assert f'href="{LIST}?show=unanswered">Latest' in second.content.decode()


def test_a_list_without_a_line_says_so(asker: User, helper: User) -> None:
    answer(question(hub(), asker), helper)
    page = Client().get(LIST, {"show": "unanswered"}).content.decode()
    assert "There are no such discussions." in page
    assert "Nobody has asked anything" not in page


def test_narrowed_it_costs_what_the_whole_list_does(asker: User) -> None:
    many_threads(hub(), asker, 50)
    for reader in (signed_in(asker), Client()):
        queries(reader, LIST)  # what a process reads once
        counts = {queries(reader, f"{LIST}?show={show}") for show in ("", "unanswered", "followed", "mine")}
        assert len(counts) == 1
        assert max(counts) <= 7


def test_the_box_above_the_list_searches_the_discussions_of_this_hub(asker: User) -> None:
    page = Client().get(LIST).content.decode()
    for field in ('name="kind" value="thread"', f'name="theme" value="{HUB}"', 'action="/en/search/"'):
        assert field in page
    query = Client().get(SEARCH).context["query"]
    assert (query.selected("kind"), query.selected("theme"), query.text) == (("thread",), (HUB,), "leaks")


def test_who_may_not_read_the_hub_is_shown_no_way_to_narrow_it() -> None:
    hub(visibility=Hub.Visibility.MEMBERS)
    assert "?show=" not in Client().get(LIST).content.decode()
