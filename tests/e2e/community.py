"""Makes something of everything that communities have, inside the site, and tells where it is looked at."""

import json
from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.utils import timezone, translation

from communities.discussions import services as discussions
from communities.discussions.drafting.services import begin
from communities.discussions.models import Post, PostTranslation, Thread
from communities.hubs import inviting, pinning
from communities.hubs import services as hubs
from communities.hubs.models import Date, Hub, Membership
from communities.moderation import subjects
from communities.moderation.models import Report
from communities.moderation.services import report
from communities.notifications.stopping import stop_address
from communities.people.models import Message, User

HUB = "resources"
BODY = "Which **pumps** fail first? See [this case](/en/library/da-nang-vei/).\n\n> As somebody said.\n\n- one\n- two"


def make(stamp: int) -> None:
    hub = Hub.objects.select_related("theme").get(theme__key=HUB)
    member, facilitator, moderator, asker = (
        _person(name, hub, role)
        for name, role in (
            ("member", "member"),
            ("facilitator", "facilitator"),
            ("moderator", ""),
            ("asker", "member"),
        )
    )
    moderator.is_staff = True
    moderator.save()
    moderator.user_permissions.add(*Permission.objects.filter(codename__in=("moderate_hub", "access_admin")))
    thread = discussions.ask(hub=hub, author=asker, body=f"{BODY} {stamp}", language="en", token=uuid4()).thread
    own = discussions.reply(thread=thread, author=member, body="The oldest ones.", language="fr", token=uuid4())
    discussions.edit(post=own, body="The oldest ones, and those without a spare.", language="fr")
    discussions.accept(post=own)
    own.refresh_from_db()
    words = ["Las más viejas, y las que no tienen repuesto."]
    PostTranslation.objects.create(post=own, language="es", version=own.written_at, texts=words)
    key = pinning.key_at("/en/library/da-nang-vei/", hub)
    pinning.pin(hub=hub, key=key or "", by=facilitator)
    starts = timezone.now() + timedelta(days=3)
    date = Date(hub=hub, title="A call about pumps", starts_at=starts, ends_at=starts + timedelta(hours=1))
    hubs.announce(date=date, by=facilitator)
    inviting.invite(hub=hub, email="somebody@pages.example", by=facilitator)
    report(subject=subjects.of_post(thread.posts.get(number=1)), by=member, reason="rude", words="It insults.")
    with translation.override("en"):
        product = begin(thread=thread, keys=[own.pk], title="Spare pumps", by=facilitator)
        paths = _paths(hub, thread, own, asker, member) | {
            "facilitator": [
                *(f"hubs/{HUB}/{name}/" for name in ("members", "introduction", "pin", "invite", "settings")),
                *(f"hubs/{HUB}/{name}/" for name in ("dates", "dates/new", "reports", "metrics")),
                *(f"hubs/{HUB}/dates/{date.pk}/{name}/" for name in ("change", "cancel")),
                f"hubs/{HUB}/",
                *(f"hubs/{HUB}/discussions/{thread.pk}/{name}/" for name in ("rename", "move", "merge", "select")),
                f"hubs/{HUB}/discussions/{thread.pk}/",
                f"hubs/{HUB}/discussions/{thread.pk}/products/{product.pk}/",
            ],
        }
    print(json.dumps(paths))


def _person(name: str, hub: Hub, role: str) -> User:
    user = User.objects.create_user(
        f"{name}@pages.example", "headwaters-demo", first_name=name.title(), last_login=timezone.now()
    )
    if role:
        Membership.objects.create(hub=hub, user=user, role=role)
    return user


def _paths(hub: Hub, thread: Thread, own: Post, asker: User, member: User) -> dict[str, list[str]]:
    here, other = f"hubs/{HUB}/discussions/{thread.pk}/", f"people/{asker.profile.public_id}/"
    question = thread.posts.get(number=1)
    stop = stop_address(member, ["question"]).split("/en/", 1)[1]
    invited = f"hubs/{HUB}/invited/{inviting.link_of(hub=hub, by=asker).token}/"
    message = Message.objects.create(sender=asker, recipient=member)
    reported = f"moderation/reports/{Report.objects.get(post=question).pk}/"
    return {
        "visitor": [
            *(f"hubs/{HUB}/", f"hubs/{HUB}/join/", invited, f"hubs/{HUB}/discussions/", here),
            *("people/", stop),
        ],
        "member": [
            *("hubs/", f"hubs/{HUB}/", f"hubs/{HUB}/members/", f"hubs/{HUB}/discussions/"),
            *(
                f"hubs/{HUB}/discussions/new/",
                here,
                f"{here}?quote={question.pk}",
                f"hubs/{HUB}/discussions/people/?who=a",
                f"{here}people/",
            ),
            *(f"{here}posts/{own.pk}/{name}/" for name in ("edit", "remove", "history")),
            f"{here}posts/{question.pk}/report/",
            *(f"{here}posts/{own.pk}/translations/es/", f"reports/message/{message.pk}/", invited),
            *("people/", "people/?theme=resources&country=ML", other, f"{other}contact/", f"{other}report/"),
            *("people/me/", *(f"people/me/{step}/" for step in range(1, 6)), "people/me/blocked/"),
            *("inbox/", "inbox/mail/", "accounts/", "accounts/again/", "accounts/close/"),
        ],
        "moderator": [f"hubs/{HUB}/", here, f"hubs/{HUB}/members/", f"hubs/{HUB}/reports/"],
        "desk": [
            *("moderation/reports/", reported, f"{reported}suspend/"),
            *("moderation/waiting/", "moderation/log/", "moderation/suspensions/"),
        ],
    }
