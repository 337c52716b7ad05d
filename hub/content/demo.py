"""Demonstration members and threads, for development only; they say in their names what they are."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from communities.discussions import services as discussions
from communities.discussions.models import Post
from communities.hubs.models import Hub, Membership
from communities.people.models import User

from .reading import Item, read


@transaction.atomic
def load(password: str) -> None:
    """Add what is missing; what was written before is found by the token that each post was made with."""
    data = read("demo.yaml")
    members = {item["key"]: _member(item, password) for item in data["members"]}
    for number, item in enumerate(data["threads"]):
        _thread(item, members, number)


def _member(item: Item, password: str) -> User:
    email = f"{item['key']}@example.org"
    names = {name: item[name] for name in ("first_name", "last_name", "language")}
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, password, last_login=timezone.now(), **names
    )
    for hub in Hub.objects.filter(theme__key__in=item["hubs"]):
        Membership.objects.get_or_create(hub=hub, user=user, defaults={"role": item["role"]})
    return user


def _thread(item: Item, members: dict[str, User], number: int) -> None:
    hub = Hub.objects.filter(theme__key=item["hub"]).first()
    if hub is None or Post.objects.filter(token=_token(number, 0)).exists():
        return
    first, *answers = item["posts"]
    question = discussions.ask(
        hub=hub,
        author=members[first["member"]],
        body=first["text"],
        language=item["language"],
        title=item["title"],
        token=_token(number, 0),
    )
    for position, answer in enumerate(answers, start=1):
        discussions.reply(
            thread=question.thread,
            author=members[answer["member"]],
            body=answer["text"],
            language=answer.get("language", item["language"]),
            token=_token(number, position),
        )


def _token(thread: int, post: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:{thread}:{post}")
