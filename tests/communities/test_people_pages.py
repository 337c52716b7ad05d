"""Who sees what of a person, on the person's page, in the directory and in search."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.people.models import Profile, User
from communities.people.profiles.reading import face_of
from communities.people.profiles.visibility import FIELDS, PAGE, default_visibility
from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.models import Theme
from search.models import SearchEntry
from tests.commits import committed

from .people import client_of, member, person, tell

pytestmark = pytest.mark.django_db

TOLD = {
    "role": "Leakage engineer",
    "country": "BZ",
    "languages": "en,es",
    "offers": "Pressure management",
    "looks_for": "Customer metering",
    "links": ["https://pumps.example/ana"],
}


def names_in(client: Client, query: str = "", language: str = "en") -> list[str]:
    return [face.name for face in client.get(f"/{language}/people/{query}").context["directory"].faces]


@pytest.fixture
def ana() -> User:
    user = member("ana", **TOLD, themes=[Theme.objects.get(key="assets")])
    tell(user, organisation=Organisation.objects.get(reference="org-bws"))
    return user


def as_role(role: str, ana: User) -> User | None:
    if role == "visitor":
        return None
    if role == "the person":
        return ana
    user = person(role.replace(" ", "-"), is_active=role != "suspended viewer")
    if role == "moderator":
        user.user_permissions.add(Permission.objects.get(codename="moderate_hub"))
    if role == "editor":
        user.groups.add(Group.objects.get(name="Editors"))
    if role == "administrator":
        User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    return user


MEMBERS = ("member", "moderator", "editor", "administrator")


@pytest.mark.parametrize("role", ["visitor", "the person", "suspended viewer", *MEMBERS])
@pytest.mark.parametrize("see", ["public", "members", "nobody"])
def test_a_page_is_seen_by_those_it_was_opened_to(ana: User, role: str, see: str) -> None:
    tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), see))
    client = client_of(as_role(role, ana))
    sees = role == "the person" or see == "public" or (see == "members" and role in MEMBERS)
    answer = client.get(ana.profile.get_absolute_url())
    way_in = see == "members" and role in ("visitor", "suspended viewer")
    assert answer.status_code == (200 if sees else 302 if way_in else 404)
    assert ("Ana Ruiz" in names_in(client)) == (sees and see != "nobody")
    if sees:
        assert "Pressure management" in answer.content.decode()


@pytest.mark.parametrize("role", ["visitor", "administrator", "member"])
def test_who_is_suspended_or_never_came_is_not_there(ana: User, role: str) -> None:
    tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), "public"))
    client = client_of(as_role(role, ana))
    for gone in ({"is_active": False}, {"is_active": True, "last_login": None}):
        User.objects.filter(pk=ana.pk).update(**gone)
        assert client.get(ana.profile.get_absolute_url()).status_code == 404
        assert client.get(f"{ana.profile.get_absolute_url()}photo/").status_code == 404
        assert names_in(client) == []


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "photo"])
def test_each_field_has_an_audience_of_its_own(ana: User, field: str) -> None:
    everything = dict.fromkeys((PAGE, *FIELDS), "public")
    told = TOLD | {
        "organisation": "/organisations/org-bws/",
        "country": "<dd> Belize </dd>",
        "languages": "English, Spanish",
        "themes": "theme-assets",
        "links": "pumps.example",
    }
    word = told[field]
    for see, seen_by in (("public", (True, True)), ("members", (False, True)), ("nobody", (False, False))):
        tell(ana, visibility=everything | {field: see})
        for somebody, sees in zip((None, person(f"reader-{see}")), seen_by, strict=True):
            page = client_of(somebody).get(ana.profile.get_absolute_url()).content.decode()
            assert (word in " ".join(page.split())) == sees, (see, sees)


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("themes", "?theme=assets"),
        ("country", "?country=BZ"),
        ("languages", "?language=es"),
        ("organisation", "?org=org-bws"),
        ("offers", "?offers=pressure"),
        ("looks_for", "?looks_for=METERING+customer"),
    ],
)
def test_a_filter_finds_what_is_shown_and_tells_nothing_of_what_is_hidden(ana: User, field: str, query: str) -> None:
    member("bo", country="BE", languages="fr", offers="Nothing", themes=[Theme.objects.get(key="quality")])
    reader = client_of(person("reader"))
    assert names_in(reader, query) == ["Ana Ruiz"]
    tell(ana, visibility=ana.profile.visibility | {field: "nobody"})
    assert "Ana Ruiz" not in names_in(reader, query)
    assert "Ana Ruiz" in names_in(reader)


def test_an_organisation_that_was_typed_is_offered_and_found_where_it_is_shown(ana: User) -> None:
    bo = member("bo", organisation_name="Acme Water")
    tell(ana, organisation_name="Acme Water")  # and is shown with the one that was chosen
    reader = client_of(person("reader"))
    assert names_in(reader, "?org=Acme+Water") == ["Bo Ruiz"]
    form = reader.get("/en/people/").context["directory"].form
    assert ("Acme Water", "Acme Water") in form.fields["org"].choices
    tell(bo, visibility=bo.profile.visibility | {"organisation": "nobody"})
    assert "Acme Water" not in reader.get("/en/people/").content.decode()
    assert len(names_in(reader, "?org=Acme+Water")) == 2  # is no choice any more


@pytest.mark.parametrize("words", ["Noel", "NOËL", "ëric noel", "er no"])
def test_a_name_is_found_in_any_case_and_with_or_without_accents(words: str) -> None:
    with committed():
        member("eric", first_name="Éric", last_name="Noël")
        bo = member("bo")
        member("nobody", first_name="Noel", see={"page": "nobody"})
    reader = client_of(person("reader"))
    assert names_in(reader, f"?name={words}") == ["Éric Noël"]
    assert names_in(reader, "?name=oel") == []
    assert names_in(reader, "?name=bo&country=BZ") == []
    assert names_in(reader, "?name=%25") == names_in(reader)
    assert names_in(Client(), f"?name={bo.first_name}") == []


def test_filters_offer_what_the_reader_may_see_only(ana: User) -> None:
    tell(ana, visibility=default_visibility() | {"country": "nobody", "organisation": "nobody"})
    form = client_of(person("reader")).get("/en/people/").context["directory"].form
    assert [value for value, _label in form.fields["country"].choices] == [""]
    assert [value for value, _label in form.fields["org"].choices] == [""]


@pytest.mark.parametrize("word", ["утечки", "Утечки", "УТЕЧКИ"])
def test_russian_words_are_found_in_any_case(word: str) -> None:
    member("olga", offers="Ищем Утечки вместе")
    assert names_in(client_of(person("reader")), f"?offers={word}", "ru") == ["Olga Ruiz"]


@pytest.mark.parametrize("query", ["theme=none", "country=XX&offers=%00", "after=%00&id=%00", "language=e", "org=x"])
def test_a_bad_address_gets_the_whole_list(ana: User, query: str) -> None:
    assert names_in(client_of(person("reader")), f"?{query}") == ["Ana Ruiz"]


def test_a_profile_names_neither_the_account_nor_its_number(ana: User) -> None:
    profile = ana.profile
    assert re.fullmatch(r"/en/people/[a-z2-9]{10}/", profile.get_absolute_url())
    page = client_of(person("reader")).get(profile.get_absolute_url()).content.decode()
    assert ana.email not in page
    assert "utility.example" not in page


def test_who_has_no_name_is_a_member_and_not_in_lists() -> None:
    nameless = member("nameless", first_name="", last_name="")
    client = client_of(person("reader"))
    assert "<h1>A member</h1>" in client.get(nameless.profile.get_absolute_url()).content.decode()
    assert names_in(client) == []


def test_an_organisation_that_was_taken_down_is_not_named(ana: User) -> None:
    Organisation.objects.filter(reference="org-bws").update(live=False)
    profile = Profile.objects.get(user=ana)
    assert face_of(profile, ana).works_at == ""


def test_a_face_of_a_hidden_page_tells_nothing_but_the_name(ana: User) -> None:
    tell(ana, visibility=dict.fromkeys(FIELDS, "public") | {PAGE: "members"})
    for viewer in (AnonymousUser(), person("suspended", is_active=False)):
        face = face_of(ana.profile, viewer)
        assert (face.line, face.offers, face.themes, face.links) == ("", "", (), ())


def many(number: int) -> None:
    """Members as the factory makes them, without its signals' queries."""
    named = [{"email": f"p{count}@many.example", "last_name": f"Body {count:04}"} for count in range(number)]
    theme, bws = Theme.objects.get(key="assets"), Organisation.objects.get(reference="org-bws")
    users = User.objects.bulk_create([User(**names, last_login=timezone.now()) for names in named])
    profiles = [Profile(user=user, organisation=bws, country="ZM", offers="Help " * 40) for user in users]
    Profile.objects.bulk_create(profiles)
    Profile.themes.through.objects.bulk_create(
        [Profile.themes.through(profile=profile, theme=theme) for profile in profiles]
    )


@pytest.mark.parametrize("query", ["?", "?name=&theme=assets&country=ZM&org=org-bws&offers=help&"])
def test_hundreds_of_people_cost_no_more_queries_than_a_few(query: str) -> None:
    reader = client_of(person("reader"))
    many(300)
    reader.get("/en/people/")  # fills the caches of the process
    seen: list[str] = []
    while query:
        with CaptureQueriesContext(connection) as queries:
            page = reader.get(f"/en/people/{query}")
        assert len(queries.captured_queries) <= 7
        assert len(page.content) < 100_000
        seen += [face.name for face in page.context["directory"].faces]
        query = page.context["directory"].next_url
    assert len(seen) == len(set(seen)) == 300
    assert seen == sorted(seen)


def test_a_page_costs_a_few_queries(ana: User) -> None:
    reader = client_of(person("reader"))
    with CaptureQueriesContext(connection) as queries:
        reader.get(ana.profile.get_absolute_url())
    assert len(queries.captured_queries) <= 7


@pytest.mark.parametrize("path", ["", "{id}/"])
def test_a_page_that_members_see_is_not_for_search_engines(ana: User, path: str) -> None:
    address = "/en/people/" + path.format(id=ana.profile.public_id)
    assert '<meta name="robots" content="noindex">' in client_of(ana).get(address).content.decode()
    tell(ana, visibility=dict.fromkeys((PAGE, *FIELDS), "public"))
    assert "noindex" not in Client().get(address).content.decode()
    assert "no-store" in Client().get(address)["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_one_person_is_one_hit_in_every_language(language: str) -> None:
    with committed():
        ana = member("ana", **TOLD)
    found = client_of(person("reader")).get(f"/{language}/search/?q=pressure&kind=person").context["results"]
    address = f"/{language}/people/{ana.profile.public_id}/"
    assert [(hit.title, hit.url) for hit in found.hits] == [("Ana Ruiz", address)]
    assert found.facets["kind"]["person"] == 1


def found_by(client: Client, words: str) -> list[Any]:
    return [hit.title for hit in client.get(f"/en/search/?q={words}&kind=person").context["results"].hits]


def test_search_finds_for_everybody_what_everybody_sees_and_not_more(ana: User) -> None:
    reader = client_of(person("reader"))
    with committed():
        tell(ana, visibility=default_visibility() | {"offers": "nobody"})
    assert (found_by(reader, "metering"), found_by(Client(), "metering")) == (["Ana Ruiz"], [])
    assert found_by(reader, "pressure") == []
    with committed():
        tell(ana, visibility=default_visibility() | {"page": "public", "role": "public"})
    assert (found_by(Client(), "leakage"), found_by(Client(), "metering")) == (["Ana Ruiz"], [])
    with committed():
        tell(ana, visibility=default_visibility() | {"page": "nobody"})
    assert found_by(reader, "leakage") == []
    assert not SearchEntry.objects.filter(kind="person").exists()


def test_search_hears_of_names_suspensions_and_first_visits() -> None:
    reader = client_of(person("reader"))

    def change(user: User, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(user, name, value)
        with committed():
            user.save()

    with committed():
        ana = member("ana", **TOLD)
    change(ana, first_name="Anastasia")
    assert found_by(reader, "pressure") == ["Anastasia Ruiz"]
    change(ana, is_active=False)
    assert found_by(reader, "pressure") == []
    change(ana, is_active=True, last_login=None)
    assert found_by(reader, "pressure") == []
    with committed():
        client_of(ana)
    assert found_by(reader, "pressure") == ["Anastasia Ruiz"]
    change(ana, first_name="", last_name="")
    assert found_by(reader, "pressure") == []


def test_search_hears_of_themes_and_of_those_who_left(ana: User) -> None:
    reader = client_of(person("reader"))
    with committed():
        ana.profile.themes.set([Theme.objects.get(key="quality")])
    hits = reader.get("/en/search/?theme=quality&kind=person").context["results"].hits
    assert [hit.title for hit in hits] == ["Ana Ruiz"]
    with committed():
        ana.delete()
    assert found_by(reader, "pressure") == []


@pytest.mark.parametrize("format_name", ["csv", "ris", "bibtex", "json", "atom"])
def test_people_among_results_can_be_taken_along(ana: User, format_name: str) -> None:
    with committed():
        ana.profile.save()
    assert client_of(ana).get(f"/en/search/?q=pressure&format={format_name}").status_code == 200


def test_the_hubs_lead_to_the_people(client: Client) -> None:
    main = client.get("/en/hubs/").content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'href="/en/people/"' in main
