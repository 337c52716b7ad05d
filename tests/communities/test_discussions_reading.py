"""A thread is read page by page at the same cost however long it is; members see what is new to them."""

import re

import pytest
from django.test import Client

from communities.discussions import services
from communities.discussions.models import ReadMarker, Thread
from communities.discussions.paging import Cursor, Window
from communities.people.models import User
from tests.factories import case_study

from .discussions import LIST, answer, fill, many_threads, queries, question, url_of
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return member_of(hub())


def numbers(client: Client, thread: Thread, start: object) -> list[int]:
    page = client.get(f"{url_of(thread)}?from={start}")
    return [shown.post.number for shown in page.context["posts"]]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("", 1, 20),
        ("1", 1, 20),
        ("21", 21, 40),
        ("7", 7, 26),
        ("41", 41, 45),
        ("999999999999999999999999", 41, 45),
        ("0", 1, 20),
        ("-5", 1, 20),
        ("½", 1, 20),
        ("٣", 1, 20),
        ("x", 1, 20),
        ("%00", 1, 20),
    ],
)
def test_every_page_begins_with_the_post_asked_for(member: User, asked: str, first: int, last: int) -> None:
    thread = question(hub(), member)
    fill(thread, member, 45)
    assert numbers(Client(), thread, asked) == list(range(first, last + 1))


def test_from_page_to_page_nothing_is_missed_or_read_twice() -> None:
    window, seen = Window.at(None, 95), list[int]()
    while True:
        seen += range(window.start, window.end + 1)
        if window.next is None:
            break
        window = Window.at(str(window.next), 95)
    assert seen == list(range(1, 96))
    assert (window.start, window.previous, window.last) == (81, 61, None)


def test_ten_thousand_posts_cost_what_two_do(member: User) -> None:
    short, long = question(hub(), member), question(hub(), member)
    answer(short, member)
    fill(long, member, 10_000)
    for reader in (signed_in(member), signed_in(member_of(hub(), "second")), Client()):
        first_visit = [queries(reader, f"{url_of(thread)}?from={at}") for thread, at in ((short, 1), (long, 9_981))]
        again = [queries(reader, f"{url_of(long)}?from={at}") for at in (1, 4_321, 9_981)]
        assert max(first_visit) <= 8, first_visit
        assert len(set(again)) == 1
        assert again[0] <= 7, again


def test_a_list_of_hundreds_of_threads_costs_what_one_of_two_does(member: User) -> None:
    many_threads(hub(), member, 2)
    few = [queries(reader, LIST) for reader in (signed_in(member), Client())]
    many_threads(hub(), member, 300)
    many = [queries(reader, LIST) for reader in (signed_in(member), Client())]
    assert few == many
    assert max(many) <= 7, many


def test_the_list_says_in_what_language_a_discussion_is_where_that_is_not_the_readers(member: User) -> None:
    question(hub(), member, "Comment trouver les fuites ?", language="fr")
    badge = '<span class="badge" lang="fr">'
    assert badge in Client().get(LIST).content.decode()
    assert badge in Client().get(f"/en/hubs/{HUB}/").content.decode()
    assert badge not in Client().get(LIST.replace("/en/", "/fr/")).content.decode()


def test_the_home_of_a_hub_shows_the_latest_five_and_stays_cheap(member: User) -> None:
    home, client = f"/en/hubs/{HUB}/", signed_in(member)
    queries(client, home)  # what a process reads once
    before = queries(client, home)
    many_threads(hub(), member, 50)
    assert queries(client, home) == before <= 14
    assert client.get(home).content.decode().count("thread-row") == 5


def test_however_many_are_pinned_the_home_of_a_hub_shows_the_latest_too(member: User) -> None:
    many_threads(hub(), member, 8)
    *pinned, _older, latest = Thread.objects.order_by("last_post_at", "pk")
    for thread in pinned:
        services.arrange(thread=thread, is_pinned=True)
    shown = re.findall(r'class="thread-row.*?href="([^"]+)"', Client().get(f"/en/hubs/{HUB}/").content.decode(), re.S)
    assert len(shown) == 4  # two of six pinned ones
    assert shown[2] == url_of(latest)


def test_the_list_is_paged_by_key_pinned_ones_first(member: User) -> None:
    many_threads(hub(), member, 45)
    pinned = Thread.objects.order_by("last_post_at", "pk")[0]
    services.arrange(thread=pinned, is_pinned=True)
    seen, address = list[int](), LIST
    while address:
        page = Client().get(address)
        seen += [row.thread.pk for row in page.context["section"]["rows"]]
        following = page.context["section"]["next"]
        address = f"{LIST}?after={following}" if following else ""
    assert seen[0] == pinned.pk
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("after", ["", "x", "1-2", "1-2-3-4", "1-999999999999999999-1", "a-b-c", "0-1-9" * 9, "\x00"])
def test_a_cursor_that_makes_no_sense_begins_anew(member: User, after: str) -> None:
    question(hub(), member)
    assert Client().get(LIST, {"after": after}).status_code == 200
    assert Cursor.parse("") is None


def test_a_cursor_says_what_it_was_made_of(member: User) -> None:
    cursor = Cursor.of(question(hub(), member))
    assert Cursor.parse(str(cursor)) == cursor


def test_a_member_sees_what_is_new_and_a_visit_ends_it(member: User) -> None:
    reader = member_of(hub(), "reader")
    client = signed_in(reader)
    thread = question(hub(), member)
    answer(thread, member)

    def new() -> int:
        [row] = client.get(LIST).context["section"]["rows"]
        return int(row.new_count)

    assert new() == 2
    client.get(url_of(thread))
    assert new() == 0
    answer(thread, member)
    assert new() == 1
    [row] = client.get(LIST).context["section"]["rows"]
    assert row.url == f"{url_of(thread)}?from=3#post-3"
    assert signed_in(member).get(LIST).context["section"]["rows"][0].new_count == 0


def test_a_first_page_read_again_does_not_take_the_marker_back(member: User) -> None:
    thread = question(hub(), member)
    fill(thread, member, 45)
    client = signed_in(member)
    client.get(f"{url_of(thread)}?from=41")
    client.get(url_of(thread))
    assert ReadMarker.objects.get(user=member).number == 45


def test_what_was_written_before_somebody_came_is_not_new(member: User) -> None:
    question(hub(), member)
    assert signed_in(member_of(hub(), "late")).get(LIST).context["section"]["rows"][0].new_count == 0


def test_who_is_no_member_leaves_no_marker(member: User) -> None:
    thread = question(hub(), member)
    for client in (Client(), signed_in(person("outsider"))):
        client.get(url_of(thread))
    assert set(ReadMarker.objects.values_list("user", flat=True)) == {member.pk}


def test_a_link_to_the_library_becomes_a_card_in_the_readers_language(member: User) -> None:
    item = "/en/library/belize-water-services-contra-costa/"
    thread = question(hub(), member, f"See http://localhost:8000{item} and [again]({item}), /en/library/nothing/")
    page = Client().get(url_of(thread).replace("/en/", "/fr/"))
    [card] = page.context["posts"][0].cards
    assert card.url == item.replace("/en/", "/fr/")
    assert posts_with_cards_cost_one_query_more(member)


def posts_with_cards_cost_one_query_more(member: User) -> bool:
    bare = question(hub(), member, "No link")
    linked = question(hub(), member, "[one](/en/library/belize-water-services-contra-costa/)")
    for _n in range(5):
        answer(linked, member, "[two](/en/library/code-of-conduct/)")
    return queries(Client(), url_of(linked)) - queries(Client(), url_of(bare)) == 1


def test_what_only_some_may_see_gets_no_card(member: User) -> None:
    case_study(slug="draft", live=False)
    thread = question(hub(), member, "[a draft](/en/library/draft/)")
    assert signed_in(member).get(url_of(thread)).context["posts"][0].cards == []


def test_nobody_reads_a_mail_address(member: User) -> None:
    named = member_of(hub(), "named")
    named.first_name, named.last_name = "Ana", "Ruiz"
    named.save()
    thread = question(hub(), member)
    answer(thread, named)
    for address in (url_of(thread), LIST, f"/en/hubs/{HUB}/"):
        page = Client().get(address).content.decode()
        assert "utility.example" not in page
    assert "Ana Ruiz" in Client().get(url_of(thread)).content.decode()


def test_who_left_for_good_leaves_the_words_behind(member: User) -> None:
    thread = question(hub(), member)
    member.delete()
    page = Client().get(url_of(thread))
    assert page.context["posts"][0].post.author_name == "A former member"
    assert thread.title in page.content.decode()
    assert Client().get(LIST).status_code == 200


def test_a_page_is_read_in_the_language_it_was_written_in(member: User) -> None:
    thread = question(hub(), member, "Как искать утечки?", language="ru")
    page = Client().get(url_of(thread)).content.decode()
    assert '<h1 lang="ru">' in page
    assert '<div class="prose" lang="ru">' in page
