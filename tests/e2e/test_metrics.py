"""A facilitator finds on a phone how the hub is doing, and takes the figures along."""

import csv
import time
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, Page, expect

from knowledge.taxonomy.geography import country_name

from .accessibility import violations
from .arriving import sign_in
from .site import Site
from .test_discussing import phone
from .test_pages import OPEN_EVERYTHING, OVERFLOW

HUB = "distribution"


def inspect(page: Page) -> None:
    """As it comes, then in the dark with everything open."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == []
        assert page.evaluate(OVERFLOW) == []
        page.evaluate(OPEN_EVERYTHING)


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_the_metrics_are_one_press_from_the_hubs_home(site: Site, chromium: Browser, language: str) -> None:
    stamp = str(time.monotonic_ns())
    site.run("shell", "-c", PAST.format(stamp=stamp, hub=HUB), TASKS_MODE="inline")
    with translation.override(language), phone(chromium) as page:
        sign_in(page, site, language, f"boss-{stamp}@utility.example")
        page.goto(f"{site.url}/{language}/hubs/{HUB}/")
        page.get_by_role("link", name=gettext("Members, questions and answers in figures")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(pgettext("of a hub", "Metrics"))
        expect(page.get_by_role("rowheader", name=country_name("MW", language))).to_be_visible()
        expect(page.get_by_role("link", name=f"Valves {stamp}")).to_be_visible()
        inspect(page)
        page.get_by_role("link", name=gettext("Since the beginning")).click()
        expect(page.get_by_role("link", name=gettext("Since the beginning"))).to_have_attribute("aria-current", "true")
        inspect(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        assert download.value.suggested_filename.startswith(f"headwaters-{HUB}-")
        with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
            assert f"Valves {stamp}" in {row["name"] for row in csv.DictReader(file)}


PAST = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from communities.discussions.services import ask, reply, thank
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.get(theme__key="{hub}")
people = {{}}
for name, role in (("boss", "facilitator"), ("asker", "member")):
    user = User.objects.create_user(
        f"{{name}}-{stamp}@utility.example", "headwaters-demo", first_name=name, last_login=timezone.now()
    )
    user.profile.country = "MW"
    user.profile.save()
    Membership.objects.create(hub=hub, user=user, role=role, since=timezone.now() - timedelta(days=700))
    people[name] = user
words = "As in [Belize](/en/library/belize-water-services-contra-costa/)."
for title in ("Valves {stamp}", "Pumps {stamp}"):
    post = ask(hub=hub, author=people["asker"], body=words, language="en", title=title, token=uuid4())
answer = reply(thread=post.thread, author=people["boss"], body=words, language="en", token=uuid4())
thank(post=answer, user=people["asker"])
"""
