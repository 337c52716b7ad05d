"""Everything a person has here can be taken along, and deleted, with or without what was written."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from communities.discussions.models import Post, PostRevision
from communities.discussions.services import edit
from communities.hubs.models import Hub
from communities.notifications.models import Notification
from communities.people.models import User
from search.models import SearchEntry
from tests.commits import committed

from .discussions import answer, question
from .hubs import HUB, hub, member_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Hub:
    return hub()


@pytest.fixture
def ana(here: Hub) -> User:
    return member_of(here, "ana", first_name="Ana", last_name="Ruiz")


def files_of(client: Client) -> dict[str, Any]:
    response = client.post("/en/accounts/take-along/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_taken_along_and_nothing_of_anybody_else(here: Hub, ana: User) -> None:
    other = member_of(here, "other")
    with committed():
        thread = question(here, ana, "Где мой насос?")
    with committed():
        answer(thread, other, "A secret of another's")
    files = files_of(signed_in(ana))
    told = {name.removesuffix(".json"): json.loads(content) for name, content in files.items()}
    assert told["account"][0]["email"] == ana.email
    assert told["memberships"][0]["hub__theme__key"] == HUB
    assert [post["body"] for post in told["posts"]] == ["Где мой насос?"]
    assert told["news"][0]["kind"] == "reply"
    everything = b"".join(files.values()).decode()
    assert "password" not in everything
    assert "another's" not in everything
    assert other.email not in everything


def test_the_picture_comes_along(ana: User, settings: Any, tmp_path: Any) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (320, 320), "teal").save(picture, "WEBP")
    ana.profile.photo.save("me.webp", io.BytesIO(picture.getvalue()))
    assert files_of(signed_in(ana))["picture.webp"] == picture.getvalue()
    ana.profile.photo.delete()


def close(user: User, words: str, **fields: str) -> Any:
    return signed_in(user).post("/en/accounts/close/", {"words": words, "is_sure": "on"} | fields)


def test_what_was_written_stays_as_a_former_members(here: Hub, ana: User, client: Client) -> None:
    thread = question(here, ana, "Where is my pump?")
    close(ana, "stay")
    assert not User.objects.filter(pk=ana.pk).exists()
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Where is my pump?" in page
    assert "A former member" in page
    assert "Ruiz" not in page


def test_what_was_written_goes_with_the_account(here: Hub, ana: User, client: Client) -> None:
    other = member_of(here, "other")
    with committed():
        thread = question(here, other, "Who knows valves?")
    with committed():
        mine = answer(thread, ana, "The valve of Testville")
        own = question(here, ana, "A pump of Testville")
    with committed():
        edit(post=mine, body="The valve of Testville, again", language="en")
    with committed():
        close(ana, "go")
    assert not Post.objects.filter(body__contains="Testville").exists()
    assert not PostRevision.objects.filter(body__contains="Testville").exists()
    assert "Testville" not in str(list(Notification.objects.values_list("words", flat=True)))
    assert not SearchEntry.objects.filter(body__contains="Testville").exists()
    for address in (thread.get_absolute_url(), own.get_absolute_url(), f"/en/hubs/{HUB}/discussions/"):
        assert "Testville" not in client.get(address).content.decode()


def test_an_account_is_deleted_by_who_is_sure_only(ana: User) -> None:
    answer = close(ana, "stay", is_sure="")
    assert answer.context["form"].errors
    assert close(ana, "everything").context["form"].errors
    assert User.objects.filter(pk=ana.pk).exists()


def test_staff_do_not_delete_themselves(ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_staff=True)
    assert close(ana, "stay").status_code == 403
    assert User.objects.filter(pk=ana.pk).exists()


def test_who_has_a_password_types_it_in_before(here: Hub) -> None:
    ana = member_of(here, "ana")
    ana.set_password("a long enough secret")
    ana.save()
    answer = close(ana, "stay")
    assert "/reauthenticate/" in answer["Location"]
    assert User.objects.filter(pk=ana.pk).exists()
