"""Everything a person has here can be taken along, and deleted, with or without what was written."""

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from communities.discussions.drafting.services import begin
from communities.discussions.files import keep_waiting, received
from communities.discussions.models import Post, PostRevision
from communities.discussions.services import edit
from communities.hubs.inviting import invite
from communities.hubs.models import Date, Hub
from communities.hubs.services import announce
from communities.moderation.models import Suspension
from communities.notifications.models import Notification
from communities.people.leaving.belongings import belongings_of
from communities.people.models import User
from search.models import SearchEntry
from tests.commits import committed

from .accounts import app_of, is_signed_in, number_now, recovery_codes_of
from .discussions import answer, pump, question
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


def test_what_else_is_kept_of_somebody_comes_along_without_what_is_secret(here: Hub, ana: User) -> None:
    client = signed_in(ana)
    secret, codes = app_of(ana), recovery_codes_of(ana)
    with committed():
        thread = question(here, ana, "Where is my pump?")
        edit(post=thread.posts.get(), body="Where is my valve?", language="en")
        invitation = invite(hub=here, email="friend@utility.example", by=ana)
    announce(date=Date(hub=here, title="Valve day", starts_at=timezone.now(), ends_at=timezone.now()), by=ana)
    begin(thread=thread, keys=[thread.posts.get().pk], title="All about valves", by=ana)
    [waiting], _refused = received([pump("notes.txt", b"Of my valve")], room=1)
    keep_waiting(owner=ana, files=[waiting])
    key = client.session.session_key
    UserSession.objects.update_or_create(session_key=key, defaults={"user": ana, "ip": "127.0.0.1"})
    client.post("/en/accounts/factors/reauthenticate/", {"code": number_now(secret)})
    files = files_of(client)
    told = {name.removesuffix(".json"): json.loads(body) for name, body in files.items() if name.endswith(".json")}
    assert [row["body"] for row in told["earlier-versions"]] == ["Where is my pump?"]
    assert told["read"] == [{"thread_id": thread.pk, "number": 1}]
    assert [row["email"] for row in told["invitations"]] == ["friend@utility.example"]
    assert [row["title"] for row in told["dates"]] == ["Valve day"]
    assert [row["title"] for row in told["products"]] == ["All about valves"]
    assert {row["action"] for row in told["acts"]} == {"hubs.invite", "hubs.announce"}
    assert sorted(row["type"] for row in told["second-factors"]) == ["recovery_codes", "totp"]
    assert [row["ip"] for row in told["sessions"]] == ["127.0.0.1"]
    assert [row["name"] for row in told["files"]] == ["notes.txt"]
    assert files[f"files/{waiting.pk}-notes.txt"] == b"Of my valve"
    everything = b"".join(files.values()).decode()
    for word in (secret, *codes, invitation.token, key):
        assert str(word) not in everything


def test_why_somebody_is_suspended_comes_along(ana: User) -> None:
    Suspension.objects.create(person=ana, why="Sold pumps")
    assert belongings_of(ana)["suspension"][0]["why"] == "Sold pumps"


# What points at a person and is nobody's to take along, or is told by something else
NOT_TAKEN = {
    "discussions.Post_mentions.user": "stands in another's post; the mentioned has the news of it",
    "discussions.Thread.author": "its question is among the posts",
    "hubs.Invitation.accepted_by": "the membership says so",
    "moderation.ModerationLogEntry.person": "what was decided about somebody is told by warnings and suspension",
    "moderation.Report.decided_by": "the log has it among the acts",
    "notifications.Notification.actor": "what others were told",
    "people.Block.blocked": "who blocks somebody is not told to that one",
    "people.User_groups.user": "what administrators allow staff to do",
    "people.User_user_permissions.user": "what administrators allow staff to do",
}
OF_STAFF = {  # the record of what was published, by whom: it belongs to the site, as pages do
    *("wagtailadmin", "wagtailcore", "wagtaildocs", "wagtailimages", "wagtailusers", "wagtail_localize"),
    *("links", "media"),
}


def fields_to_people() -> dict[str, str]:
    """Every field in the database that points at an account → its column."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.related_model is User and not field.primary_key and model._meta.app_label not in OF_STAFF:
                found[f"{model._meta.label}.{field.name}"] = f'"{model._meta.db_table}"."{field.column}"'
    return {name: column for name, column in found.items() if not name.endswith(".locked_by")}  # editors' work


def test_all_that_points_at_somebody_is_taken_along_or_has_a_reason_not_to_be(ana: User) -> None:
    with CaptureQueriesContext(connection) as captured:
        belongings_of(ana)
    asked = " ".join(query["sql"] for query in captured.captured_queries)
    fields = fields_to_people()
    taken = {name for name, column in fields.items() if f"{column} = {ana.pk}" in asked}
    assert len(taken) > 20
    assert set(fields) - taken == set(NOT_TAKEN)


def test_the_picture_comes_along(ana: User, settings: Any, tmp_path: Any) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (320, 320), "teal").save(picture, "WEBP")
    ana.profile.photo.save("me.webp", io.BytesIO(picture.getvalue()))
    assert files_of(signed_in(ana))["picture.webp"] == picture.getvalue()
    ana.profile.photo.delete()


def test_a_picture_that_is_not_on_the_disk_any_more_keeps_nothing_back(ana: User) -> None:
    ana.profile.photo = "people/gone.webp"
    ana.profile.save()
    files = files_of(signed_in(ana))
    assert "account.json" in files
    assert "picture.webp" not in files


def test_who_has_a_password_confirms_before_taking_everything_along(ana: User) -> None:
    ana.set_password("a long enough secret")
    ana.save()
    client = signed_in(ana)
    assert "/reauthenticate/" in client.post("/en/accounts/take-along/")["Location"]


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


def test_where_deleting_fails_one_stays_signed_in(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**kwargs: Any) -> None:
        raise OSError

    monkeypatch.setattr("communities.people.leaving.services.close_account", fail)
    client = signed_in(ana)
    client.raise_request_exception = False
    assert client.post("/en/accounts/close/", {"words": "stay", "is_sure": "on"}).status_code == 500
    assert is_signed_in(client)


def test_an_account_that_is_gone_is_signed_out(ana: User) -> None:
    client = signed_in(ana)
    client.post("/en/accounts/close/", {"words": "stay", "is_sure": "on"})
    assert not is_signed_in(client)
    assert client.get("/en/accounts/").status_code == 302


def test_who_has_a_password_types_it_in_before(here: Hub) -> None:
    ana = member_of(here, "ana")
    ana.set_password("a long enough secret")
    ana.save()
    answer = close(ana, "stay")
    assert "/reauthenticate/" in answer["Location"]
    assert User.objects.filter(pk=ana.pk).exists()
