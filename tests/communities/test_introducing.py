"""Facilitators change what their hub says of itself, where they read it and in the language they read it in."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail_localize.models import Translation

from communities.hubs.introducing import introduce
from communities.hubs.introduction import as_body, as_text
from communities.hubs.models import HubPage
from communities.moderation.models import ModerationLogEntry
from communities.people.models import User
from knowledge.translation.standing import with_notices

from .hubs import HUB, hub, member_of, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = f"/en/hubs/{HUB}/introduction/"


def page(language: str = "en") -> HubPage:
    return HubPage.objects.get(hub=hub(), locale__language_code=language)


@pytest.fixture
def facilitator() -> Client:
    return signed_in(member_of(hub(), "facilitator", role="facilitator"))


def typed(client: Client, address: str = ADDRESS, **changed: Any) -> dict[str, Any]:
    """The form as it opens, with what somebody changes in it."""
    return dict(client.get(address).context["form"].initial) | changed


def words(language: str = "en") -> list[Any]:
    """The blocks that can be typed; the way onward below them cannot."""
    return [block for block in page(language).body if block.block_type in ("text", "points", "steps")]


def blocks(language: str = "en") -> list[tuple[str, str]]:
    return [(block.block_type, block.value["heading"]) for block in words(language)]


def send(client: Client, address: str = ADDRESS, **changed: Any) -> HttpResponse:
    return client.post(address, typed(client, address, **changed))


def test_a_facilitator_changes_welcome_and_introduction_and_visitors_read_them(facilitator: Client) -> None:
    answer = send(facilitator, welcome="Say where you work.", introduction="## Who we are\n\nWe **listen** at night.")
    assert answer.status_code == 302
    shown = Client().get(f"/en/hubs/{HUB}/").content.decode()
    assert "<p>Say where you work.</p>" in shown
    assert "We <b>listen</b> at night." in shown


def test_an_introduction_that_was_not_touched_stays_block_by_block(facilitator: Client) -> None:
    before = page().body.get_prep_value()
    assert send(facilitator, welcome="Hello.").status_code == 302
    assert page().body.get_prep_value() == before


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_every_introduction_of_the_content_survives_being_opened_as_text(language: str) -> None:
    for each in HubPage.objects.filter(locale__language_code=language):
        assert as_body(as_text(each.body), each.body) == each.body.get_prep_value()


def test_what_is_changed_in_one_section_leaves_the_others_as_they_are(facilitator: Client) -> None:
    before, text = page().body.get_prep_value(), typed(facilitator)["introduction"]
    first, rest = text.split("\n\n## ", 1)
    send(facilitator, introduction=f"{first}\n\nOne more paragraph.\n\n## {rest}")
    after = page().body.get_prep_value()
    assert after[1:] == before[1:]
    assert after[0]["value"]["text"].endswith("<p>One more paragraph.</p>")


def test_a_plain_list_becomes_points_and_a_numbered_one_steps(facilitator: Client) -> None:
    send(facilitator, introduction="## Ask\n- One?\n- **Two** and why\n\n## Then\n1. First\n2. Second")
    assert blocks() == [("points", "Ask"), ("steps", "Then")]
    [points, steps] = words()
    assert [(point["title"], point["text"]) for point in points.value["items"]] == [("One?", ""), ("Two", "and why")]
    assert [step["title"] for step in steps.value["items"]] == ["First", "Second"]


def test_what_cannot_be_typed_stays_below_the_words(facilitator: Client) -> None:
    kept = page().body.get_prep_value()[-1]
    assert kept["type"] == "call"
    send(facilitator, introduction="New words alone.")
    assert page().body.get_prep_value()[-1] == kept


def test_a_list_with_links_stays_prose(facilitator: Client) -> None:
    send(facilitator, introduction="- [The library](/en/library/)\n- More")
    assert blocks() == [("text", "")]
    assert '<a href="/en/library/">The library</a>' in page().body[0].value["text"].source


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](http://a.example/b.png)",
    ],
)
def test_nothing_that_was_typed_runs(facilitator: Client, attack: str) -> None:
    send(facilitator, introduction=f"Words. {attack}", welcome=attack)
    source = page().body[0].value["text"].source
    assert not any(sign in source for sign in ("<script", "<img", 'href="javascript', "onerror=&"))
    shown = Client().get(f"/en/hubs/{HUB}/").content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_the_other_languages_stay_as_they_are(facilitator: Client) -> None:
    before = {language: page(language).body.get_prep_value() for language in ("en", "fr", "es")}
    address = f"/ru/hubs/{HUB}/introduction/"
    send(facilitator, address, introduction="## Кто мы\n\nМы слушаем ночью.")
    assert blocks("ru") == [("text", "Кто мы")]
    assert {language: page(language).body.get_prep_value() for language in before} == before


def test_own_words_in_another_language_are_no_translation_any_more(facilitator: Client) -> None:
    send(facilitator, f"/fr/hubs/{HUB}/introduction/", summary="Nos propres mots.")
    own = page("fr")
    of_page = Translation.objects.get(source__object_id=own.translation_key, target_locale=own.locale)
    assert not of_page.enabled
    send(facilitator, summary="The source says something else now.")
    assert page("fr").summary == "Nos propres mots."
    assert not with_notices(HubPage.objects.filter(pk=page("es").pk)).get().is_machine_made


def test_a_page_that_was_never_translated_gets_words_of_its_own(facilitator: Client) -> None:
    HubPage.objects.filter(pk=page("es").pk).update(alias_of=page("en"))
    send(facilitator, f"/es/hubs/{HUB}/introduction/", summary="Con nuestras palabras.")
    assert page("es").alias_of_id is None
    assert page("es").summary == "Con nuestras palabras."


def test_of_two_facilitators_the_second_sees_what_the_first_wrote_and_keeps_the_own_text(facilitator: Client) -> None:
    other = signed_in(member_of(hub(), "other", role="facilitator"))
    mine = typed(other, introduction="## Mine\n\nMy words.")
    send(facilitator, introduction="## Theirs\n\nTheir words.")
    answer = other.post(ADDRESS, mine)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert "My words." in shown
    assert "Their words." in shown
    assert blocks() == [("text", "Theirs")]
    again = dict(answer.context["form"].data.items())
    assert other.post(ADDRESS, again).status_code == 302
    assert blocks() == [("text", "Mine")]


def test_what_an_editor_has_not_published_is_not_written_over(facilitator: Client) -> None:
    begun = typed(facilitator)
    draft = page()
    draft.summary = "An editor's draft."
    draft.save_revision()
    answer = facilitator.post(ADDRESS, typed(facilitator) | {"welcome": begun["welcome"] or "Hi."})
    assert answer.context["form"].non_field_errors()
    assert page().get_latest_revision_as_object().summary == "An editor's draft."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("summary", ""),
        ("summary", "x" * 301),
        ("welcome", "x" * 1_001),
        ("introduction", "x" * 20_001),
        ("introduction", f"## {'x' * 121}\n\nWords."),
        ("introduction", "## A heading alone"),
        ("introduction", "Look [here](/en/library/)."),
    ],
)
def test_what_the_page_does_not_take_is_told_beside_the_field_and_kept(
    facilitator: Client, field: str, value: str
) -> None:
    before = page().latest_revision_id
    answer = send(facilitator, **{field: value})
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"][field].value() == value
    assert page().latest_revision_id == before


def test_what_was_typed_when_the_session_ended_waits_for_its_form(client: Client, facilitator: Client) -> None:
    before = page().summary
    client.post(ADDRESS, typed(facilitator, summary="Typed and not sent."))
    client.force_login(User.objects.get(email="facilitator@utility.example"))
    assert client.get(ADDRESS).context["form"]["summary"].value() == "Typed and not sent."
    assert page().summary == before


def test_it_is_written_down_who_changed_it(facilitator: Client) -> None:
    send(facilitator, welcome="Hello.")
    entry = ModerationLogEntry.objects.get(action="hubs.introduce")
    assert (entry.hub, entry.user.email) == (hub(), "facilitator@utility.example")


def test_nothing_is_published_where_writing_it_down_fails(
    facilitator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    begun = typed(facilitator, summary="Half done.")
    monkeypatch.setattr("communities.hubs.introducing.log", fail)
    with pytest.raises(RuntimeError):
        introduce(
            page=page(),
            version=begun.pop("version"),
            words=begun,
            by=member_of(hub(), "other", role="facilitator"),
        )
    assert page().summary != "Half done."
