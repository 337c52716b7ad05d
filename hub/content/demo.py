"""Demonstration members, threads and dates, for development only; they say in their names what they are."""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from communities.discussions import services as discussions
from communities.discussions.models import Post
from communities.hubs.models import Date, Hub, Membership
from communities.people.models import User
from knowledge.taxonomy.models import Theme

from .reading import Item, read


@transaction.atomic
def load(password: str) -> None:
    """Add what is missing; what was written before is found by the token that each post and date was made with.

    What is there is left as it is, for somebody may have changed it.
    """
    data = read("demo.yaml")
    members = {item["key"]: _member(item, password) for item in data["members"]}
    for number, item in enumerate(data["threads"]):
        _thread(item, members, number)
    for number, item in enumerate(data["dates"]):
        _date(item, members[item["member"]], number)


def _member(item: Item, password: str) -> User:
    email = f"{item['key']}@example.org"
    names = {name: item[name] for name in ("first_name", "last_name", "language")}
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, password, last_login=timezone.now(), **names)
        _tell(user, item["profile"])
    for hub in Hub.objects.filter(theme__key__in=item["hubs"]):
        Membership.objects.get_or_create(hub=hub, user=user, defaults={"role": item["role"]})
    return user


def _tell(user: User, told: Item) -> None:
    profile = user.profile
    for name, value in told.items():
        if name != "themes":
            setattr(profile, name, value)
    profile.save()
    profile.themes.set(Theme.objects.filter(key__in=told["themes"]))


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
        post = discussions.reply(
            thread=question.thread,
            author=members[answer["member"]],
            body=answer["text"],
            language=answer.get("language", item["language"]),
            token=_token(number, position),
        )
        if position == item.get("accepted"):
            discussions.accept(post=post)


def _date(item: Item, by: User, number: int) -> None:
    """Nobody is told: those who are meant are made up."""
    hub = Hub.objects.filter(theme__key=item["hub"]).first()
    starts_at = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=item["in_days"])
    told = {"title": item["title"], "text": item["text"], "starts_at": starts_at}
    if hub is not None:
        Date.objects.get_or_create(
            hub=hub,
            announced_by=by,
            token=_token("date", number),
            defaults=told | {"ends_at": starts_at + timedelta(hours=1)},
        )


def _token(thread: int | str, post: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:{thread}:{post}")
