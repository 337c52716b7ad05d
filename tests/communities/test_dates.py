"""Facilitators announce dates by their own clock; members are told and take them into their calendars."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from communities.hubs import services
from communities.hubs.models import Date, Hub
from communities.hubs.reading import DATES, DATES_ON_PAGE

from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.now().year + 1


@pytest.fixture
def here() -> Hub:
    return hub()


@pytest.fixture
def facilitator(here: Hub) -> Any:
    return member_of(here, "facilitator", role="facilitator", time_zone="America/Guatemala")


def announce(facilitator: Any, **fields: str) -> Any:
    form = {
        "title": "Night flow, with figures",
        "starts_at": f"{NEXT_YEAR}-03-04T15:00",
        "ends_at": f"{NEXT_YEAR}-03-04T16:30",
        "link": "https://meet.example/night",
        "text": "Bring a curve of yours.",
    }
    return signed_in(facilitator).post(f"/en/hubs/{HUB}/dates/new/", form | fields)


def date_of(here: Hub, **fields: Any) -> Date:
    start = timezone.now() + timedelta(days=1)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    return Date.objects.create(**{"hub": here, "title": "A call", **times} | fields)


def test_a_date_is_kept_by_the_facilitators_clock_and_shown_by_the_members(here: Hub, facilitator: Any) -> None:
    announce(facilitator)
    assert Date.objects.get().starts_at == datetime(NEXT_YEAR, 3, 4, 21, tzinfo=UTC)
    in_africa = signed_in(member_of(here, "ana", time_zone="Africa/Blantyre"))
    assert "11 p.m." in in_africa.get(f"/en/hubs/{HUB}/").content.decode()


def test_members_are_told_and_nobody_else(here: Hub, facilitator: Any) -> None:
    insider, waiting = member_of(here), member_of(here, "waiting", state="asked")
    announce(facilitator)
    news = insider.notifications.get()
    assert (news.kind, news.path) == ("date", f"hubs/{HUB}/dates/#date-{Date.objects.get().pk}")
    assert not waiting.notifications.exists()
    assert not facilitator.notifications.exists()


def test_the_calendar_file_says_the_same(here: Hub, facilitator: Any, client: Client) -> None:
    announce(facilitator, title="Night flow; with, figures\\n", text="Line\r\nBEGIN:VEVENT")
    response = client.get(f"/en/hubs/{HUB}/dates/{Date.objects.get().pk}.ics")
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["summary"] == "Night flow; with, figures\\n"
    assert event.decoded("dtstart") == Date.objects.get().starts_at
    assert response["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("starts_at", "tomorrow"),
        ("ends_at", f"{NEXT_YEAR}-03-04T14:00"),
        ("ends_at", f"{NEXT_YEAR}-09-04T14:00"),
        ("link", "javascript:alert(1)"),
        ("text", "x" * 2_001),
        ("text", "a\x00b"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_the_rest_is_kept(
    facilitator: Any, field: str, value: str
) -> None:
    answer = announce(facilitator, **{field: value})
    assert field in answer.context["form"].errors
    assert not Date.objects.exists()
    assert "meet.example" in answer.content.decode() or field == "link"


def test_a_double_click_announces_once(here: Hub, facilitator: Any) -> None:
    insider = member_of(here)
    page = signed_in(facilitator).get(f"/en/hubs/{HUB}/dates/new/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    for _click in range(2):
        answer = announce(facilitator, token=token)
        assert answer["Location"] == f"/en/hubs/{HUB}/dates/#date-{Date.objects.get().pk}"
    assert Date.objects.count() == insider.notifications.count() == 1
    announce(facilitator)
    announce(facilitator)
    assert Date.objects.count() == 3


def test_two_clicks_at_the_same_moment_announce_once(
    here: Hub, facilitator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = str(uuid4())
    announce(facilitator, token=token)
    monkeypatch.setattr(QuerySet, "first", lambda found: None)  # the first is not there yet when the second looks
    date = date_of(hub("sanitation"))
    date.pk, date.hub, date.token, date._state.adding = None, here, UUID(token), True
    assert services.announce(date=date, by=facilitator) == Date.objects.get(hub=here)


def test_what_is_over_cannot_be_announced(facilitator: Any) -> None:
    answer = announce(facilitator, starts_at="2020-01-01T10:00", ends_at="2020-01-01T11:00")
    assert "starts_at" in answer.context["form"].errors


def test_what_has_ended_is_shown_no_more(here: Hub, client: Client) -> None:
    date_of(here, title="Long ago", starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now())
    assert "Long ago" not in client.get(f"/en/hubs/{HUB}/").content.decode()


def test_a_facilitator_cancels_a_date_of_the_own_hub_only(here: Hub, facilitator: Any) -> None:
    own, other = date_of(here), date_of(hub("sanitation"))
    for date in (own, other):
        signed_in(facilitator).post(f"/en/hubs/{HUB}/dates/{date.pk}/cancel/")
    assert list(Date.objects.upcoming()) == [other]


def test_every_date_can_be_read_changed_and_cancelled(here: Hub, facilitator: Any) -> None:
    for number in range(DATES + 1):
        date_of(here, title=f"Call {number}.", ends_at=timezone.now() + timedelta(days=3))
    last, client = Date.objects.last(), signed_in(facilitator)
    assert last is not None
    home = client.get(f"/en/hubs/{HUB}/").content.decode()
    assert last.title not in home
    assert f'href="/en/hubs/{HUB}/dates/"' in home
    page = client.get(f"/en/hubs/{HUB}/dates/").content.decode()
    for expected in (f'id="date-{last.pk}"', f"/dates/{last.pk}/change/", f"/dates/{last.pk}/cancel/"):
        assert expected in page
    last.delete()
    assert f'href="/en/hubs/{HUB}/dates/"' not in client.get(f"/en/hubs/{HUB}/").content.decode()


def test_what_is_far_away_stands_on_another_page(here: Hub, client: Client) -> None:
    for number in range(DATES_ON_PAGE + 1):
        date_of(here, title=f"Call {number}.")
    first = client.get(f"/en/hubs/{HUB}/dates/")
    assert (len(first.context["page"]), 'href="?page=2"' in first.content.decode()) == (DATES_ON_PAGE, True)
    assert len(client.get(f"/en/hubs/{HUB}/dates/?page=2").context["page"]) == 1


def test_what_was_done_with_a_date_is_confirmed_and_who_hears_of_it(here: Hub, facilitator: Any) -> None:
    def told(answer: Any) -> str:
        [message] = signed_in_again.get(answer["Location"]).context["messages"]
        return str(message)

    signed_in_again = signed_in(facilitator)
    form = {"title": "A call", "starts_at": f"{NEXT_YEAR}-03-04T15:00", "ends_at": f"{NEXT_YEAR}-03-04T16:30"}
    assert "announced" in told(signed_in_again.post(f"/en/hubs/{HUB}/dates/new/", form))
    change = f"/en/hubs/{HUB}/dates/{Date.objects.get().pk}/change/"
    assert told(signed_in_again.post(change, form | {"title": "A long call"})) == "Saved."
    assert "new time" in told(signed_in_again.post(change, form | {"ends_at": f"{NEXT_YEAR}-03-04T18:30"}))
    cancel = change.replace("change", "cancel")
    assert "cancelled" in told(signed_in_again.post(cancel))
    assert "faster" in told(signed_in_again.post(cancel))


def test_to_look_at_cancelling_cancels_nothing(here: Hub, facilitator: Any) -> None:
    insider, date = member_of(here), date_of(here, title="Night flow")
    page = signed_in(facilitator).get(f"/en/hubs/{HUB}/dates/{date.pk}/cancel/").content.decode()
    assert "Night flow" in page
    assert Date.objects.upcoming().exists()
    assert not insider.notifications.exists()


def test_where_to_meet_is_for_members(here: Hub, client: Client) -> None:
    date = date_of(here, link="https://meet.example/night", ends_at=timezone.now() + timedelta(days=2))
    outside = (client, signed_in(person("ana")), signed_in(member_of(here, "waiting", state="asked")))
    for path in ("", "dates/", f"dates/{date.pk}.ics"):
        address = f"/en/hubs/{HUB}/{path}"
        assert "meet.example" in signed_in(member_of(here, f"in{len(path)}")).get(address).content.decode()
        for somebody in outside:
            assert "meet.example" not in somebody.get(address).content.decode()
    assert "Join the hub to see the link" in client.get(f"/en/hubs/{HUB}/").content.decode()


def test_dates_of_a_hub_for_members_are_for_members(here: Hub, client: Client) -> None:
    hub(visibility=Hub.Visibility.MEMBERS)
    date = date_of(here, title="Among us", ends_at=timezone.now() + timedelta(days=2))
    assert "Among us" not in client.get(f"/en/hubs/{HUB}/").content.decode()
    assert client.get(f"/en/hubs/{HUB}/dates/{date.pk}.ics").status_code == 403
    assert "Among us" in signed_in(member_of(here)).get(f"/en/hubs/{HUB}/").content.decode()


def test_the_hubs_home_keeps_its_budget_of_queries(here: Hub, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        date_of(here, ends_at=timezone.now() + timedelta(days=3 + number))
    client = signed_in(member_of(here))
    client.get(f"/en/hubs/{HUB}/")
    with django_assert_max_num_queries(14):
        client.get(f"/en/hubs/{HUB}/")
    assert signed_in(person("ana")).get(f"/en/hubs/{HUB}/").status_code == 200


def kinds(user: Any) -> list[str]:
    return [each.kind for each in user.notifications.order_by("pk")]


def press(facilitator: Any, what: str, **form: str) -> Any:
    return signed_in(facilitator).post(f"/en/hubs/{HUB}/dates/{Date.objects.get().pk}/{what}/", form)


def typed(facilitator: Any) -> dict[str, Any]:
    """The form to change the date, as it comes."""
    form = signed_in(facilitator).get(f"/en/hubs/{HUB}/dates/{Date.objects.get().pk}/change/").context["form"]
    with timezone.override(facilitator.time_zone):
        times = {name: f"{form[name].value():%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}
    return {field.name: field.value() for field in form} | times


def test_of_a_date_that_is_cancelled_members_hear_and_of_the_date_itself_nobody_any_more(
    here: Hub, facilitator: Any
) -> None:
    heard, insider = member_of(here, "heard"), member_of(here)
    announce(facilitator)
    heard.notifications.mark_read()
    for _press in range(2):
        press(facilitator, "cancel")
    assert (kinds(heard), kinds(insider)) == (["date", "date-cancelled"], ["date-cancelled"])
    assert "Night flow" in str(insider.notifications.get())
    assert "Night flow" not in signed_in(insider).get(f"/en/hubs/{HUB}/").content.decode()
    assert kinds(facilitator) == []


def test_the_file_of_a_cancelled_date_takes_it_out_of_calendars(here: Hub, facilitator: Any, client: Client) -> None:
    announce(facilitator)
    path = f"/en/hubs/{HUB}/dates/{Date.objects.get().pk}.ics"
    before = Calendar.from_ical(client.get(path).content)
    press(facilitator, "cancel")
    after = Calendar.from_ical(client.get(path).content)
    [was], [now] = before.walk("VEVENT"), after.walk("VEVENT")
    assert (after["method"], now["status"]) == ("CANCEL", "CANCELLED")
    assert was["uid"] == now["uid"]
    assert now["sequence"] > was["sequence"]


def test_another_time_is_told_and_what_else_is_changed_is_not(here: Hub, facilitator: Any, client: Client) -> None:
    insider = member_of(here)
    announce(facilitator)
    insider.notifications.mark_read()
    form = typed(facilitator)
    assert form["starts_at"] == f"{NEXT_YEAR}-03-04T15:00"
    press(facilitator, "change", **form | {"title": "Night flow, with more figures"})
    assert (Date.objects.get().title, kinds(insider)) == ("Night flow, with more figures", ["date"])
    for hour in (16, 15, 16):  # each time is news
        times = {"starts_at": f"{NEXT_YEAR}-03-04T{hour}:00", "ends_at": f"{NEXT_YEAR}-03-04T{hour}:30"}
        press(facilitator, "change", **form | times)
        insider.notifications.mark_read()
    assert Date.objects.get().starts_at == datetime(NEXT_YEAR, 3, 4, 22, tzinfo=UTC)
    assert kinds(insider) == ["date", *["date-changed"] * 3]
    [event] = Calendar.from_ical(client.get(f"/en/hubs/{HUB}/dates/{Date.objects.get().pk}.ics").content).walk(
        "VEVENT"
    )
    assert event["sequence"] == 3


def test_who_had_not_heard_of_the_old_time_hears_of_the_new_one_alone(here: Hub, facilitator: Any) -> None:
    insider = member_of(here)
    announce(facilitator)
    press(facilitator, "change", **typed(facilitator) | {"starts_at": f"{NEXT_YEAR}-03-04T14:00"})
    assert kinds(insider) == ["date-changed"]


def test_what_cannot_be_changed_so_is_told_and_kept(here: Hub, facilitator: Any) -> None:
    announce(facilitator)
    answer = press(facilitator, "change", **typed(facilitator) | {"ends_at": f"{NEXT_YEAR}-03-04T14:00"})
    assert answer.context["form"].errors["ends_at"]
    assert Date.objects.get().version == 0


def test_what_is_cancelled_or_another_hubs_cannot_be_changed(here: Hub, facilitator: Any) -> None:
    cancelled, other = date_of(here, cancelled_at=timezone.now()), date_of(hub("sanitation"))
    for date in (cancelled, other):
        assert signed_in(facilitator).get(f"/en/hubs/{HUB}/dates/{date.pk}/change/").status_code == 404
