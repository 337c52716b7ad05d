"""The page of a hub's metrics, and the file: the same figures in both, at the same cost however much there is."""

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from communities.discussions import services
from communities.people.models import User

from .discussions import queries, question
from .hubs import HUB, hub, member_of, moderator, signed_in
from .metrics import answered, asked, came

pytestmark = pytest.mark.django_db
HOME = f"/en/hubs/{HUB}/"
PAGE = f"{HOME}metrics/"
FILE = f"{HOME}metrics.csv"
WORK = "/en/library/belize-water-services-contra-costa/"


@pytest.fixture
def client() -> Client:
    return signed_in(member_of(hub(), "boss", role="facilitator"))


@pytest.fixture
def ana() -> User:
    return came("ana", country="MW")


def busy(ana: User, people: int) -> None:
    """So many members more, each of whom asked, answered, thanked and linked to a work."""
    asker = User.objects.filter(email="asker@utility.example").first() or came("asker")
    for number in range(people):
        user = came(f"m{number}-{timezone.now():%f}", country="ZM")
        post = answered(asked(asker, body=f"Question {number}? See [this]({WORK})."), user)
        services.thank(post=post, user=ana)
        services.accept(post=post)
        asked(user)


def rows(client: Client, path: str = FILE) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))


def value(client: Client, measure: str, of: str | None = None) -> list[str]:
    return [row["value"] for row in rows(client) if row["measure"] == measure and of in (None, row["of"])]


@pytest.mark.parametrize("path", [PAGE, FILE])
def test_it_costs_the_same_with_three_people_as_with_sixty(client: Client, ana: User, path: str) -> None:
    busy(ana, 3)
    client.get(path)
    few = queries(client, path)
    busy(ana, 57)
    assert queries(client, path) == few < 22


def test_the_way_there_costs_the_hubs_home_nothing(client: Client) -> None:
    client.get(HOME)
    with_link = queries(client, HOME)
    assert PAGE in client.get(HOME).content.decode()
    other = signed_in(member_of(hub(), "insider"))
    other.get(HOME)
    assert PAGE not in other.get(HOME).content.decode()
    assert PAGE not in Client().get(HOME).content.decode()
    assert with_link - queries(other, HOME) == 2  # what waits for the facilitator: see test_deciding


def test_moderators_find_the_way_too() -> None:
    assert PAGE in signed_in(moderator()).get(HOME).content.decode()


@pytest.mark.parametrize("months", ["3", "12", "all", "0", "x", "", "%00", "9" * 5_000])
@pytest.mark.parametrize("path", [PAGE, FILE])
def test_an_empty_hub_has_its_page_for_every_time(client: Client, path: str, months: str) -> None:
    response = client.get(f"{path}?months={months}")
    assert response.status_code == 200
    assert "None" not in response.content.decode()


def test_the_page_says_what_was_counted(client: Client, ana: User) -> None:
    thread = asked(ana, body="Who listens at night?")
    services.thank(post=answered(thread, came("bo"), hours=5, body=f"We & they do: [so]({WORK})."), user=ana)
    waiting = asked(ana, body="=1+1?")
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(PAGE).content.decode())).split())
    assert "Questions asked 2" in text
    assert "Answered by somebody else 50% 1 of 2" in text
    assert "Time to the first answer 5 hours" in text
    assert "Malawi 1" in text
    assert "Not told 2" in text
    assert "1 open question has no answer" in text
    assert "We & they do: so. Bo Ruiz · helped 1 person" in text
    assert "Case study · in 1 post" in text
    assert waiting.get_absolute_url() in client.get(PAGE).content.decode()


def test_charts_hold_the_numbers_of_their_tables_and_no_style(client: Client, ana: User) -> None:
    html = client.get(f"{PAGE}?months=3").content.decode()
    chart = re.search(r'<figure class="chart">.*?</figure>', html, re.DOTALL)[0]  # type: ignore[index]
    heights = [float(height) for height in re.findall(r'<rect[^>]* height="([\d.]+)%"', chart)]
    counts = [int(count) for count in re.findall(r"<td>(\d+)</td>", chart)]
    assert [height > 0 for height in heights] == [count > 0 for count in counts] == [False, False, True]
    assert "<svg" in chart
    assert re.search(r"<svg(?![^>]*aria-hidden)", chart) is None
    assert "style=" not in html.split("<main", 1)[1]


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
def test_bars_are_drawn_with_points_whatever_the_language_writes(client: Client, ana: User, language: str) -> None:
    html = client.get(f"/{language}/hubs/{HUB}/metrics/").content.decode()
    widths = re.findall(r'<rect[^>]* width="([^"]+)"', html)
    assert widths
    assert all(re.fullmatch(r"\d+\.\d\d%", width) for width in widths)


def test_the_file_holds_the_same_figures(client: Client, ana: User) -> None:
    bo = came("bo", see={"country": "nobody"})
    services.thank(post=answered(asked(ana), bo, hours=2.5, body=f"[So]({WORK})."), user=ana)
    asked(bo)
    today = str(timezone.localdate())
    assert value(client, "members", today) == ["3"]
    assert value(client, "members_by_country", "MW") == ["1"]
    assert value(client, "members_by_country", "") == ["2"]
    assert value(client, "questions") == ["2"]
    assert value(client, "questions_answered") == ["1"]
    assert value(client, "median_time_to_first_answer") == ["2.50"]
    assert value(client, "questions_unanswered", today) == ["1"]
    assert value(client, "unanswered_for") == ["1"]
    assert len(value(client, "posts")) == 12
    assert sum(map(int, value(client, "posts"))) == 3
    assert value(client, "new_members", today[:7]) == ["3"]
    assert value(client, "post_helped") == ["1"]
    assert value(client, "work_linked_to", f"http://localhost:8000{WORK}") == ["1"]


def test_the_file_bears_the_hubs_name_and_the_day_and_reads_the_same_in_every_language(
    client: Client, ana: User
) -> None:
    response = client.get(FILE)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = f"headwaters-{HUB}-{timezone.localdate()}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.content.decode("utf-8-sig").splitlines()[0] == "measure,of,name,value,unit"
    english, russian = rows(client), rows(client, FILE.replace("/en/", "/ru/"))
    assert {row["name"] for row in russian} >= {"Малави", "Не указана"}
    assert [row | {"name": ""} for row in english] == [row | {"name": ""} for row in russian]


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "+7 999", "-2"])
def test_a_title_that_a_spreadsheet_would_run_stays_a_text(client: Client, ana: User, title: str) -> None:
    question(hub(), ana, title=title)
    assert [row["name"] for row in rows(client) if row["measure"] == "unanswered_for"] == [f"'{title}"]
