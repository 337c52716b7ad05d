"""From a thread to the library: with the consent of those who wrote, credited as they wish, and linked both ways."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.discussions.drafting import services
from communities.discussions.drafting.reading import made_from, made_pages
from communities.discussions.files import attach
from communities.discussions.models import Contribution, Product, Thread
from communities.discussions.services import accept, hide, thank
from communities.discussions.tidying.services import merge
from communities.hubs.models import Hub, Membership
from communities.people.leaving.services import close_account
from communities.people.models import User
from knowledge.library.models import CaseStudyPage
from search.sync import drain
from tests.commits import committed
from tests.factories import case_study

from .discussions import answer, fill, pump, queries, question, url_of
from .hubs import HUB, hub, signed_in
from .people import member

pytestmark = pytest.mark.django_db
NAMED, UNNAMED, NO, ASKED = "named", "unnamed", "no", "asked"
TITLE = "Finding leaks at night"


def inside(name: str, **fields: Any) -> User:
    user = member(name)
    Membership.objects.create(hub=hub(), user=user, **fields)
    return user


@pytest.fixture
def boss() -> User:
    return inside("boss", role=Membership.Role.FACILITATOR)


@pytest.fixture
def thread(boss: User) -> Thread:
    """A question of Ana, answers of Bo and Cy; the last one is the answer."""
    thread = question(hub(), inside("ana"), "How do you find **leaks**?")
    answer(thread, inside("bo"), "We listen.")
    accept(post=answer(thread, inside("cy"), "We [measure](https://flow.example/)."))
    thread.refresh_from_db()
    return thread


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@utility.example")


def select(boss: User, thread: Thread, *numbers: int, title: str = TITLE) -> Any:
    posts = list(thread.posts.filter(number__in=numbers or (1, 2, 3)).values_list("pk", flat=True))
    sent = {"posts": posts, "title": title, "act": "draft"}
    return signed_in(boss).post(f"{url_of(thread)}select/", sent, follow=True)


def say(name: str, consent: str) -> Any:
    return signed_in(user(name)).post(Product.objects.get().get_absolute_url(), {"act": consent}, follow=True)


def draft(boss: User) -> Any:
    return signed_in(boss).post(Product.objects.get().get_absolute_url(), {"act": "draft"}, follow=True)


def page() -> CaseStudyPage:
    return CaseStudyPage.objects.get(title=TITLE)


def made(boss: User, thread: Thread, **consents: str) -> CaseStudyPage:
    select(boss, thread)
    for name, consent in (consents or {"ana": NAMED, "bo": UNNAMED, "cy": NAMED}).items():
        say(name, consent)
    draft(boss)
    return page()


def published(study: CaseStudyPage) -> str:
    """Its address."""
    with committed():
        study.save_revision().publish()
    drain()
    return str(study.url)


def test_those_who_wrote_are_asked_and_find_their_own_posts(boss: User, thread: Thread) -> None:
    arrived = select(boss, thread)
    assert "are asked whether they agree" in arrived.content.decode()
    assert [each.consent for each in arrived.context["contributions"]] == [ASKED] * 3
    told = user("bo").notifications.filter(kind="consent").get()
    assert str(told) == f"Boss Ruiz would like to use what you wrote for the library: {TITLE}. Do you agree?"
    opened = signed_in(user("bo")).get(f"/en/inbox/{told.pk}/", follow=True)
    assert [post.body for post in opened.context["posts"]] == ["We listen."]
    assert "contributions" not in opened.context or not opened.context["contributions"]


def test_of_what_was_agreed_to_a_draft_is_made_for_the_hubs_theme_with_the_thread_as_its_source(
    boss: User, thread: Thread
) -> None:
    study = made(boss, thread)
    assert not study.live
    assert study.get_parent().specific.locale.language_code == "en"
    assert "<strong>leaks</strong>" in study.challenge
    assert (study.approach, study.lessons) == (
        "<p>We listen.</p>",
        '<p>We <a href="https://flow.example/">measure</a>.</p>',
    )
    assert [theme.key for theme in study.themes.all()] == [HUB]
    [source] = study.sources.all()
    assert (source.title, source.language) == (thread.title, "en")
    assert source.url.endswith(url_of(thread))


def test_a_russian_thread_becomes_a_page_of_the_russian_library(boss: User) -> None:
    thread = question(hub(), boss, "Как искать утечки?", language="ru")
    select(boss, thread, 1)
    draft(boss)
    assert page().locale.language_code == "ru"


def test_nobodys_words_are_used_without_consent(boss: User, thread: Thread) -> None:
    study = made(boss, thread, ana=NAMED, bo=NO)  # Cy does not answer
    text = study.body_text()
    assert "leaks" in text
    assert "listen" not in text
    assert "measure" not in text


def test_who_selects_his_own_posts_agrees_by_that(boss: User) -> None:
    select(boss, question(hub(), boss), 1)
    assert Contribution.objects.get().consent == NAMED
    assert not boss.notifications.filter(kind="consent").exists()


def test_without_any_consent_there_is_no_draft(boss: User, thread: Thread) -> None:
    select(boss, thread)
    assert "Nobody has agreed yet" in draft(boss).content.decode()
    assert not CaseStudyPage.objects.filter(title=TITLE).exists()


def test_what_was_hidden_after_the_consent_is_not_used(boss: User, thread: Thread) -> None:
    select(boss, thread)
    for name in ("ana", "bo"):
        say(name, NAMED)
    hide(post=thread.posts.get(number=2))
    draft(boss)
    assert "listen" not in page().body_text()


def test_pages_and_thread_link_to_each_other_once_published_and_not_before(boss: User, thread: Thread) -> None:
    study = made(boss, thread)
    assert TITLE not in Client().get(url_of(thread)).content.decode()
    address = published(study)
    assert f'href="{address}"' in Client().get(url_of(thread)).content.decode()
    shown = Client().get(address).content.decode()
    assert f'href="{url_of(thread)}"' in shown
    assert "With thanks to: Ana Ruiz, Cy Ruiz" in " ".join(shown.split())
    assert "and 1 person who stays unnamed" in shown
    assert "Bo Ruiz" not in shown
    page().unpublish()
    drain()
    assert TITLE not in Client().get(url_of(thread)).content.decode()


def test_who_wants_to_be_named_no_more_is_not_even_on_kept_pages(
    boss: User, thread: Thread, settings: Any, tmp_path: Path
) -> None:
    settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = 600, tmp_path
    address = published(made(boss, thread))
    assert "Ana Ruiz" in Client().get(address).content.decode()
    with committed():
        say("ana", NO)
    assert "Ana Ruiz" not in Client().get(address).content.decode()
    assert str(boss.notifications.get(kind="withdrawn")) == f"Ana Ruiz does not agree any more to be in “{TITLE}”"


def test_a_closed_account_is_credited_no_more(boss: User, thread: Thread) -> None:
    address = published(made(boss, thread))
    close_account(user=user("ana"), with_words=False)
    shown = Client().get(address).content.decode()
    assert "Ana Ruiz" not in shown
    assert "Cy Ruiz" in shown


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
def test_a_closed_hubs_thread_is_neither_named_nor_linked_for_strangers(
    boss: User, thread: Thread, visibility: str
) -> None:
    hub(visibility=visibility)
    study = made(boss, thread)
    assert not study.sources.exists()
    address = published(study)
    for reader, sees in ((None, False), (member("stranger"), False), (user("bo"), True)):
        shown = (signed_in(reader) if reader else Client()).get(address).content.decode()
        assert "Ana Ruiz" in shown
        assert ("/discussions/" in shown) == sees
        assert thread.title not in shown


def test_who_left_a_hidden_hub_is_not_asked(boss: User, thread: Thread) -> None:
    hub(visibility=Hub.Visibility.HIDDEN)
    user("bo").memberships.all().delete()
    select(boss, thread)
    assert not user("bo").notifications.filter(kind="consent").exists()
    assert say("bo", NAMED).status_code == 404


def test_who_may_edit_the_library_lands_in_the_editor(boss: User, thread: Thread, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    boss.groups.add(Group.objects.get(name="Editors"))
    select(boss, thread)
    say("ana", NAMED)
    arrived = draft(boss)
    assert arrived.redirect_chain[-1][0] == f"/admin/pages/{page().pk}/edit/"
    assert arrived.status_code == 200
    assert not boss.notifications.filter(kind="draft").exists()


def test_else_editors_are_told_without_a_word_of_the_hub(boss: User, thread: Thread, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    hub(visibility=Hub.Visibility.HIDDEN)
    editor = member("eva")
    editor.groups.add(Group.objects.get(name="Editors"))
    reader = member("reader")
    study = made(boss, thread)
    told = editor.notifications.get()
    assert (told.kind, told.hub) == ("draft", None)
    assert HUB not in told.path
    assert str(told) == f"Boss Ruiz made a draft for the library: {TITLE}"
    arrived = signed_in(editor).get(f"/en/inbox/{told.pk}/", follow=True)
    assert arrived.redirect_chain[-1][0] == f"/admin/pages/{study.pk}/edit/"
    assert not reader.notifications.exists()
    for stranger in (reader, user("ana")):
        assert signed_in(stranger).get(f"/en/{told.path}").status_code == 404


def test_of_two_who_make_the_draft_at_once_the_second_is_told(boss: User, thread: Thread) -> None:
    made(boss, thread)
    assert "somebody was faster" in draft(boss).content.decode()
    with pytest.raises(services.Drafted):
        services.draft(product=Product.objects.get(), by=boss)
    assert CaseStudyPage.objects.filter(title=TITLE).count() == 1


def test_a_second_draft_of_the_same_title_has_an_address_of_its_own(boss: User, thread: Thread) -> None:
    first = made(boss, thread)
    Product.objects.update(title="First")
    product = services.begin(thread=thread, keys=[thread.posts.get(number=1).pk], title=TITLE, by=user("ana"))
    second = services.draft(product=product, by=boss).page
    assert second is not None
    assert second.slug != first.slug


def test_merged_into_another_thread_it_stays_known_where_the_page_comes_from(boss: User, thread: Thread) -> None:
    address = published(made(boss, thread))
    other = question(hub(), boss)
    merge(thread=thread, into=other)
    assert f'href="{url_of(other)}"' in Client().get(address).content.decode()
    assert f'href="{address}"' in Client().get(url_of(other)).content.decode()


def bad(case: str, thread: Thread, boss: User) -> dict[str, Any]:
    own = list(thread.posts.values_list("pk", flat=True))
    match case:
        case "hidden":
            hide(post=thread.posts.get(number=2))
            return {"posts": [own[1]]}
        case "of a former member":
            close_account(user=user("bo"), with_words=False)
            return {"posts": [own[1]]}
        case "of another thread":
            return {"posts": [*own, question(hub(), boss).posts.get().pk]}
        case "of another hub":
            return {"posts": [question(hub("sanitation"), boss).posts.get().pk]}
        case "too many":
            fill(thread, boss, 150)
            return {"posts": list(thread.posts.values_list("pk", flat=True))}
        case "ten thousand":
            return {"posts": list(range(1, 9_990))}
        case "no title":
            return {"posts": own, "title": " "}
    return {"posts": []}


CASES = ("none", "hidden", "of a former member", "of another thread", "of another hub", "too many", "ten thousand")


@pytest.mark.parametrize("case", [*CASES, "no title"])
def test_a_selection_that_makes_no_sense_asks_nobody(boss: User, thread: Thread, case: str) -> None:
    sent = {"title": TITLE, "act": "draft"} | bad(case, thread, boss)
    answered = signed_in(boss).post(f"{url_of(thread)}select/", sent)
    assert answered.context["form"].errors
    assert not Product.objects.exists()


@pytest.mark.parametrize("act", ["", "asked", "x", "draft"])
def test_a_contributor_can_say_yes_or_no_and_nothing_else(boss: User, thread: Thread, act: str) -> None:
    select(boss, thread)
    assert say("bo", act).status_code == (403 if act == "draft" else 400)
    assert set(Contribution.objects.values_list("consent", flat=True)) == {ASKED}


def test_nobody_answers_for_others(boss: User, thread: Thread) -> None:
    select(boss, thread)
    address = Product.objects.get().get_absolute_url()
    outsider = inside("dora")
    assert signed_in(outsider).get(address).status_code == 403
    assert signed_in(outsider).post(address, {"act": NAMED}).status_code == 403
    assert signed_in(boss).post(address, {"act": NAMED}).status_code == 403
    assert "/accounts/login/" in Client().post(address, {"act": NAMED})["Location"]
    other = question(hub(), boss)
    assert signed_in(boss).get(address.replace(f"/{thread.pk}/", f"/{other.pk}/", 1)).status_code == 404


def test_a_page_that_comes_from_no_discussion_is_asked_nothing_of_it(boss: User, thread: Thread) -> None:
    published(made(boss, thread))
    made_pages()
    with CaptureQueriesContext(connection) as asked:
        assert made_from(case_study(), None, boss) is None
    assert not any("product" in query["sql"] for query in asked.captured_queries)


def test_a_thread_with_all_that_can_be_in_one_costs_at_most_eight_queries(boss: User, thread: Thread) -> None:
    address = published(made(boss, thread))
    full = answer(thread, boss, f"See {address}, @[{user('bo').get_full_name()}]", quotes=thread.posts.get(number=2))
    attach(post=full, files=[pump()])
    accept(post=full)
    thank(post=full, user=user("bo"))
    for reader in (Client(), signed_in(user("bo"))):
        queries(reader, url_of(thread))
        assert queries(reader, url_of(thread)) <= 8
