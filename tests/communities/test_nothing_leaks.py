"""Of a hub that is hidden or for its members not a word reaches others, wherever the site lists or names things.

An insider asks at the same addresses and hears every word: what nobody can hear proves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.discussions.asking.rescue import rescue_due
from communities.discussions.models import Thread
from communities.hubs import services as hubs
from communities.hubs.models import Hub, HubPage, Membership
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.people.models import User
from home.models import StandardPage
from knowledge.media.models import CustomDocument
from search.keys import key_of
from tests.commits import committed
from tests.hub.crawl import Crawl

from .accounts import app_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in
from .leaking import KNOWN, Reader, plant, rewrite_page, words_of

pytestmark = pytest.mark.django_db
HIDDEN, CLOSED = "hushwick", "mumblefax"  # how the words of either hub begin
WORDS = (*words_of(HIDDEN, with_page=True), *words_of(CLOSED, with_page=False))
ROLES = ("visitor", "outsider", "suspended")
FORMATS = ("csv", "ris", "bibtex", "atom", "json")


@dataclass
class Site:
    """What was planted, and those who knew of it once: the outsider has left one hub and was put out of the other."""

    threads: list[Thread]
    manual: CustomDocument
    users: dict[str, User]
    counted: dict[str, Any]  # by the outsider, before anything was written

    def reader(self, role: str) -> Reader:
        reader = Reader(*WORDS)
        if role == "suspended":
            User.objects.filter(pk=self.users[role].pk).update(is_active=True)
        if role != "visitor":
            reader.force_login(self.users[role])
        if role == "suspended":
            User.objects.filter(pk=self.users[role].pk).update(is_active=False)
        return reader


@pytest.fixture
def site() -> Site:
    with committed():
        hidden, closed = hub(visibility="hidden"), hub("sanitation", visibility="members")
    manual = rewrite_page(hidden, HIDDEN)
    _name_on_about_page(hidden)
    users = {role: person(role, first_name=f"Old {role}") for role in ("outsider", "suspended")}
    for here in (hidden, closed):
        here.memberships.bulk_create(Membership(hub=here, user=user) for user in users.values())
    users["insider"] = member_of(hidden, "insider", role="facilitator")
    closed.memberships.create(user=users["insider"], role="facilitator")
    counted = counts(signed_in(person("counter")))
    threads = [
        plant(here, prefix, witnesses=list(users.values())) for here, prefix in ((hidden, HIDDEN), (closed, CLOSED))
    ]
    with committed():
        hubs.leave(hub=hidden, user=users["outsider"])
        hubs.remove(membership=closed.memberships.get(user=users["outsider"]), by=users["insider"])
        users["suspended"].is_active = False
        users["suspended"].save()
    return Site(threads, manual, users, counted)


def _name_on_about_page(hidden: Hub) -> None:
    """An editor names the hub's page among related ones."""
    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    own = HubPage.objects.get(hub=hidden, locale__language_code="en")
    page.body.append(("related", {"heading": "", "pages": [own]}))
    with committed():
        page.save_revision().publish()


def counts(client: Client) -> dict[str, Any]:
    """Totals and facets of what the counter finds, with and without a theme."""
    asked = ("", f"theme={HUB}", "theme=sanitation", "kind=thread", "kind=hub", f"q={KNOWN}")
    found = {query: client.get(f"/api/search?{query}").json() for query in asked}
    return {query: (each["total"], each["facets"]) for query, each in found.items()}


def addresses(site: Site) -> Iterator[str]:
    """Whatever lists, finds, names or hands out something, and all that belongs to the hubs."""
    yield from ("/sitemap.xml", "/robots.txt", "/opensearch.xml", "/en/", "/en/about/", "/en/hubs/", "/en/people/")
    yield from ("/en/inbox/", "/en/inbox/mail/", "/en/accounts/", "/en/saved/", "/en/search/", "/en/library/")
    yield from (f"/en/saved/?format={name}" for name in FORMATS)
    for start in ("/en/search/", "/fr/search/", "/en/library/", "/en/partnerships/", "/en/organisations/"):
        for query in (f"q={KNOWN}", f"q={KNOWN}&theme={HUB}", "kind=thread", "kind=hub", f"q={KNOWN}s+fish"):
            yield f"{start}?{query}"
            yield from (f"{start}?{query}&format={name}" for name in FORMATS)
    for language in ("en", "fr"):
        yield f"/{language}/search/suggest/?q={KNOWN[:5]}"
        yield f"/api/search/suggest?q={KNOWN[:5]}&ui={language}"
        yield f"/api/search?q={KNOWN}&ui={language}"
    yield from (f"/{name}/?q={KNOWN}" for name in ("en/people", "en/glossary", "en/sdgs"))
    yield f"/en/glossary/{KNOWN}/"
    yield f"/en/documents/{site.manual.pk}/text/"
    yield f"/fr/documents/{site.manual.pk}/text/"
    for thread in site.threads:
        yield from _of_thread(thread)


def _of_thread(thread: Thread) -> Iterator[str]:
    home = f"hubs/{thread.hub.key}"
    own = f"{home}/discussions/{thread.pk}"
    for language in ("en", "fr"):
        yield from (
            f"/{language}/{home}{end}"
            for end in ("/", "x/", "/join/", "/members/", "/dates/", "/reports/", "/nothing/")
        )
        yield from (f"/{language}/{home}/discussions/{end}" for end in ("", "new/", "people/?who=in"))
        yield from (
            f"/{language}/{own}/{end}" for end in ("", "people/", "rename/", "move/", "merge/", "select/", "?from=2")
        )
    yield f"/en/live/?thread={thread.pk}&posts=0"
    yield from (f"/en/{home}/dates/{date.pk}.ics" for date in thread.hub.dates.all())
    for product in thread.products.all():
        yield from (f"/en/{own}/products/{product.pk}/", f"/en/drafts/{product.pk}/")
    for post in thread.posts.all():
        yield from (
            f"/en/{own}/posts/{post.pk}/{end}" for end in ("", "edit/", "remove/", "history/", "report/", "translate/")
        )
        yield f"/fr/{own}/posts/{post.pk}/translations/fr/"
        yield from (f"/en/reports/{report.pk}/" for report in post.reports.all())
        for file in post.files.all():
            yield from (f"/en/{own}/posts/{post.pk}/files/{file.pk}/{end}" for end in ("", "thumbnail/"))
        if post.author:
            yield from (f"/en/people/{post.author.profile.public_id}/{end}" for end in ("", "contact/", "report/"))
    yield from (f"/share/{code}/{thread.hub.key}.png" for code, _name in settings.LANGUAGES)


def sent(site: Site) -> Iterator[tuple[str, dict[str, str]]]:
    """What can be pressed: to ask elsewhere, keep for later, take along, act on what is closed."""
    for act in ("similar", "preview"):
        yield "/en/hubs/assets/discussions/new/", {"body": KNOWN, "act": act}
    yield "/en/hubs/assets/discussions/new/similar/", {"body": KNOWN}
    yield "/en/accounts/take-along/", {}
    for thread in site.threads:
        home = f"/en/hubs/{thread.hub.key}/discussions/"
        yield "/en/saved/", {"add": key_of(thread)}
        yield f"{home}new/similar/", {"body": KNOWN}
        yield f"{home}{thread.pk}/", {"body": KNOWN, "act": "preview"}
        yield from ((f"{home}{thread.pk}/act/", {"act": act}) for act in ("follow", "pin", "close"))
        for post in thread.posts.all():
            yield f"{home}{thread.pk}/posts/{post.pk}/report/", {"reason": "spam"}
            yield from ((f"{home}{thread.pk}/posts/{post.pk}/act/", {"act": act}) for act in ("thank", "hide"))
    own = HubPage.objects.get(hub=site.threads[0].hub, locale__language_code="en")
    yield "/en/saved/", {"add": key_of(own)}


def listen(site: Site, reader: Reader) -> Reader:
    """Ask everywhere, follow where it leads, and look once more at what was kept."""
    for path, data in sent(site):
        reader.post(path, data, follow=True)
    for address in addresses(site):
        reader.get(address, follow=True)
    for pk in site.users["outsider"].notifications.values_list("pk", flat=True):
        reader.get(f"/en/inbox/{pk}/", follow=True)
    return reader


def test_an_insider_hears_every_word_at_these_addresses(site: Site) -> None:
    heard = listen(site, site.reader("insider")).heard
    assert [word for word in WORDS if word not in heard] == []


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_hears_one(site: Site, role: str) -> None:
    assert listen(site, site.reader(role)).heard == {}


def test_who_is_suspended_is_answered_as_a_visitor(site: Site) -> None:
    assert site.reader("suspended").get("/en/").wsgi_request.user.is_anonymous


@pytest.mark.parametrize("role", ["visitor", "outsider"])
def test_nobody_else_comes_to_one_by_following_links(site: Site, role: str, settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    crawl = Crawl("en")
    crawl.client = reader = site.reader(role)
    assert len(crawl.run().pages) > 300
    assert reader.heard == {}


def test_what_was_written_is_in_no_count(site: Site) -> None:
    assert counts(signed_in(User.objects.get(email="counter@utility.example"))) == site.counted
    assert counts(site.reader("outsider")) == site.counted
    assert counts(Client())[f"q={KNOWN}"] == site.counted[f"q={KNOWN}"]


def test_no_mail_tells_those_outside_and_those_inside_are_told(site: Site, settings: Any) -> None:
    settings.RESCUE_AFTER_HOURS = 0
    mail.outbox.clear()
    rescue_due(timezone.now() + timedelta(hours=1))
    heard = heard_by_mail()
    assert {f"{HIDDEN}title", f"{CLOSED}title"} <= set(heard["insider@utility.example"].heard)
    assert all(not heard[site.users[role].email].heard for role in ("outsider", "suspended"))


def heard_by_mail() -> dict[str, Reader]:
    """By the address of each member, once all that waits is mailed."""
    for frequency in (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY):
        mail_what_is_due(frequency, timezone.now() + timedelta(days=8))
    heard = {user.email: Reader(*WORDS) for user in User.objects.all()}
    for each in mail.outbox:
        for address in each.to:
            if address in heard:
                heard[address].listen(str(each.message().as_string()) + str(each.body), "mail")
    return heard


@pytest.mark.parametrize("has_factor", [True, False])
@pytest.mark.parametrize("is_asked_before", [True, False])
def test_a_moderator_without_a_second_factor_is_told_nothing(
    has_factor: bool, is_asked_before: bool, settings: Any
) -> None:
    """Neither of what is written from now on, nor of what was told before a factor was asked for."""
    user = moderator()
    if has_factor:
        app_of(user)
    settings.STAFF_SECOND_FACTOR = is_asked_before
    mail.outbox.clear()
    plant(hub(visibility="hidden"), HIDDEN, witnesses=[user])
    settings.STAFF_SECOND_FACTOR = True
    reader = Reader(*WORDS)
    reader.force_login(user)
    reader.get("/en/inbox/")
    assert bool(reader.heard) is has_factor
    assert bool(heard_by_mail()[user.email].heard) is has_factor
    assert user.notifications.exists() is (has_factor or not is_asked_before), "what is told to nobody is not kept"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_a_hidden_hub_has_no_share_image_and_others_have(site: Site, language: str) -> None:
    assert Client().get(f"/share/{language}/{HUB}.png").status_code == 404
    assert site.reader("insider").get(f"/share/{language}/{HUB}.png").status_code == 404, "one answer for all"
    assert Client().get(f"/share/{language}/sanitation.png").status_code == 200
