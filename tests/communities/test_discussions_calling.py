"""While somebody asks, people who did it are offered, and told of the question if the asker wants it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.discussions import services
from communities.discussions.asking.services import MOST_A_DAY
from communities.discussions.models import Call, Thread
from communities.hubs.models import Hub, Membership
from communities.people.models import Block, Profile, User
from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.models import Theme
from search.sync import drain
from tests.commits import committed

from .discussions import ASK, answer, question, token_in
from .hubs import HUB, hub, member_of, person, signed_in
from .people import member
from .test_discussions_asking import sign_in_by_code

pytestmark = pytest.mark.django_db
ABOUT = "How do we reduce non-revenue water, as Belize Water Services did?"


def helper(name: str, **fields: Any) -> User:
    """Somebody who offers help with the theme of the hub."""
    return member(name, themes=[Theme.objects.get(key=HUB)], offers="Pressure management", **fields)


def asker(here: Hub | None = None, name: str = "asker") -> User:
    return member_of(here or hub(), name, first_name="Zoe", last_name="Asks")


def offered(user: User | None, body: str = ABOUT, language: str = "en", **sent: Any) -> dict[str, str]:
    client = signed_in(user) if user else Client()
    page = client.post(ASK.replace("/en/", f"/{language}/"), {"body": body, "act": "similar", **sent})
    return {each.name: each.reason for each in page.context["helpers"]}


def ask_with(user: User, *whom: User, **sent: Any) -> Any:
    with committed():
        return signed_in(user).post(ASK, {"body": ABOUT, "whom": keys(*whom), **sent}, follow=True)


def keys(*users: User) -> list[str]:
    return [user.profile.public_id for user in users]


def kinds(user: User) -> list[str]:
    return list(user.notifications.order_by("pk").values_list("kind", flat=True))


def test_people_are_offered_with_the_reason_the_best_first_and_no_more_than_three() -> None:
    user, solver = asker(), member("ida")
    here = hub()
    Membership.objects.create(hub=here, user=solver)
    with committed():
        thread = question(here, user, "How do we reduce non-revenue water at night?")
        services.accept(post=answer(thread, solver))
    drain()
    member("eva", organisation=Organisation.objects.get(reference="org-bws"))
    for name in ("bo", "cy"):
        helper(name)
    member("ivo", themes=Theme.objects.exclude(key=HUB)[:1])  # offers nothing
    found = offered(user)
    assert list(found.items())[:2] == [
        ("Ida Ruiz", "Answered “How do we reduce non-revenue water at night?”"),
        ("Eva Ruiz", "Works at Belize Water Services"),
    ]
    assert list(found.values())[2] == f"Offers help with “{Theme.objects.get(key=HUB)}”"
    assert len(found) == 3


def test_who_works_in_a_country_of_the_works_found_comes_before_who_does_not() -> None:
    helper("far", country="IS")
    near = helper("near", country="BZ")
    Profile.objects.filter(pk=near.profile.pk).update(changed_at="2020-01-01T00:00Z")
    assert list(offered(asker())) == ["Near Ruiz", "Far Ruiz"]


def test_the_reason_is_in_the_readers_language() -> None:
    helper("bo")
    user = asker()
    assert offered(user, language="ru")["Bo Ruiz"] != offered(user)["Bo Ruiz"]


@pytest.mark.parametrize("hidden", ["page", "themes", "offers"])
def test_nobody_is_offered_for_what_the_asker_may_not_know(hidden: str) -> None:
    helper("bo", see={hidden: "nobody"})
    assert offered(asker()) == {}


def test_visitors_are_offered_those_who_show_themselves_to_everybody() -> None:
    helper("bo")
    helper("cy", see="public")
    assert list(offered(None)) == ["Cy Ruiz"]


def unwilling(case: str, user: User, other: User) -> None:
    match case:
        case "muted the asker" | "blocked the asker":
            Block.objects.create(user=other, blocked=user, kind=case.split()[0])
        case "muted by the asker":
            Block.objects.create(user=user, blocked=other, kind="muted")
        case "takes no messages":
            Profile.objects.filter(user=other).update(takes_messages=False)
        case "suspended":
            User.objects.filter(pk=other.pk).update(is_active=False)
        case "asked three times this week":
            for _n in range(3):
                Call.objects.create(thread=question(hub(), user), user=other)


UNWILLING = (
    "muted the asker",
    "blocked the asker",
    "muted by the asker",
    "takes no messages",
    "suspended",
    "asked three times this week",
)


@pytest.mark.parametrize("case", UNWILLING)
def test_who_should_not_be_asked_is_neither_offered_nor_told_when_ticked_all_the_same(case: str) -> None:
    user, other = asker(), helper("bo")
    assert list(offered(user)) == ["Bo Ruiz"]
    unwilling(case, user, other)
    assert offered(user) == {}
    ask_with(user, other)
    assert Thread.objects.filter(title__startswith="How do we").count() == 1
    assert kinds(other) == []


def test_who_was_asked_three_times_is_offered_again_after_a_week() -> None:
    user, other = asker(), helper("bo")
    unwilling("asked three times this week", user, other)
    Call.objects.update(created_at=timezone.now() - timezone.timedelta(days=7, minutes=1))
    assert list(offered(user)) == ["Bo Ruiz"]


def test_who_asks_is_not_offered_to_oneself() -> None:
    user = helper("bo")
    Membership.objects.create(hub=hub(), user=user)
    assert offered(user) == {}
    ask_with(user, user)
    assert kinds(user) == []


def test_who_is_ticked_is_told_once_and_sees_the_question() -> None:
    user, other, idle = asker(), helper("bo"), helper("cy")
    Membership.objects.create(hub=hub(), user=other)
    page = ask_with(user, other)
    assert "Your question was brought to: Bo Ruiz." in page.content.decode()
    assert (kinds(other), kinds(idle)) == (["call"], [])
    told = other.notifications.get()
    assert str(told) == "Zoe Asks asks you: How do we reduce non-revenue water, as Belize Water Services did?"
    assert signed_in(other).get(f"/en/inbox/{told.pk}/", follow=True).context["thread"] == Thread.objects.get()


def test_a_double_click_tells_once() -> None:
    user, other = asker(), helper("bo")
    token = token_in(signed_in(user).get(ASK))
    for _click in range(2):
        ask_with(user, other, token=token)
    assert kinds(other) == ["call"]
    assert Call.objects.count() == 1


@pytest.mark.parametrize("act", ["preview", "similar"])
@pytest.mark.parametrize("body", [ABOUT, "zzzz qqqq"])
def test_who_is_ticked_stays_ticked_through_every_look(act: str, body: str) -> None:
    user, other = asker(), helper("bo")
    page = signed_in(user).post(ASK, {"body": body, "act": act, "whom": keys(other)})
    assert [(each.name, each.is_ticked) for each in page.context["helpers"]] == [("Bo Ruiz", True)]
    assert f'value="{other.profile.public_id}"' in page.content.decode()


def test_who_is_ticked_stays_ticked_while_typing_goes_on() -> None:
    user, other = asker(), helper("bo")
    page = signed_in(user).post(f"{ASK}similar/", {"body": "another thing", "whom": keys(other)})
    assert [each.is_ticked for each in page.context["helpers"]] == [True]


def test_who_was_ticked_by_a_visitor_is_still_ticked_after_signing_up() -> None:
    other, client = helper("cy", see="public"), Client()
    sent = {"body": ABOUT, "whom": keys(other), "token": token_in(client.get(ASK))}
    arrived = sign_in_by_code(client, client.post(ASK, sent)["Location"])
    page = client.get(arrived["Location"])
    assert [(each.name, each.is_ticked) for each in page.context["helpers"]] == [("Cy Ruiz", True)]
    with committed():
        client.post(ASK, {"body": ABOUT, "whom": keys(other)})
    assert kinds(other) == ["call"]


@pytest.mark.parametrize("whom", [["x" * 5_000], ["a\x00b"], ["жжж"], ["999"], ["' OR 1=1"], [""] * 10_000])
def test_keys_that_are_nobodys_are_nobody(whom: list[str]) -> None:
    user = asker()
    assert signed_in(user).post(ASK, {"body": ABOUT, "whom": whom[:900]}, follow=True).status_code == 200
    assert Thread.objects.count() == 1
    assert not Call.objects.exists()


def test_of_ten_who_are_ticked_three_are_told() -> None:
    user, others = asker(), [helper(f"p{n}") for n in range(10)]
    ask_with(user, *others)
    assert sum(len(kinds(other)) for other in others) == 3


def test_ten_people_a_day_are_enough() -> None:
    user = asker()
    others = [helper(f"p{n}") for n in range(MOST_A_DAY + 2)]
    for start in range(0, 12, 3):
        page = ask_with(user, *others[start : start + 3])
    assert Call.objects.filter(by=user).count() == MOST_A_DAY
    assert "Your question was brought to: P9 Ruiz." in page.content.decode()
    assert "brought to nobody more" in ask_with(user, others[-1]).content.decode()
    Call.objects.update(created_at=timezone.now() - timezone.timedelta(days=1, minutes=1))
    assert "Your question was brought to: P11 Ruiz." in ask_with(user, others[-1]).content.decode()


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
def test_of_a_closed_hub_only_those_inside_are_offered_and_told(visibility: str) -> None:
    here = hub(visibility=visibility)
    user, outside, inside = asker(here), helper("bo"), helper("cy")
    waiting = helper("di")
    Membership.objects.create(hub=here, user=inside)
    Membership.objects.create(hub=here, user=waiting, state=Membership.State.ASKED)
    assert list(offered(user)) == ["Cy Ruiz"]
    ask_with(user, outside, waiting)
    assert (kinds(outside), kinds(waiting)) == ([], [])


def test_who_is_in_a_members_only_hub_strangers_do_not_learn_while_asking() -> None:
    here = hub(visibility=Hub.Visibility.MEMBERS)
    inside = helper("cy", see="public")
    Membership.objects.create(hub=here, user=inside)
    for stranger in (None, person("stranger")):
        assert offered(stranger, whom=keys(inside)) == {}


def test_an_answer_in_a_closed_hub_is_no_reason_for_others() -> None:
    closed, solver, user = hub("sanitation", visibility="members"), member("ida"), asker()
    Membership.objects.create(hub=closed, user=solver)
    with committed():
        services.accept(post=answer(question(closed, solver, "How to reduce non-revenue water?"), solver))
    drain()
    assert offered(user) == {}


def test_offering_people_costs_the_same_however_many_there_are() -> None:
    client = signed_in(asker())

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.post(f"{ASK}similar/", {"body": ABOUT})
        return len(queries.captured_queries)

    helper("first")
    cost()
    few = cost()
    for number in range(20):
        helper(f"p{number}")
    assert cost() == few


def test_calls_are_among_what_somebody_takes_along() -> None:
    from communities.people.leaving.belongings import belongings_of

    user, other = asker(), helper("bo")
    ask_with(user, other)
    assert [row["user__profile__public_id"] for row in belongings_of(user)["calls"]] == keys(other)
    assert [row["by__profile__public_id"] for row in belongings_of(other)["calls"]] == keys(user)
