"""What can be reported: a post, a person's page, a message."""

from dataclasses import dataclass

from django.utils.translation import get_language

from communities.discussions.models import Post
from communities.hubs.models import Hub
from communities.people.models import Message, User

from .models import Report


@dataclass(frozen=True)
class Subject:
    """`about` names the thing, `path` is where it stands, below the language."""

    about: str
    person: User | None
    path: str
    title: str
    post: Post | None = None
    message: Message | None = None

    @property
    def address(self) -> str:
        """In the language that is active."""
        return f"/{get_language()}/{self.path}"

    @property
    def hub(self) -> Hub | None:
        return self.post.thread.hub if self.post else None


def of_post(post: Post) -> Subject:
    return Subject(f"post:{post.pk}", post.author, _below_language(post.get_absolute_url()), str(post.thread), post)


def of_person(person: User) -> Subject:
    path = _below_language(person.profile.get_absolute_url())
    return Subject(f"person:{person.pk}", person, path, person.public_name)


def of_message(message: Message) -> Subject:
    about = of_person(message.sender)
    return Subject(f"message:{message.pk}", message.sender, about.path, about.title, message=message)


def subject_of(report: Report) -> Subject:
    if report.post:
        return of_post(report.post)
    if report.person:
        return of_person(report.person)
    return Subject(report.about, None, "people/", report.author_name)


def _below_language(address: str) -> str:
    return address.split("/", 2)[2]
