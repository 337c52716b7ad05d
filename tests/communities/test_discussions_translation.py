"""A member asks for a post in the language of the page, once for everybody; members of the hub correct the machine."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.discussions import services
from communities.discussions.models import Post, PostTranslation, Thread, TranslationRequest
from communities.discussions.translating import LONGEST, correct
from communities.people.models import User
from hub.settings.machine_translation import machine_translator
from tests.knowledge.translation.server import Machine, running

from .discussions import answer, queries, question, url_of
from .hubs import hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
BODY = "Turn **both** valves, see [the manual](https://a.example/?q=1).\n\n- one & two\n- 3.5\n\n`x < y` @[Ana López]"


@pytest.fixture
def machine(settings: Any) -> Iterator[Machine]:
    with running(Machine()) as server:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
            "libretranslate", url=server.url, key="a key", timeout=1
        )
        yield server


@pytest.fixture
def ana() -> User:
    return member_of(hub(), "ana", first_name="Ana", last_name="López")


@pytest.fixture
def thread(ana: User) -> Thread:
    return question(hub(), member_of(hub(), "asker"), BODY)


@pytest.fixture
def post(thread: Thread) -> Post:
    post = thread.posts.get()
    post.thread = thread
    return post


@pytest.fixture
def client(ana: User) -> Client:
    return signed_in(ana)


def page_url(post: Post, language: str = "fr") -> str:
    return url_of(post.thread).replace("/en/", f"/{language}/")


def ask_url(post: Post, language: str = "fr") -> str:
    return f"{page_url(post, language)}posts/{post.pk}/translate/"


def correct_url(post: Post, language: str = "fr") -> str:
    return f"{page_url(post, language)}posts/{post.pk}/translations/{language}/"


def shown(client: Client, post: Post, language: str = "fr") -> Any:
    return client.get(page_url(post, language)).context["posts"][post.number - 1]


def test_a_member_reads_a_post_in_the_language_of_the_page(client: Client, machine: Machine, post: Post) -> None:
    page = client.post(ask_url(post), follow=True)
    assert page.redirect_chain[-1][0] == f"{page_url(post)}?from=1&translated={post.pk}#post-1"
    html = page.context["posts"][0].translated_html
    assert '<p>TURN <strong>BOTH</strong> VALVES, SEE <a href="https://a.example/?q=1"' in html
    assert "<li>ONE &amp; TWO</li>" in html
    assert "<li>3.5</li>" in html
    assert "@Ana López" in html
    told = page.content.decode()
    assert '<details class="translation" open>' in told
    assert "LibreTranslate" in told
    [asked] = machine.asked
    assert (asked["source"], asked["target"]) == ("en", "fr")
    assert "@Ana López" not in str(asked["q"])
    assert "data-mention" in PostTranslation.objects.get().html


def test_it_is_asked_for_once_whoever_asks(client: Client, machine: Machine, post: Post) -> None:
    for reader in (client, client, signed_in(person("reader"))):
        reader.post(ask_url(post))
    assert len(machine.asked) == PostTranslation.objects.count() == 1
    assert shown(Client(), post).translation
    assert not shown(Client(), post, "es").translation
    client.post(ask_url(post, "es"))
    assert len(machine.asked) == 2


def test_an_edited_post_is_translated_anew(client: Client, machine: Machine, post: Post) -> None:
    client.post(ask_url(post))
    services.edit(post=post, body="Turn only one.", language="en")
    assert shown(client, post).translation is None
    assert shown(client, post).can_translate
    client.post(ask_url(post))
    assert "TURN ONLY ONE." in shown(client, post).translated_html


def test_each_post_says_its_language(thread: Thread, client: Client) -> None:
    answer(thread, member_of(hub(), "irina"), "Да", language="ru")
    answer(thread, member_of(hub(), "other"))
    page = client.get(url_of(thread)).content.decode()
    assert page.count('<span lang="en">English</span>') == 2
    assert page.count('<span lang="ru">Русский</span>') == 1


@pytest.mark.parametrize(("language", "is_there"), [("en", False), ("fr", True), ("ru", True)])
def test_the_button_is_there_for_another_language(
    client: Client, machine: Machine, post: Post, language: str, is_there: bool
) -> None:
    assert shown(client, post, language).can_translate == is_there
    assert ("/translate/" in client.get(page_url(post, language)).content.decode()) == is_there


def test_without_a_machine_there_is_no_button_and_no_address(client: Client, post: Post, settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    assert not shown(client, post).can_translate
    assert "/translate/" not in client.get(page_url(post)).content.decode()
    assert client.post(ask_url(post)).status_code == 404


def test_what_was_translated_stays_when_the_machine_goes(
    client: Client, machine: Machine, post: Post, settings: Any
) -> None:
    client.post(ask_url(post))
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    assert "TURN" in shown(client, post).translated_html


def test_visitors_ask_for_nothing(machine: Machine, post: Post) -> None:
    assert not shown(Client(), post).can_translate
    assert "/join/" in Client().post(ask_url(post))["Location"]
    assert Client().get(ask_url(post)).status_code == 302
    assert machine.asked == []


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        ({"status": 500}, "error 500"),
        ({"status": 429}, "quota"),
        ({"status": 403}, "key"),
        ({"answer": b"<html>"}, "cannot be read"),
        ({"answer": b'{"translatedText": 7}'}, "cannot be read"),
        ({"delay": 2}, "took too long"),
    ],
)
def test_a_machine_that_fails_is_a_message_and_nothing_is_kept(
    client: Client, machine: Machine, thread: Thread, fails: dict[str, Any], told: str
) -> None:
    russian = answer(thread, member_of(hub(), "other"), "Да", language="ru")
    for name, value in fails.items():
        setattr(machine, name, value)
    page = client.post(ask_url(russian, "en"), follow=True)
    assert page.status_code == 200
    assert told in page.content.decode()
    assert not PostTranslation.objects.exists()


def test_a_machine_that_is_away_is_a_message(client: Client, thread: Thread, settings: Any, post: Post) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
        "libretranslate", url="http://127.0.0.1:9", key="", timeout=1
    )
    page = client.post(ask_url(post), follow=True)
    assert page.status_code == 200
    assert "LibreTranslate" in page.content.decode()
    assert not PostTranslation.objects.exists()


def test_one_person_asks_the_machine_so_many_times_a_day(
    client: Client, machine: Machine, post: Post, settings: Any
) -> None:
    settings.TRANSLATIONS_PER_DAY = 1
    client.post(ask_url(post))
    page = client.post(ask_url(post, "es"), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Ya ha pedido suficientes traducciones por un día. Vuelva a pedirlas mañana."
    ]
    assert len(machine.asked) == 1
    page = client.post(ask_url(post), follow=True)  # what is there already costs nothing
    assert not list(page.context["messages"])
    assert "TURN" in shown(client, post).translated_html
    signed_in(person("reader")).post(ask_url(post, "es"))
    assert len(machine.asked) == 2
    TranslationRequest.objects.update(created_at=timezone.now() - timedelta(hours=25))
    client.post(ask_url(post, "ru"))
    assert len(machine.asked) == 3


def test_a_machine_that_fails_was_asked_all_the_same(
    client: Client, machine: Machine, post: Post, settings: Any
) -> None:
    settings.TRANSLATIONS_PER_DAY = 2
    machine.status = 500
    for _time in range(4):
        client.post(ask_url(post))
    assert len(machine.asked) == 2


def test_what_a_machine_is_not_asked_is_not_counted(
    client: Client, machine: Machine, post: Post, settings: Any
) -> None:
    settings.TRANSLATIONS_PER_DAY = 0
    services.edit(post=post, body="12 + 3", language="en")
    client.post(ask_url(post))
    assert "12 + 3" in shown(client, post).translated_html


@pytest.mark.parametrize(
    "given",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<b onclick="alert(1)">x</b>',
    ],
)
def test_a_hostile_machine_writes_nothing_that_runs(client: Client, machine: Machine, post: Post, given: str) -> None:
    texts = ["Turn", "one", "x"]
    machine.answer = json.dumps({"translatedText": [given] * len(texts)}).encode()
    services.edit(post=post, body="Turn\n\none\n\nx y", language="en")
    client.post(ask_url(post))
    page = client.get(page_url(post)).content.decode()
    assert given not in page
    assert "onerror" not in page
    assert "javascript:" not in page


def test_whatever_comes_in_it_goes_out_clean(client: Client, machine: Machine, post: Post, ana: User) -> None:
    services.edit(post=post, body="Turn", language="en")
    client.post(ask_url(post))
    translation = PostTranslation.objects.get()
    correct(translation=translation, texts=['<img src=x onerror="alert(1)"><script>alert(1)</script>Oui'], user=ana)
    assert shown(client, post).translated_html == "<p>Oui</p>"


def test_a_text_whose_links_the_machine_lost_stays_as_it_was(client: Client, machine: Machine, post: Post) -> None:
    machine.loses_tags = True
    client.post(ask_url(post))
    html = shown(client, post).translated_html
    assert "Turn <strong>both</strong> valves" in html
    assert "ONE &amp; TWO" in html


def test_a_post_that_is_too_long_is_not_sent(client: Client, machine: Machine, post: Post) -> None:
    services.edit(post=post, body="leak " * (LONGEST // 5 + 10), language="en")
    page = client.post(ask_url(post), follow=True)
    assert [str(message) for message in page.context["messages"]]
    assert machine.asked == []
    services.edit(post=post, body="leak " * 500, language="en")
    client.post(ask_url(post))
    assert len(machine.asked) == 1


def test_a_post_without_words_is_not_sent(client: Client, machine: Machine, post: Post) -> None:
    services.edit(post=post, body="12 + 3", language="en")
    client.post(ask_url(post))
    assert machine.asked == []
    assert "12 + 3" in shown(client, post).translated_html


def test_hidden_posts_are_neither_translated_nor_shown(client: Client, machine: Machine, thread: Thread) -> None:
    post = answer(thread, member_of(hub(), "other"), "A secret")
    client.post(ask_url(post))
    services.hide(post=post)
    assert "A SECRET" not in client.get(page_url(post)).content.decode()
    assert client.post(ask_url(post)).status_code == 404
    assert client.get(correct_url(post)).status_code == 404
    services.remove(post=post)
    assert not PostTranslation.objects.exists()


def corrected(page: Any, **changes: str) -> dict[str, str]:
    """The form as it came, but for some texts."""
    form = page.context["form"]
    return {name: str(form[name].value()) for name in form.fields} | changes


def test_a_member_of_the_hub_corrects_the_machine_and_is_named(
    client: Client, machine: Machine, post: Post, ana: User
) -> None:
    client.post(ask_url(post))
    page = client.get(correct_url(post))
    names = list(page.context["form"].fields)
    client.post(correct_url(post), corrected(page, **{names[1]: "un &amp; deux <script>alert(1)</script>"}))
    page = client.get(correct_url(post))
    client.post(correct_url(post), corrected(page, **{names[1]: "un et deux"}))
    told = shown(client, post)
    assert "<li>un et deux</li>" in told.translated_html
    assert 'href="https://a.example/?q=1"' in told.translated_html
    assert (told.translation.corrector_name, bool(told.translation.corrected_at.tzinfo)) == ("Ana López", True)
    assert "Ana López" in Client().get(page_url(post)).content.decode()
    client.post(ask_url(post))
    assert "<li>un et deux</li>" in shown(client, post).translated_html
    ana.delete()
    told = shown(Client(), post).translation
    assert (told.corrected_by, bool(told.corrected_at)) == (None, True)
    assert "Ana López," not in Client().get(page_url(post)).content.decode()


def test_a_correction_without_its_links_or_words_is_refused_and_kept(
    client: Client, machine: Machine, post: Post
) -> None:
    client.post(ask_url(post))
    sent = corrected(client.get(correct_url(post)))
    first, second, *_others = sent
    page = client.post(correct_url(post), sent | {first: "Sans lien", second: " "})
    assert set(page.context["form"].errors) == {first, second}
    assert page.context["form"][first].value() == "Sans lien"
    page = client.post(correct_url(post), sent | {second: "ж" * 10_000})
    assert set(page.context["form"].errors) == {second}
    page = client.post(correct_url(post), sent | {second: '<a href="javascript:alert(1)">x</a>'})
    assert set(page.context["form"].errors) == {second}
    assert PostTranslation.objects.get().corrected_by is None


def test_who_is_no_member_corrects_nothing(machine: Machine, client: Client, post: Post) -> None:
    client.post(ask_url(post))
    outsider = signed_in(person("outsider"))
    assert outsider.get(correct_url(post)).status_code == 403
    assert outsider.post(correct_url(post), {"text-0": "x"}).status_code == 403
    assert "translations/fr/" not in outsider.get(page_url(post)).content.decode()
    assert client.get(correct_url(post, "es")).status_code == 404
    assert client.get(correct_url(post).replace("translations/fr", "translations/xx")).status_code == 404


def test_translations_cost_the_page_no_query(client: Client, machine: Machine, thread: Thread, ana: User) -> None:
    for number in range(3):
        client.post(ask_url(answer(thread, ana, f"No. {number}")))
    address = url_of(thread).replace("/en/", "/fr/")
    bare = url_of(question(hub(), ana)).replace("/en/", "/fr/")
    reader = signed_in(member_of(hub(), "reader"))
    queries(Client(), bare)  # what a process reads once
    assert queries(reader, address) == queries(reader, bare) <= 7


def test_corrections_go_along_with_who_made_them(client: Client, machine: Machine, post: Post) -> None:
    client.post(ask_url(post))
    client.post(correct_url(post), corrected(client.get(correct_url(post))))
    sent = client.post("/en/accounts/take-along/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content)))  # type: ignore[arg-type]
    [mine] = json.loads(archive.read("corrections.json"))
    assert (mine["post_id"], mine["language"]) == (post.pk, "fr")
