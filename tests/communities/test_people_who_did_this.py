"""From a case study to somebody who can be asked about it: with one press, and only where that person wants it."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.people.models import Block, Profile, User
from communities.people.profiles.visibility import FIELDS, PAGE
from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.models import Theme
from tests.commits import committed

from .people import client_of, member, person, tell

pytestmark = pytest.mark.django_db
STUDY = "library/belize-water-services-contra-costa/"


def themes() -> list[Theme]:
    study = CaseStudyPage.objects.get(slug="belize-water-services-contra-costa", locale__language_code="en")
    return list(study.themes.all())


def at_bws(name: str, **fields: Any) -> User:
    return member(name, organisation=Organisation.objects.get(reference="org-bws"), **fields)


def asked(user: User | None, language: str = "en") -> list[tuple[str, str]]:
    parts = client_of(user).get(f"/{language}/{STUDY}").context["parts"]
    return [(each.name, each.reason) for part in parts if "sign_in" not in part.template for each in part.items]


def leads_to_sign_in(user: User | None) -> bool:
    page = client_of(user).get(f"/en/{STUDY}").content.decode()
    return f'href="/en/accounts/login/code/?next=/en/{STUDY}"' in page and "Sign in to see people" in page


def test_a_visitor_who_sees_nobody_is_led_to_sign_in_whether_there_is_somebody_or_not() -> None:
    assert leads_to_sign_in(None)
    ana = at_bws("ana")
    assert leads_to_sign_in(None)
    assert not leads_to_sign_in(person("reader"))
    tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), "public"))
    assert not leads_to_sign_in(None)


def test_members_see_who_works_at_a_partner_and_who_offers_help_each_with_the_reason() -> None:
    member("bo", themes=[themes()[0]], offers="Pressure management")
    at_bws("ana")
    member("eva", themes=[themes()[0]])  # offers nothing
    others = Theme.objects.exclude(pk__in=[theme.pk for theme in themes()])
    member("ivo", themes=others, offers="Something else")
    reader = person("reader")
    assert asked(reader) == [
        ("Ana Ruiz", "Works at Belize Water Services"),
        ("Bo Ruiz", f"Offers help with “{themes()[0]}”"),
    ]
    page = client_of(reader).get(f"/en/{STUDY}").content.decode()
    assert f'href="{Profile.objects.get(user__first_name="Ana").get_absolute_url()}"' in page


def test_nobody_is_shown_to_those_who_may_not_know() -> None:
    ana = at_bws("ana")
    assert asked(None) == []
    tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), "public"))
    assert asked(None) == asked(person("reader")) == [("Ana Ruiz", "Works at Belize Water Services")]
    assert asked(ana) == []
    for hidden in ("organisation", PAGE):
        tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), "public") | {hidden: "nobody"})
        assert asked(None) == asked(person(f"reader-{hidden}")) == []


def test_who_is_suspended_or_works_where_nothing_is_published_is_not_asked() -> None:
    ana, reader = at_bws("ana"), person("reader")
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert asked(reader) == []
    User.objects.filter(pk=ana.pk).update(is_active=True)
    Organisation.objects.filter(reference="org-bws").update(live=False)
    assert asked(reader) == []


@pytest.mark.parametrize("kind", Block.Kind.values)
@pytest.mark.parametrize("by", ["reader", "ana"])
def test_who_wants_nothing_to_do_with_the_other_is_not_brought_together(by: str, kind: str) -> None:
    people = {"ana": at_bws("ana"), "reader": person("reader")}
    other = people["ana" if by == "reader" else "reader"]
    Block.objects.create(user=people[by], blocked=other, kind=kind)
    assert asked(people["reader"]) == []


def test_no_more_than_three_and_for_no_more_queries() -> None:
    reader = client_of(person("reader"))

    def cost() -> int:
        reader.get(f"/en/{STUDY}")
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"/en/{STUDY}")
        return len(queries.captured_queries)

    at_bws("first")
    few = cost()
    for number in range(8):
        at_bws(f"p{number}")
    assert len(reader.get(f"/en/{STUDY}").context["parts"][0].items) == 3
    assert cost() == few <= 18


def test_a_visitors_page_costs_at_most_twelve_queries_with_people_on_it() -> None:
    at_bws("ana", see="public")
    Client().get(f"/en/{STUDY}")
    with CaptureQueriesContext(connection) as queries:
        page = Client().get(f"/en/{STUDY}").content.decode()
    assert "Ana Ruiz" in page
    assert len(queries.captured_queries) <= 12


def test_the_reason_is_told_in_the_readers_language() -> None:
    at_bws("ana", see="public")
    assert asked(None, "ru")[0][1] != asked(None)[0][1]


def test_a_kept_page_forgets_who_hides(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = 600, tmp_path
    with committed():
        ana = at_bws("ana", see="public")
    assert "Ana Ruiz" in client.get(f"/en/{STUDY}").content.decode()
    with committed():
        tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), "members"))
    assert "Ana Ruiz" not in client.get(f"/en/{STUDY}").content.decode()
