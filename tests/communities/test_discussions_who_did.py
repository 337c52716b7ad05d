"""From a discussion to people who did the same: for members, apart from the page, and only to whom they wish."""

import pytest
from django.test import Client
from lxml import html

from communities.discussions import services
from communities.discussions.models import Thread
from communities.hubs.models import Hub, Membership
from communities.people.models import Block, User
from knowledge.partnerships.models import Organisation
from search.sync import drain
from tests.commits import committed

from .discussions import answer, queries, question, url_of
from .hubs import hub, member_of, person, signed_in
from .people import member
from .test_discussions_calling import ABOUT, helper

pytestmark = pytest.mark.django_db


def asked(here: Hub | None = None, body: str = ABOUT) -> Thread:
    here = here or hub()
    return question(here, member_of(here, "asker", first_name="Zoe"), body)


def people_beside(thread: Thread, reader: User) -> list[tuple[str, str]]:
    page = signed_in(reader).get(f"{url_of(thread)}people/")
    return [(each.name, each.reason) for each in page.context["people"]]


def test_a_thread_leads_to_three_people_who_did_it_each_with_the_reason_and_one_press_from_their_page() -> None:
    solver, reader = member("ida"), person("reader")
    Membership.objects.create(hub=hub(), user=solver)
    with committed():
        thread = asked()
        other = question(hub(), solver, "How do we reduce non-revenue water at night?")
        services.accept(post=answer(other, solver))
    drain()
    eva = member("eva", organisation=Organisation.objects.get(reference="org-bws"))
    for name in ("bo", "cy"):
        helper(name)
    found = people_beside(thread, reader)
    assert [name for name, _reason in found[:2]] == ["Ida Ruiz", "Eva Ruiz"]
    assert found[1][1] == "Works at Belize Water Services"
    assert len(found) == 3
    document = html.document_fromstring(signed_in(reader).get(f"{url_of(thread)}people/").content.decode())
    assert eva.profile.get_absolute_url() in document.xpath("//*[@id='who-did']//a/@href")


def test_the_page_of_a_thread_has_the_way_there_with_and_without_a_script() -> None:
    thread = asked()
    document = html.document_fromstring(signed_in(person("reader")).get(url_of(thread)).content.decode())
    [place] = document.xpath("//*[@id='who-did']")
    assert place.get("data-hx-get") == place.xpath(".//a/@href")[0] == f"{url_of(thread)}people/"


def test_a_visitor_is_led_there_through_the_door() -> None:
    thread = asked()
    page = Client().get(url_of(thread)).content.decode()
    assert "who-did" not in page
    door = f"/en/accounts/login/code/?next={url_of(thread)}people/"
    assert html.document_fromstring(page).xpath(f"//a[@href='{door}']/text()") == [
        "Sign in to see people who may have done this"
    ]


def test_who_asked_and_who_reads_are_not_among_them() -> None:
    here = hub()
    author, reader = helper("author"), helper("reader")
    thread = question(here, author, ABOUT)
    assert people_beside(thread, reader) == []


@pytest.mark.parametrize("by", ["reader", "bo"])
@pytest.mark.parametrize("kind", Block.Kind.values)
def test_who_wants_nothing_to_do_with_the_other_is_not_brought_together(by: str, kind: str) -> None:
    thread, people = asked(), {"bo": helper("bo"), "reader": person("reader")}
    assert people_beside(thread, people["reader"])
    Block.objects.create(user=people[by], blocked=people["bo" if by == "reader" else "reader"], kind=kind)
    assert people_beside(thread, people["reader"]) == []


def test_who_takes_no_messages_or_shows_nothing_is_not_named() -> None:
    thread, reader = asked(), person("reader")
    helper("bo", takes_messages=False)
    helper("cy", see={"offers": "nobody"})
    helper("di", see={"page": "nobody"})
    assert people_beside(thread, reader) == []


def test_of_a_closed_hub_only_those_inside_are_named() -> None:
    here = hub(visibility="members")
    thread, inside = asked(here), helper("cy")
    helper("bo")
    Membership.objects.create(hub=here, user=inside)
    assert [name for name, _reason in people_beside(thread, member_of(here, "reader"))] == ["Cy Ruiz"]


def test_nobody_is_looked_for_where_the_question_is_hidden() -> None:
    thread, reader = asked(), person("reader")
    helper("bo")
    services.hide(post=thread.posts.get())
    client = signed_in(reader)
    assert b"who-did" not in client.get(url_of(thread)).content
    assert people_beside(thread, reader) == []
    assert ABOUT not in client.get(f"{url_of(thread)}people/").content.decode()


def test_where_nobody_is_found_the_page_says_so_in_the_readers_language() -> None:
    thread = asked(body="Zzyx qwv?")
    Thread.objects.filter(pk=thread.pk).update(title="Zzyx qwv?")
    page = signed_in(person("reader")).get(f"{url_of(thread)}people/".replace("/en/", "/fr/")).content.decode()
    assert "Nobody was found" not in page
    assert 'href="/fr/people/"' in html.tostring(html.fromstring(page).xpath("//*[@id='who-did']")[0]).decode()


def test_it_costs_the_same_however_many_there_are_and_the_thread_nothing() -> None:
    thread, client = asked(), signed_in(member_of(hub(), "reader"))
    address = f"{url_of(thread)}people/"
    helper("first")
    for path in (url_of(thread), address):
        client.get(path)
    few = queries(client, url_of(thread)), queries(client, address)
    for number in range(20):
        helper(f"p{number}")
    assert (queries(client, url_of(thread)), queries(client, address)) == few
    assert few[0] <= 5
    assert few[1] <= 12
