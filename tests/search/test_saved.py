"""A list of works for later on the reader's own device, without account and without script."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.library.models import CaseStudyPage
from search.keys import key_of
from search.saved import COOKIE, MOST
from search.tasks import drain_marks

pytestmark = pytest.mark.django_db
SAVED = "/en/saved/"
TITLE = "Belize Water Services – Contra Costa Water District"


@pytest.fixture
def work() -> CaseStudyPage:
    return CaseStudyPage.objects.get(slug="belize-water-services-contra-costa", locale__language_code="en")


def send(client: Client, **fields: str) -> int:
    return client.post(SAVED, fields, headers={"origin": "http://testserver"}).status_code


def listed(client: Client) -> str:
    return client.get(SAVED).content.decode()


def test_one_button_puts_a_page_on_the_list_and_another_takes_it_off(client: Client, work: CaseStudyPage) -> None:
    html = client.get(work.url).content.decode()
    key = key_of(work)
    assert f'name="add" value="{key}"' in html
    assert TITLE not in listed(client)
    assert send(client, add=key) == 302
    assert TITLE in listed(client)
    send(client, remove=key)
    assert "Nothing saved yet" in listed(client)


def test_what_was_saved_in_english_is_listed_as_russian_readers_know_it(client: Client, work: CaseStudyPage) -> None:
    send(client, add=key_of(work))
    russian = CaseStudyPage.objects.get(slug=work.slug, locale__language_code="ru")
    assert russian.title in client.get("/ru/saved/").content.decode()


def test_the_list_is_taken_along_as_a_file(client: Client, work: CaseStudyPage) -> None:
    send(client, add=key_of(work))
    assert f"TI  - {TITLE}" in client.get(SAVED, {"format": "ris"}).content.decode()
    assert "<h1>" in client.get(SAVED, {"format": "nonsense"}).content.decode()


def test_the_same_work_is_listed_once_and_a_full_list_lets_the_oldest_go(client: Client, work: CaseStudyPage) -> None:
    for _time in range(2):
        send(client, add=key_of(work))
    keys = [key_of(each) for each in CaseStudyPage.objects.filter(locale__language_code="en")]
    assert listed(client).count('name="remove"') == 1
    for key in keys:
        send(client, add=key)
    assert listed(client).count('name="remove"') == min(len(keys), MOST)


@pytest.mark.parametrize("key", ["", "nonsense", "library.casestudypage:1", "x" * 100_000, "\x00", "a:b c:d"])
def test_what_is_no_work_is_not_put_on_the_list(client: Client, key: str) -> None:
    assert send(client, add=key) == 302
    assert "Nothing saved yet" in listed(client)


def test_a_work_that_may_not_be_read_is_neither_added_nor_listed(client: Client, work: CaseStudyPage) -> None:
    send(client, add=key_of(work))
    for each in CaseStudyPage.objects.filter(slug=work.slug):
        PageViewRestriction.objects.create(page=each, restriction_type=PageViewRestriction.LOGIN)
    drain_marks.call()
    assert TITLE not in listed(client)


def test_a_forged_or_old_cookie_is_an_empty_list(client: Client) -> None:
    client.cookies[COOKIE] = "library.casestudypage:1:forged"
    assert "Nothing saved yet" in listed(client)


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_site_cannot_change_the_list(client: Client, work: CaseStudyPage, headers: dict[str, str]) -> None:
    answer = client.post(SAVED, {"add": key_of(work)}, headers=headers)
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


def test_the_list_is_kept_by_no_cache_and_looking_at_it_sets_no_cookie(client: Client) -> None:
    answer = client.get(SAVED)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
