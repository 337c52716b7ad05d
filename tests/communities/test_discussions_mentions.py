"""A name in a post stands for a member of the hub: a link for who may see the page, and news to whom it names."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.discussions.models import Post, Thread
from communities.discussions.rendering import names_in, render
from communities.hubs.models import Membership
from communities.notifications.models import Notification
from communities.people.models import Block, User
from tests.commits import committed

from .discussions import ASK, answer, queries, question, typed_in, url_of
from .hubs import HUB, hub, member_of, person, signed_in
from .mentions import named, told
from .people import tell

pytestmark = pytest.mark.django_db
PEOPLE = f"/en/hubs/{HUB}/discussions/people/"


@pytest.fixture
def writer() -> User:
    return member_of(hub(), "writer")


@pytest.fixture
def thread(writer: User) -> Thread:
    return question(hub(), writer)


def page_of(person: User) -> str:
    return f'<a href="/en/people/{person.profile.public_id}/">@{person.public_name}</a>'


def test_a_name_becomes_a_link_and_whoever_bears_it_is_told_once(writer: User, thread: Thread) -> None:
    ana = named()
    answer(thread, ana, "I follow this")
    with committed():
        post = answer(thread, writer, "What does @[Ana López] say? **@[Ana López]**!")
    assert [kind for kind, _text in told(ana)] == ["mention"]
    assert told(ana)[0][1] == "A member mentioned you in “How do you find leaks at night?”"
    assert Notification.objects.get(user=ana).path.endswith(f"/posts/{post.pk}/")
    assert Client().get(url_of(thread)).content.decode().count(page_of(ana)) == 2


def test_a_question_that_mentions_somebody_tells_the_others_of_a_question(writer: User) -> None:
    ana, other = named(), named("Li Wei")
    with committed():
        thread = question(hub(), writer, "@[Ana López], how do you find leaks?")
    assert thread.title == "@Ana López, how do you find leaks?"
    assert [kind for kind, _text in told(ana)] == ["mention"]
    assert [kind for kind, _text in told(other)] == ["question"]


@pytest.mark.parametrize(("see", "visitor", "member"), [("public", 1, 1), ("members", 0, 1), ("nobody", 0, 0)])
def test_the_page_is_linked_for_who_may_see_it(
    writer: User, thread: Thread, see: str, visitor: int, member: int
) -> None:
    ana = named(see=see)
    answer(thread, writer, "Ask @[Ana López]")
    for client, links in ((Client(), visitor), (signed_in(writer), member)):
        page = client.get(url_of(thread)).content.decode()
        assert "@Ana López" in page
        assert page.count(page_of(ana)) == links
        assert (ana.profile.public_id in page) == bool(links)


def test_two_of_one_name_are_told_apart(writer: User, thread: Thread) -> None:
    one, other = named(), named()
    tell(other, role="Head of leakage")
    client = signed_in(writer)
    page = client.post(url_of(thread), {"body": "Ask @[Ana López]"})
    assert "Two members are called “Ana López”" in page.context["form"].errors["body"][0]
    assert typed_in(page) == "Ask @[Ana López]"
    found = client.get(PEOPLE, {"who": "ana lóp"}).content.decode()
    assert "Head of leakage" in found
    code = f"@[Ana López]({other.profile.public_id})"
    assert code in found
    with committed():
        client.post(url_of(thread), {"body": f"Ask {code}"})
    assert (len(told(one)), len(told(other))) == (0, 1)


def test_the_name_shown_is_the_persons_own(writer: User, thread: Thread) -> None:
    ana = named()
    key = ana.profile.public_id
    post = answer(thread, writer, f"@[The Director]({key}) and @[Ana López]({key})")
    assert "@The Director" not in post.html
    assert "@[The Director]" in post.html
    assert "@Ana López" in post.html


@pytest.mark.parametrize("body", ["Ask @[Nobody Here]", "Ask @[Bo Outside]", "Ask @[Cy Asked]", "Ask @[Di Removed]"])
def test_who_is_no_member_here_is_not_mentioned_and_the_writer_hears_of_it(
    writer: User, thread: Thread, body: str
) -> None:
    others = [person("bo", first_name="Bo", last_name="Outside")]
    others += [named("Cy Asked", state=Membership.State.ASKED), named("Di Removed", state=Membership.State.REMOVED)]
    with committed():
        page = signed_in(writer).post(url_of(thread), {"body": body}, follow=True)
    assert "nobody was told" in page.content.decode()
    assert not Notification.objects.filter(kind="mention").exists()
    assert body in page.content.decode()


@pytest.mark.parametrize("kind", list(Block.Kind))
def test_who_muted_or_blocked_the_writer_is_not_told(writer: User, thread: Thread, kind: str) -> None:
    ana = named()
    Block.objects.create(user=ana, blocked=writer, kind=kind)
    with committed():
        answer(thread, writer, "Ask @[Ana López]")
    assert told(ana) == []


def test_who_left_the_hub_before_the_worker_came_is_not_told(writer: User, thread: Thread) -> None:
    ana = named()
    with committed():
        answer(thread, writer, "Ask @[Ana López]")
        ana.memberships.all().delete()
    assert told(ana) == []


def test_an_edit_tells_those_who_are_new_in_it_and_forgets_nobody(writer: User, thread: Thread) -> None:
    ana, li = named(), named("Li Wei")
    with committed():
        post = answer(thread, writer, "Ask @[Ana López]")
    address, client = url_of(thread, post=post) + "edit/", signed_in(writer)
    ana.memberships.all().delete()
    with committed():
        client.post(address, {"body": "Ask @[Ana López] and @[Li Wei]"})
    assert (len(told(ana)), len(told(li))) == (1, 1)
    assert set(post.mentions.all()) == {ana, li}
    with committed():
        client.post(address, {"body": "Ask nobody"})
    assert not post.mentions.exists()


def test_nobody_mentions_himself(writer: User, thread: Thread) -> None:
    ana = named()
    with committed():
        answer(thread, ana, "I am @[Ana López]")
    assert told(ana) == []


def test_a_hundred_mentions_are_refused_and_the_text_kept(writer: User, thread: Thread) -> None:
    members = [named(f"Member No{number}") for number in range(100)]
    client, body = signed_in(writer), " ".join(f"@[{member.get_full_name()}]" for member in members)
    with CaptureQueriesContext(connection) as captured:
        page = client.post(url_of(thread), {"body": body})
    assert page.context["form"].errors["body"] == ["A post can mention 10 people at most."]
    assert typed_in(page) == body
    assert not Notification.objects.filter(kind="mention").exists()
    assert len(captured) <= 9
    assert queries(client, url_of(thread)) <= 7


def test_ten_people_who_are_mentioned_ten_times_each_are_told_once(writer: User, thread: Thread) -> None:
    members = [named(f"Member No{number}") for number in range(10)]
    body = " ".join(f"@[{member.get_full_name()}]" for member in members * 10)
    with committed():
        assert signed_in(writer).post(url_of(thread), {"body": body}).status_code == 302
    assert all(len(told(member)) == 1 for member in members)


def test_what_comes_by_another_way_mentions_the_first_ten(writer: User, thread: Thread) -> None:
    for number in range(12):
        named(f"Member No{number:02}")
    post = answer(thread, writer, " ".join(f"@[Member No{number:02}]" for number in range(12)))
    assert post.mentions.count() == 10
    assert "@[Member No11]" in post.html


def test_mail_of_mentions_can_be_chosen(writer: User) -> None:
    page = signed_in(writer).get("/en/inbox/mail/").content.decode()
    assert "Somebody mentions me in a post" in page
    assert 'name="mention"' in page


def test_a_look_shows_the_mention(writer: User, thread: Thread) -> None:
    named()
    for address in (url_of(thread), ASK, f"/en/hubs/{HUB}/discussions/preview/"):
        page = signed_in(writer).post(address, {"body": "Ask @[Ana López]", "act": "preview"}).content.decode()
        assert "@Ana López</span>" in page


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_who_may_not_write_does_not_find_out_who_is_a_member(visibility: str) -> None:
    named(place=hub(visibility=visibility))
    named()
    for client in (Client(), signed_in(person("outsider"))):
        for address in (ASK, f"/en/hubs/{HUB}/discussions/preview/"):
            page = client.post(address, {"body": "Ask @[Ana López]", "act": "preview"}).content.decode()
            assert "@Ana López" not in page
            assert "data-mention" not in page
        assert client.get(PEOPLE, {"who": "Ana"}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "count"),
    [("Ana", 1), ("ana lóp", 1), ("López", 1), ("a", 0), ("", 0), ("%%", 0), ("\x00Ana", 1), ("x" * 10_000, 0)],
)
def test_members_are_found_by_parts_of_their_names(writer: User, typed: str, count: int) -> None:
    named()
    named("Wei Li", see="nobody")
    page = signed_in(writer).get(PEOPLE, {"who": typed})
    assert len(page.context["found"]) == count
    assert "utility.example" not in page.content.decode()


def test_of_a_hidden_page_nothing_but_the_name_is_found(writer: User) -> None:
    ana = named(see="nobody")
    tell(ana, role="Head of leakage")
    page = signed_in(writer).get(PEOPLE, {"who": "ana"}).content.decode()
    assert "@[Ana López]" in page
    assert "Head of leakage" not in page
    assert ana.profile.public_id not in page


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("@[Ana López]", [("Ana López", "")]),
        ("(@[Ana  López](abcdefghjk))", [("Ana López", "abcdefghjk")]),
        ("| a |\n|---|\n| @[Ana] |\n\n> - # @[Bo]", [("Ana", ""), ("Bo", "")]),
        ("`@[Ana]` and\n\n    @[Ana]\n\n```\n@[Ana]\n```", []),
        ("mail@[Ana]", []),
        ("\\@[Ana]", []),
        ("[see @[Ana]](https://a.example)", []),
        ("@[a link](https://a.example)", []),
        ("@[Ana", []),
        ("@[]", []),
        ("@[" + "a" * 400 + "]", []),
        ("@[" * 5_000, []),
    ],
)
def test_what_counts_as_a_mention(body: str, names: list[tuple[str, str]]) -> None:
    assert list(names_in(body)) == names


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', '" onclick="alert(1)', "</span><b>x", "&lt;b&gt;"],
)
def test_a_hostile_name_comes_out_as_text(writer: User, thread: Thread, name: str) -> None:
    User.objects.filter(pk=named("Ana").pk).update(first_name=name, last_name="")
    answer(thread, writer, f"Ask @[{name}]")
    for page in (Client().get(url_of(thread)), signed_in(writer).get(PEOPLE, {"who": name[:9]})):
        shown = page.content.decode()
        assert name not in "".join(re.findall(r"<[^>]*>", shown))
    assert "data-mention" in Post.objects.latest("pk").html


def test_nobody_types_the_mark_of_a_mention(writer: User, thread: Thread) -> None:
    ana = named()
    typed = f'<span data-mention="{ana.profile.public_id}">@Ana</span>'
    post = answer(thread, writer, typed)
    assert "<span" not in post.html
    assert not post.mentions.exists()
    assert "<span" not in render('<span data-mention="x">@Ana</span>')


def test_mentions_cost_the_page_one_query(writer: User, thread: Thread) -> None:
    bare = question(hub(), writer)
    for number in range(10):
        named(f"Member No{number}")
        answer(thread, writer, f"@[Member No{number}] and @[Member No0]")
    reader = signed_in(member_of(hub(), "reader"))
    queries(Client(), url_of(bare))  # what a process reads once
    assert queries(reader, url_of(thread)) == queries(reader, url_of(bare)) + 1


def test_the_name_of_a_former_member_goes_from_the_words_of_others(writer: User, thread: Thread) -> None:
    ana = named()
    answer(thread, writer, "Ask @[Ana López]")
    public_id = ana.profile.public_id
    ana.delete()
    page = Client().get(url_of(thread)).content.decode()
    assert "<p>Ask @…</p>" in page
    assert "López" not in page
    assert public_id not in page
