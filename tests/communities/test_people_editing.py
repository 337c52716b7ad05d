"""Telling others about oneself: five small forms, each of which can be left out."""

import io
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from communities.hubs.models import Membership
from communities.people.models import Profile, User
from communities.people.profiles.visibility import FIELDS, PAGE
from knowledge.partnerships.models import Organisation
from tests.commits import committed
from tests.pictures import animation, bomb, camera_picture, picture

from .hubs import HUB, hub
from .people import client_of, member, person, tell

pytestmark = pytest.mark.django_db
STEP = "/{language}/people/me/{step}/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


def address(step: int, language: str = "en") -> str:
    return STEP.format(language=language, step=step)


def everything_for(see: str = "members") -> dict[str, str]:
    return {f"see-{name}": see for name in (PAGE, *FIELDS)} | {"language": "fr"}


@pytest.fixture
def ana() -> User:
    return person("ana")


@pytest.fixture
def client(ana: User) -> Client:
    return client_of(ana)


def test_the_five_steps_one_after_the_other_make_a_page(client: Client, ana: User) -> None:
    bws = Organisation.objects.get(reference="org-bws")
    told: list[dict[str, Any]] = [
        {"first_name": "Ana", "last_name": " Ruiz \n Gil", "country": "BZ", "organisation": bws.pk}
        | {"time_zone": "Africa/Blantyre"},
        {"role": "Engineer", "languages": ["es", "en"], "themes": []},
        {"offers": "Pressure management", "looks_for": "Metering"},
        {"link_2": "pumps.example/ana"},
        everything_for("public") | {"see-links": "nobody"},
    ]
    where = "/en/people/me/"
    for step, fields in enumerate(told, start=1):
        assert client.get(where).status_code == 200
        answer = client.post(where, fields)
        assert answer.status_code == 302, answer.context["form"].errors
        where = answer["Location"]
        assert where == (address(step + 1) if step < 5 else ana.profile.get_absolute_url())
    profile = Profile.objects.select_related("user").get(user=ana)
    assert (profile.user.public_name, profile.user.language, profile.user.time_zone) == (
        "Ana Ruiz Gil",
        "fr",
        "Africa/Blantyre",
    )
    assert (profile.organisation, profile.country, profile.languages) == (bws, "BZ", "en,es")
    assert profile.links == ["https://pumps.example/ana"]
    assert not profile.takes_messages
    page = Client().get(where).content.decode()
    assert "Pressure management" in page
    assert "pumps.example" not in page


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
@pytest.mark.parametrize("step", range(1, 6))
def test_every_step_stands_in_every_language_and_can_be_left_out(client: Client, language: str, step: int) -> None:
    page = client.get(address(step, language))
    assert page.status_code == 200
    assert len(page.content) < 100_000
    following = address(step + 1, language) if step < 5 else "/people/"
    assert f'href="{following}' in page.content.decode() or step == 5


def test_what_is_empty_may_stay_empty(client: Client, ana: User) -> None:
    for step in range(1, 5):
        assert client.post(address(step), {}).status_code == 302
    profile = Profile.objects.get(user=ana)
    assert (profile.offers, profile.links, str(profile.country), profile.user.public_name) == ("", [], "", "A member")


@pytest.mark.parametrize(
    ("step", "fields", "wrong"),
    [
        (1, {"first_name": "A" * 151, "last_name": "Ruiz"}, "first_name"),
        (1, {"first_name": "Ana", "country": "XX"}, "country"),
        (1, {"first_name": "Ana", "organisation": "999999"}, "organisation"),
        (1, {"first_name": "Ana\x00"}, "first_name"),
        (2, {"role": "Engineer", "languages": ["xx"]}, "languages"),
        (2, {"role": "Engineer", "themes": ["999"]}, "themes"),
        (3, {"offers": "o" * 601, "looks_for": "Metering"}, "offers"),
        (4, {"link_1": "javascript:alert(1)", "link_2": "https://good.example/"}, "link_1"),
        (4, {"link_1": "ftp://files.example/", "link_2": "https://good.example/"}, "link_1"),
        (5, {"see-page": "everyone"}, "see-page"),
        (1, {"time_zone": "Moon/Sea"}, "time_zone"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(
    client: Client, ana: User, step: int, fields: dict[str, Any], wrong: str
) -> None:
    page = client.post(address(step), fields)
    assert page.status_code == 200
    assert wrong in page.context["form"].errors
    html = page.content.decode()
    for typed in fields.values():
        for word in typed if isinstance(typed, list) else [typed]:
            assert word.replace("\x00", "") in html or word in ("XX", "xx", "999999", "999", "everyone", "Moon/Sea")
    profile = Profile.objects.get(user=ana)
    assert (profile.role, profile.offers, profile.links, profile.user.first_name) == ("", "", [], "")


def test_nobody_edits_without_signing_in_and_everybody_only_the_own() -> None:
    assert Client().get(address(1))["Location"].startswith("/en/accounts/login/?next=")
    assert Client().post(address(3), {"offers": "Spam"}).status_code == 302
    other = member("other", offers="Mine")
    client_of(person("ana")).post(address(3), {"offers": "Yours"})
    assert Profile.objects.get(user=other).offers == "Mine"


@pytest.mark.parametrize("step", ["0", "6", "99"])
def test_there_is_no_sixth_step(client: Client, step: str) -> None:
    assert client.get(f"/en/people/me/{step}/").status_code == 404


def test_an_organisation_taken_down_meanwhile_is_not_lost(client: Client, ana: User) -> None:
    bws = Organisation.objects.get(reference="org-bws")
    tell(ana, organisation=bws)
    Organisation.objects.filter(pk=bws.pk).update(live=False)
    assert client.post(address(1), {"organisation": bws.pk, "first_name": "Ana"}).status_code == 302
    assert Profile.objects.get(user=ana).organisation == bws


def upload(client: Client, content: bytes, name: str = "me.jpg", **fields: str) -> Any:
    with committed():
        return client.post(address(4), {"new_photo": SimpleUploadedFile(name, content), **fields})


def photo_of(user: User) -> Any:
    return Profile.objects.get(user=user).photo


@pytest.mark.parametrize(
    ("form", "name"),
    [("JPEG", "me.JPG"), ("PNG", "me.png"), ("WEBP", "me.webp"), ("AVIF", "me.avif"), ("GIF", "me.gif")],
)
def test_a_picture_is_kept_as_a_small_square_without_what_the_camera_wrote(
    client: Client, ana: User, form: str, name: str
) -> None:
    content = camera_picture(form, (900, 600)) if form != "GIF" else animation("GIF", (90, 60), 3)
    assert upload(client, content, name).status_code == 302
    stored = photo_of(ana).read()
    image = Image.open(io.BytesIO(stored))
    assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (320, 320), {})
    assert b"GPS" not in stored
    assert b"Camera" not in stored
    assert len(stored) < 40_000


@pytest.mark.parametrize("form", ["P", "L", "LA", "CMYK", "RGBA", "1", "I;16"])
def test_pictures_of_every_mode_are_taken(client: Client, ana: User, form: str) -> None:
    buffer = io.BytesIO()
    Image.new(form, (400, 300)).save(buffer, "JPEG" if form == "CMYK" else "PNG")
    assert upload(client, buffer.getvalue(), "me.jpg" if form == "CMYK" else "me.png").status_code == 302
    assert photo_of(ana)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "me.svg"),
        (SVG, "me.png"),
        (b"not a picture", "me.jpg"),
        (b"", "me.jpg"),
        (picture("PNG"), "me.exe"),
        (picture("JPEG", (400, 300))[:700], "me.jpg"),
        (bomb("PNG", 7000, 6000), "me.png"),
        (bomb("PNG", 60_000, 60_000), "me.png"),
        (picture("JPEG") + b"\0" * 5 * 1024 * 1024, "me.jpg"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_a_word(client: Client, ana: User, content: bytes, name: str) -> None:
    answer = upload(client, content, name, link_1="https://good.example/")
    assert answer.status_code == 200
    assert answer.context["form"].errors["new_photo"]
    assert "https://good.example/" in answer.content.decode()
    assert not photo_of(ana)


def test_a_sound_picture_is_kept_when_a_link_is_wrong(client: Client, ana: User) -> None:
    answer = upload(client, picture("PNG"), "me.png", link_1="no link")
    assert answer.context["form"].errors["link_1"]
    assert photo_of(ana)


def test_a_replaced_picture_and_that_of_who_leaves_are_gone(client: Client, ana: User) -> None:
    storage = storages["documents"]
    upload(client, picture("PNG"), "me.png")
    first = photo_of(ana).name
    upload(client, picture("PNG", (80, 80)), "me.png")
    second = photo_of(ana).name
    assert (storage.exists(first), storage.exists(second)) == (False, True)
    with committed():
        client.post(address(4), {"no_photo": "on"})
    assert not photo_of(ana)
    assert not storage.exists(second)
    upload(client, picture("PNG"), "me.png")
    third = photo_of(ana).name
    with committed():
        ana.delete()
    assert not storage.exists(third)


@pytest.mark.parametrize(
    ("see", "statuses"), [("public", (200, 200, 200)), ("members", (404, 200, 200)), ("nobody", (404, 404, 200))]
)
def test_a_picture_is_handed_out_to_those_who_may_see_it(ana: User, see: str, statuses: tuple[int, ...]) -> None:
    own = client_of(ana)
    upload(own, picture("PNG"), "me.png")
    everything = dict.fromkeys((PAGE, *FIELDS), "public")
    tell(Profile.objects.get(user=ana).user, visibility=everything | {"photo": see})
    where = f"/en/people/{ana.profile.public_id}/photo/"
    answers = [each.get(where) for each in (Client(), client_of(person("reader")), own)]
    assert tuple(answer.status_code for answer in answers) == statuses
    assert all("private" in answer["Cache-Control"] for answer in answers if answer.status_code == 200)
    assert answers[2]["Content-Type"] == "image/webp"
    assert Client().get(f"/media/{photo_of(ana).name}").status_code == 404


def test_a_picture_whose_file_is_lost_is_not_there(ana: User) -> None:
    client = client_of(ana)
    upload(client, picture("PNG"), "me.png")
    storages["documents"].delete(photo_of(ana).name)
    assert client.get(f"/en/people/{ana.profile.public_id}/photo/").status_code == 404


def test_a_part_is_kept_as_a_whole_or_not_at_all(client: Client, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError

    monkeypatch.setattr(Profile, "save", fail)
    client.raise_request_exception = False
    assert client.post(address(1), {"first_name": "Half", "country": "BZ"}).status_code == 500
    assert User.objects.get(pk=ana.pk).first_name == ""


def test_a_time_zone_that_was_not_chosen_is_marked_for_the_script_and_stays_without_one(
    client: Client, ana: User
) -> None:
    page = client.get(address(1)).content.decode()
    assert 'data-unchosen="UTC"' in page
    assert "time-zone.js" in page
    assert "time-zone.js" not in client.get(address(5)).content.decode()
    client.post(address(1), {"first_name": "Ana", "time_zone": "Africa/Blantyre"})
    assert "data-unchosen" not in client.get(address(1)).content.decode()
    client.post(address(1), {"first_name": "Ana"})
    assert User.objects.get(pk=ana.pk).time_zone == "Africa/Blantyre"


@pytest.mark.parametrize("where", ["/en/inbox/", f"/en/hubs/{HUB}/discussions/new/"])
def test_who_has_no_name_is_told_and_comes_back_after_telling_it(client: Client, ana: User, where: str) -> None:
    Membership.objects.create(hub=hub(), user=ana)
    page = client.get(where).content.decode()
    assert "Others see you as “A member”." in " ".join(page.split())
    door = f"/en/people/me/?next={where}"
    assert f'href="{door}"' in page
    assert f'href="{where}"' in client.get(door).content.decode()
    assert client.post(door, {"first_name": "Ana"})["Location"] == where
    assert "Others see you as" not in client.get(where).content.decode()


def test_nobody_is_led_away_from_the_site(client: Client) -> None:
    answer = client.post("/en/people/me/?next=https://evil.example/", {"first_name": "Ana"})
    assert answer["Location"] == address(2)
