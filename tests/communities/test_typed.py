"""A session that ends while somebody types loses nothing and does nothing, nor does a token that is old."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.discussions.models import Post, PostTranslation, Thread
from communities.hubs.models import Date, Invitation
from communities.moderation.models import Report
from communities.people import typed
from communities.people.models import Message, Profile, User

from .discussions import answer, pump, question, url_of
from .hubs import HUB, hub, member_of, signed_in
from .moderation import reported
from .people import member

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.now().year + 1
SIGN_IN = "/en/accounts/login/?next="


class Written(NamedTuple):
    """A form: where it is sent to, with what, where it stands, and whether it did what it does."""

    address: str
    sent: dict[str, Any]
    page: str
    is_done: Callable[[], bool]


@pytest.fixture
def boss() -> User:
    return member_of(hub(), "boss", role="facilitator", last_login=timezone.now())


@pytest.fixture
def post() -> Post:
    thread = question(hub(), member_of(hub(), "author"), "Turn both valves.")
    answer(thread, member_of(hub(), "helper"), "Twice")
    post = thread.posts.get(number=1)
    post.thread = thread
    return post


def a_message(boss: User, post: Post) -> Written:
    address = f"/en/people/{member('ana').profile.public_id}/contact/"
    return Written(address, {"text": "An hour of work"}, address, Message.objects.exists)


def a_date(boss: User, post: Post) -> Written:
    address = f"/en/hubs/{HUB}/dates/new/"
    times = {"starts_at": f"{NEXT_YEAR}-03-04T15:00", "ends_at": f"{NEXT_YEAR}-03-04T16:00"}
    return Written(address, {"title": "An hour of work", **times}, address, Date.objects.exists)


def a_profile(boss: User, post: Post) -> Written:
    address = "/en/people/me/3/"
    return Written(address, {"offers": "An hour of work"}, address, Profile.objects.exclude(offers="").exists)


def an_invitation(boss: User, post: Post) -> Written:
    address = f"/en/hubs/{HUB}/invite/"
    return Written(address, {"email": "an-hour@of-work.example"}, address, Invitation.objects.exists)


def a_decision(boss: User, post: Post) -> Written:
    report = reported(post)
    address = f"/en/hubs/{HUB}/reports/{report.pk}/"
    sent = {"verdict": "hidden", "answer": "An hour of work"}
    return Written(address, sent, f"/en/hubs/{HUB}/reports/", lambda: not Report.objects.get().is_open)


def a_report(boss: User, post: Post) -> Written:
    address = f"{url_of(post.thread, post=post)}report/"
    return Written(address, {"reason": "other", "words": "An hour of work"}, address, Report.objects.exists)


def a_correction(boss: User, post: Post) -> Written:
    PostTranslation.objects.create(post=post, language="fr", version=post.written_at, texts=["Tournez"])
    address = f"{url_of(post.thread, post=post)}translations/fr/"
    is_done = PostTranslation.objects.exclude(corrected_by=None).exists
    return Written(address, {"text-0": "An hour of work"}, address, is_done)


def a_split(boss: User, post: Post) -> Written:
    address = f"{url_of(post.thread)}select/"
    sent = {"title": "An hour of work", "posts": [post.thread.posts.get(number=2).pk], "act": "split"}
    return Written(address, sent, address, lambda: Thread.objects.count() > 1)


def a_choice_of_mails(boss: User, post: Post) -> Written:
    address = "/en/inbox/mail/"
    sent = dict.fromkeys(signed_in(boss).get(address).context["form"].fields, "weekly")
    return Written(address, sent, address, boss.mail_preferences.exists)


FORMS = (
    a_message,
    a_date,
    a_profile,
    an_invitation,
    a_decision,
    a_report,
    a_correction,
    a_split,
    a_choice_of_mails,
)


@pytest.mark.parametrize("visibility", ["public", "hidden"])
@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_when_the_session_ended_stands_in_its_form_and_is_not_done(
    boss: User, post: Post, form: Callable[[User, Post], Written], visibility: str
) -> None:
    written = form(boss, post)
    hub(visibility=visibility)
    client = signed_in(boss)
    client.session.flush()
    led = client.post(written.address, written.sent)["Location"]
    assert written.address in led.replace("%2F", "/")
    assert ("/accounts/login/" in led) or ("/join/" in led)
    client.force_login(boss)
    page = client.get(written.address, follow=True)
    assert page.request["PATH_INFO"] == written.page
    assert "You had to sign in first: nothing was sent." in page.content.decode()
    shown = page.content.decode()
    assert all(str(value) in shown for name, value in written.sent.items() if name not in ("act", "verdict", "posts"))
    for key in written.sent.get("posts", []):
        assert re.search(rf'name="posts"\s+value="{key}"\s+checked', shown)
    assert not written.is_done()
    client.post(written.address, written.sent)
    assert written.is_done()
    if "dates" not in written.address:
        assert "You had to sign in first" not in client.get(written.page).content.decode()


def test_all_choices_of_a_form_come_back_and_files_do_not(boss: User) -> None:
    sent = {"first_name": "Ana", "last_name": "", "country": "BZ", "organisation": "", "organisation_name": "BWS"}
    client = Client()
    client.post("/en/people/me/1/", sent)
    client.post("/en/people/me/2/", {"role": "Head", "languages": ["es", "fr"], "themes": [hub().theme_id]})
    client.post("/en/people/me/4/", {"link_1": "https://a.example/", "new_photo": pump()})
    client.force_login(boss)
    form = client.get("/en/people/me/1/").context["form"]
    assert {name: form[name].value() for name in sent} == sent
    form = client.get("/en/people/me/2/").context["form"]
    assert (form["languages"].value(), form["themes"].value()) == (["es", "fr"], [str(hub().theme_id)])
    page = client.get("/en/people/me/4/").content.decode()
    assert 'value="https://a.example/"' in page
    assert "The files were not: please choose them again." in page


def test_boxes_that_were_not_ticked_are_not_ticked(boss: User) -> None:
    boss.profile.languages = "es"
    boss.profile.save()
    client = Client()
    client.post("/en/people/me/2/", {"role": "Head"})
    client.force_login(boss)
    assert not client.get("/en/people/me/2/").context["form"]["languages"].value()


def test_what_was_typed_in_one_language_is_found_in_another(boss: User) -> None:
    client = Client()
    client.post("/en/people/me/3/", {"offers": "An hour of work"})
    client.force_login(boss)
    assert "An hour of work" in client.get("/ru/people/me/3/").content.decode()


def test_the_next_day_it_is_forgotten(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.post("/en/people/me/3/", {"offers": "An hour of work"})
    client.force_login(boss)
    later = timezone.now().timestamp() + typed.LASTS + 60
    monkeypatch.setattr(typed.time, "time", lambda: later)
    assert "An hour of work" not in client.get("/en/people/me/3/").content.decode()


def test_a_session_holds_only_so_much_of_what_was_typed(boss: User) -> None:
    client = Client()
    threads = [question(hub(), boss) for _n in range(8)]
    for thread in threads:
        fields = {f"field-{number}": "ж" * 10_000 for number in range(30)}
        client.post(url_of(thread), {"body": "ж" * 50_000, "title": "ж" * 1_000_000} | fields)
    client.post(url_of(threads[0]), {str(number): "x" for number in range(900)} | {"body": "x"})
    waiting = client.session[typed.KEY]
    values = [[value for each in entry["fields"].values() for value in each] for entry in waiting.values()]
    assert sum(len(value) for each in values for value in each) <= typed.ROOM
    assert max(map(len, values)) <= typed.MOST_VALUES
    assert len(waiting) <= typed.MOST


def test_a_visitor_who_only_looks_or_presses_leaves_nothing_behind(boss: User) -> None:
    thread, client = question(hub(), boss), Client()
    client.get(url_of(thread))
    client.post(url_of(thread, act=True), {"act": "follow"})
    assert typed.KEY not in client.session


HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def strict(boss: User) -> Client:
    """With a browser's cookie, and a token of before somebody signed in in another window."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss)
    return client


def test_an_old_token_shows_what_was_typed_to_be_sent_again(strict: Client, boss: User) -> None:
    thread = question(hub(), boss)
    body = '\nFirst "line" <b>\nsecond line'
    sent = {"csrfmiddlewaretoken": "x" * 64, "body": body, "language": "en", "act": ""}
    page = strict.post(url_of(thread), sent, headers=HERE)
    shown = page.content.decode()
    assert page.status_code == 403
    assert f'action="{url_of(thread)}"' in shown
    assert 'name="body" rows="8" >\n\nFirst &quot;line&quot; &lt;b&gt;\nsecond line</textarea>' in shown
    assert 'type="hidden" name="language" value="en"' in shown
    assert thread.posts.count() == 1
    again = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)
    fresh = {"csrfmiddlewaretoken": again[1] if again else ""}
    strict.post(url_of(thread), sent | fresh, headers=HERE)
    assert thread.posts.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_gets_no_button(strict: Client, boss: User, headers: dict[str, str]) -> None:
    page = strict.post(url_of(question(hub(), boss)), {"body": "Buy my pipes\n" * 9}, headers=headers)
    assert page.status_code == 403
    assert "Buy my pipes" not in page.content.decode()
    assert "Send it again" not in page.content.decode()


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/en/accounts/login/", {"login": "ana@utility.example", "password": "a long enough secret"}),
        ("/en/accounts/login/code/confirm/", {"code": "a long enough secret"}),
        ("/en/people/me/1/", {"first_name": "Ana", "new_password": "a long enough secret"}),
    ],
)
def test_secrets_are_not_shown(strict: Client, address: str, sent: dict[str, str]) -> None:
    page = strict.post(address, sent, headers=HERE).content.decode()
    assert "a long enough secret" not in page
    assert "Send it again" not in page


def test_what_is_too_long_to_be_sent_again_can_be_copied(strict: Client, boss: User) -> None:
    page = strict.post(url_of(question(hub(), boss)), {"body": "ж" * 1_000_000}, headers=HERE).content.decode()
    assert 150_000 < page.count("ж") <= 200_100
    assert "readonly" in page
    assert "Send it again" not in page


def test_files_are_said_to_be_lost(strict: Client, boss: User) -> None:
    sent = {"body": "See", "new_files": pump()}
    page = strict.post(url_of(question(hub(), boss)), sent, headers=HERE).content.decode()
    assert "The files were not: please choose them again." in page


def test_no_mail_went_out_for_any_of_it(boss: User, post: Post) -> None:
    written = a_message(boss, post)
    client = Client()
    client.post(written.address, written.sent)
    client.force_login(boss)
    client.get(written.address)
    assert not mail.outbox
