"""What people are told: once, in their inbox, in the language they read in, and never about themselves."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from communities.notifications.models import Notification, Preference
from communities.notifications.services import choose, stop, tell
from communities.notifications.stopping import stop_address
from communities.people.models import User

from .hubs import hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db


def news(*users: User, about: str = "thing:1", kind: str = "question", **fields: Any) -> None:
    tell(users=users, kind=kind, about=about, path="hubs/", hub=hub(), title="Meters that stop", **fields)


def test_of_one_thing_a_person_is_told_once() -> None:
    ana, ben = person("ana"), person("ben")
    news(ana)
    news(ana, ben)
    assert Notification.objects.count() == 2


def test_nobody_is_told_of_his_own_doing_and_no_suspended_person_of_anything() -> None:
    ana = person("ana")
    news(ana, person("gone", is_active=False), actor=ana)
    assert not Notification.objects.exists()


def test_the_inbox_speaks_the_language_of_the_page() -> None:
    ana = person("ana")
    news(ana)
    client = signed_in(ana)
    for language in ("en", "fr", "es", "ru"):
        page = client.get(f"/{language}/inbox/").content.decode()
        assert "Meters that stop" in page
        assert f'lang="{language}"' in page
    assert "New in" in client.get("/en/inbox/").content.decode()
    assert "New in" not in client.get("/ru/inbox/").content.decode()


def test_to_open_one_reads_it_and_leads_to_it() -> None:
    ana = person("ana")
    news(ana)
    [one] = ana.notifications.all()
    assert signed_in(ana).get(f"/fr/inbox/{one.pk}/")["Location"] == "/fr/hubs/"
    assert not ana.notifications.unread().exists()


def test_nobody_opens_or_reads_what_others_were_told() -> None:
    ana = person("ana")
    news(ana)
    ben = signed_in(person("ben"))
    assert ben.get(f"/en/inbox/{ana.notifications.get().pk}/").status_code == 404
    ben.post("/en/inbox/read/")
    assert ana.notifications.unread().count() == 1


def test_all_are_read_at_once() -> None:
    ana = person("ana")
    for number in range(3):
        news(ana, about=f"thing:{number}")
    signed_in(ana).post("/en/inbox/read/")
    assert not ana.notifications.unread().exists()


def test_what_a_hub_keeps_to_itself_is_not_read_with_the_others_and_is_new_when_it_opens_again() -> None:
    ana = person("ana")
    news(ana)
    hub(visibility="members")
    client = signed_in(ana)
    client.post("/en/inbox/read/")
    assert client.get(f"/en/inbox/{ana.notifications.get().pk}/").status_code == 404
    hub(visibility="public")
    assert client.get("/en/inbox/").context["unread_news"] == 1


def test_the_number_of_unread_news_stands_in_the_menu() -> None:
    ana = person("ana")
    news(ana)
    assert signed_in(ana).get("/en/inbox/").context["unread_news"] == 1


def test_a_long_inbox_is_paged_at_a_constant_price(django_assert_max_num_queries: Any) -> None:
    ana = person("ana")
    for number in range(70):
        news(ana, about=f"thing:{number}")
    client, seen, older = signed_in(ana), 0, ""
    for _page in range(3):
        with django_assert_max_num_queries(5):
            page = client.get(f"/en/inbox/?before={older}")
        seen += len(page.context["news"])
        older = page.context["older"]
    assert (seen, older) == (70, None)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "١٢", "1\x00"])
def test_a_page_that_is_none_is_the_first(before: str) -> None:
    ana = person("ana")
    news(ana)
    page = signed_in(ana).get("/en/inbox/", {"before": before})
    assert page.status_code == 200


@pytest.mark.parametrize("path", ["", "mail/", "1/"])
def test_a_visitor_signs_in_first(client: Client, path: str) -> None:
    assert client.get(f"/en/inbox/{path}")["Location"].startswith("/en/accounts/login/")


def frequency_of_news_to(user: User) -> str:
    news(user, about=f"thing:{Notification.objects.count()}")
    return user.notifications.first().mail_after  # type: ignore[union-attr]


def test_the_narrower_choice_wins() -> None:
    ana = member_of(hub(), "ana")
    assert frequency_of_news_to(ana) == "weekly"
    choose(user=ana, kind="question", frequency="daily")  # type: ignore[arg-type]
    assert frequency_of_news_to(ana) == "daily"
    choose(user=ana, hub=hub(), frequency="never")  # type: ignore[arg-type]
    assert frequency_of_news_to(ana) == "never"
    choose(user=ana, hub=hub(), kind="question", frequency="at_once")  # type: ignore[arg-type]
    assert frequency_of_news_to(ana) == "at_once"
    stop(user=ana, kinds=["question"])
    assert frequency_of_news_to(ana) == "never"


def test_choices_are_made_on_one_page_and_kept() -> None:
    ana = member_of(hub(), "ana")
    client = signed_in(ana)
    fields = client.get("/en/inbox/mail/").context["form"].fields
    answer = dict.fromkeys(fields, "daily")
    client.post("/en/inbox/mail/", answer)
    form = client.get("/ru/inbox/mail/").context["form"]
    assert {field.initial for field in form.fields.values()} == {"daily"}
    assert client.post("/en/inbox/mail/", {"question": "hourly"}).context["form"].errors
    client.post("/en/inbox/mail/", {name: "" if name.startswith("hub") else "never" for name in fields})
    assert not Preference.objects.filter(hub__isnull=False).exists()
    assert frequency_of_news_to(ana) == "never"


def test_one_press_ends_a_kind_also_where_a_hub_was_chosen_apart() -> None:
    ana = member_of(hub(), "ana")
    choose(user=ana, hub=hub(), frequency="daily")  # type: ignore[arg-type]
    stop(user=ana, kinds=["question"])
    assert frequency_of_news_to(ana) == "never"
    signed_in(ana).post("/en/inbox/mail/", everything(ana) | {"question": "weekly"})
    assert frequency_of_news_to(ana) == "daily"


def test_what_waits_of_a_hub_is_mailed_again_when_it_is_as_the_others() -> None:
    ana = member_of(hub(), "ana")
    choose(user=ana, kind="question", frequency="daily")  # type: ignore[arg-type]
    choose(user=ana, hub=hub(), frequency="never")  # type: ignore[arg-type]
    assert frequency_of_news_to(ana) == "never"
    signed_in(ana).post("/en/inbox/mail/", everything(ana) | {f"hub-{hub().pk}": ""})
    assert ana.notifications.get().mail_after == "daily"
    choose(user=ana, kind="question", frequency="weekly")  # type: ignore[arg-type]
    assert ana.notifications.get().mail_after == "weekly"


def test_what_waits_of_a_kind_that_was_stopped_is_not_mailed_because_its_hub_is_chosen() -> None:
    ana = member_of(hub(), "ana")
    choose(user=ana, hub=hub(), frequency="weekly")  # type: ignore[arg-type]
    stop(user=ana, kinds=["question"])
    assert frequency_of_news_to(ana) == "never"
    signed_in(ana).post("/en/inbox/mail/", everything(ana) | {f"hub-{hub().pk}": "at_once"})
    assert ana.notifications.get().mail_after == "never"


def everything(user: User) -> dict[str, str]:
    """The form as it comes, sent back."""
    fields = signed_in(user).get("/en/inbox/mail/").context["form"].fields
    return {name: field.initial for name, field in fields.items()}


def test_each_line_of_the_page_says_something_else() -> None:
    ana = person("ana")
    labels = [field.label for field in signed_in(ana).get("/en/inbox/mail/").context["form"].fields.values()]
    assert len(labels) == len(set(labels)) > 10


def test_kinds_that_share_a_line_are_chosen_together_and_what_was_chosen_apart_is_not_lost() -> None:
    ana = person("ana")
    choose(user=ana, kind="declined", frequency="daily")  # type: ignore[arg-type]
    form = everything(ana)
    assert form["let-in"] == "daily"
    signed_in(ana).post("/en/inbox/mail/", form)
    assert [(each.kind, each.frequency) for each in ana.mail_preferences.all()] == [("declined", "daily")]
    signed_in(ana).post("/en/inbox/mail/", form | {"let-in": "never"})
    chosen = {each.kind: each.frequency for each in ana.mail_preferences.all()}
    assert chosen == {"let-in": "never", "declined": "never"}


def test_one_press_ends_the_whole_line(client: Client) -> None:
    ana = person("ana")
    client.post(stop_address(ana, ["warned"]).removeprefix(settings.BASE_URL))
    assert {each.kind for each in ana.mail_preferences.all()} == {"warned", "lifted"}
