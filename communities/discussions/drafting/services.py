"""From posts to a draft in the library: nobody's words without his or her consent, nobody's name without a wish."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from communities.notifications.services import tell
from communities.people.models import User

from ..models import AGREED, Contribution, Post, Product, Thread
from .page import draft_page

Consent = Contribution.Consent


class Nothing(Exception):
    """There is nothing to make a draft of: nobody agreed, or nobody can be asked."""


class Drafted(Exception):
    """The draft is made already."""


@transaction.atomic
def begin(*, thread: Thread, keys: Sequence[int], title: str, by: User) -> Product:
    """Select posts for the library and ask those who wrote them; who selects his or her own agrees by that.

    Pressed twice, people are asked once.

    Raises:
        Nothing: of none of these posts somebody can be asked.
    """
    posts = list(thread.posts.shown().filter(pk__in=keys, author__is_active=True).select_related("author"))
    if not posts:
        raise Nothing
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # the second half of a double click finds the first
    known = _begun_before(thread, posts, title, by)
    if known:
        return known
    product = Product.objects.create(thread=thread, title=title, made_by=by)
    product.posts.set(posts)
    authors = {post.author for post in posts if post.author}
    now = timezone.now()
    Contribution.objects.bulk_create(
        Contribution(product=product, user=user, consent=Consent.NAMED, answered_at=now)
        if user == by
        else Contribution(product=product, user=user)
        for user in sorted(authors, key=lambda author: author.pk)
    )
    _tell(product, list(User.objects.filter(pk__in=[user.pk for user in authors])), "consent", by)
    return product


def _begun_before(thread: Thread, posts: Sequence[Post], title: str, by: User) -> Product | None:
    begun = Product.objects.filter(thread=thread, title=title, made_by=by, drafted_at=None)
    wanted = {post.pk for post in posts}
    return next((each for each in begun if set(each.posts.values_list("pk", flat=True)) == wanted), None)


def _tell(product: Product, users: list[User], kind: str, by: User, about: str = "") -> None:
    """Those of `users` who may read the thread now."""
    hub = product.thread.hub
    inside = set(hub.memberships.inside().values_list("user", flat=True))
    tell(
        users=[user for user in users if hub.is_public or user.pk in inside],
        kind=kind,
        about=about or f"product:{product.pk}",
        path=product.get_absolute_url().split("/", 2)[2],
        hub=hub,
        actor=by,
        title=product.title,
    )


@transaction.atomic
def answer(*, contribution: Contribution, consent: str) -> None:
    """Agree, with or without one's name, or not. Whoever made the draft is told who does not agree any more."""
    product = (
        Product.objects.select_for_update(of=("self",))
        .select_related("thread__hub__theme", "made_by")
        .get(pk=contribution.product_id)
    )
    contribution.refresh_from_db()
    was_used = product.drafted_at is not None and contribution.consent in AGREED
    contribution.consent, contribution.answered_at = consent, timezone.now()
    contribution.save(update_fields=["consent", "answered_at"])
    if was_used and consent == Consent.NO and product.made_by:
        _tell(product, [product.made_by], "withdrawn", contribution.user, f"withdrawn:{contribution.pk}")


@transaction.atomic
def draft(*, product: Product, by: User) -> Product:
    """Make the draft of the posts whose authors agreed, once, and tell editors where `by` cannot edit it.

    Raises:
        Drafted: somebody was faster.
        Nothing: nobody has agreed yet.
    """
    product = Product.objects.select_for_update(of=("self",)).select_related("thread__hub__theme").get(pk=product.pk)
    if product.drafted_at:
        raise Drafted
    agreed = product.contributions.filter(consent__in=AGREED).values("user")
    posts = list(product.posts.shown().filter(author__in=agreed).order_by("number"))
    if not posts:
        raise Nothing
    page = draft_page(product, posts, by)
    product.page, product.drafted_at = page, timezone.now()
    product.save(update_fields=["page", "drafted_at"])
    if not page.permissions_for_user(by).can_edit():
        _tell_editors(product, page, by)
    return product


def _tell_editors(product: Product, page: Page, by: User) -> None:
    """Without a word of the hub, which they may not know of."""
    may = PagePermissionPolicy().users_with_permission_for_instance("change", page)
    tell(
        users=[user for user in may if page.permissions_for_user(user).can_edit()],
        kind="draft",
        about=f"draft:{product.pk}",
        path=f"drafts/{product.pk}/",
        actor=by,
        title=product.title,
    )
