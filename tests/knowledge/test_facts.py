"""Facts: one row with a text in every language, dates as exact as they are known, drafts that nobody sees."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from hub.templatetags.hub import figure
from knowledge import dates
from knowledge.partnerships.models import Organisation, Partnership, Programme
from knowledge.taxonomy.fields import LocalizedField, LocalizedText
from knowledge.taxonomy.geography import country_name, country_names
from knowledge.taxonomy.models import Theme

LANGUAGES = ("en", "fr", "es", "ru")


def test_a_localized_text_speaks_the_active_language_and_falls_back_to_english() -> None:
    text = LocalizedText({"en": "pump", "ru": "насос"})
    with override("ru"):
        assert str(text) == "насос"
    with override("fr"):
        assert str(text) == "pump"
    assert str(LocalizedText()) == ""


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"en": "pump"}, "Русский"),
        ({**dict.fromkeys(LANGUAGES, "x"), "de": "Pumpe"}, "one text per language"),
        (dict.fromkeys(LANGUAGES, "x" * 11), "at most 10"),
        ("pump", "one text per language"),
    ],
)
def test_a_localized_field_wants_every_language_and_says_which_is_missing(value: object, complaint: str) -> None:
    with pytest.raises(ValidationError) as error:
        LocalizedField(max_length=10).clean(value, None)
    assert complaint in str(error.value)


def test_the_form_of_a_localized_field_keeps_what_was_typed() -> None:
    form_field = LocalizedField(max_length=10).formfield()
    html = form_field.widget.render("label", ["pump", "", "bomba", ""], {"id": "id_label"})
    assert 'value="pump"' in html
    assert 'lang="ru"' in html
    assert "Русский" in html


@pytest.mark.parametrize("date", ["2009", "2009-05", "2009-05-17", "2010/2011"])
def test_a_date_may_be_known_to_the_year_the_month_or_the_day(date: str) -> None:
    dates.validate_partial_date(date)


@pytest.mark.parametrize("date", ["09", "2009-13", "2009-5", "2009-02-30", "yesterday", "2010/", "2009-05-17T00"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(ValidationError):
        dates.validate_partial_date(date)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "May 2009"), ("fr", "mai 2009"), ("es", "mayo de 2009"), ("ru", "Май 2009 г.")]
)
def test_a_month_is_written_as_the_language_writes_it(language: str, shown: str) -> None:
    with override(language):
        assert dates.display("2009-05") == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "50,644"), ("fr", "50\xa0644"), ("es", "50\xa0644"), ("ru", "50\xa0644")]
)
def test_a_figure_is_grouped_as_the_language_groups_it(language: str, shown: str) -> None:
    with override(language):
        assert figure(Decimal("50644.00")).replace("\u202f", "\xa0").replace(".", "\xa0") == shown.replace(".", "\xa0")


def test_a_country_has_a_name_in_every_language() -> None:
    assert country_names("MW") == ["Malawi", "Malaui", "Малави"]
    assert country_name("XX", "en") == "XX"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_public_page(client: Client, language: str) -> None:
    facts = [
        *Partnership.objects.order_by("?")[:8],
        *Organisation.objects.order_by("?")[:8],
        *Programme.objects.all(),
    ]
    with override(language):
        addresses = [(fact.get_absolute_url(), fact.summary.in_language(language)) for fact in facts]
    for address, summary in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert summary[:40].split("'")[0] in response.content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
def test_a_renamed_theme_is_seen_at_once(client: Client) -> None:
    assert "Asset Management" in client.get("/en/").content.decode()
    theme = Theme.objects.get(key="assets")
    theme.label = dict.fromkeys(LANGUAGES, "Pipes and pumps")
    theme.save()
    assert "Pipes and pumps" in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_a_fact_in_draft_is_visible_to_nobody(editor: object) -> None:
    from django.contrib.auth.models import AnonymousUser

    Partnership.objects.filter(reference="wop-bws-ccwd").update(live=False)
    for user in (AnonymousUser(), editor):
        assert not Partnership.objects.visible_to(user).filter(reference="wop-bws-ccwd").exists()
