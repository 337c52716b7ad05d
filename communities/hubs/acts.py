"""What a facilitator does to a membership, by the name that a form's button sends."""

from collections.abc import Callable

from django.db import transaction
from wagtail.log_actions import log

from communities.people.models import User

from . import services
from .models import Membership


def _noted(action: str, do: Callable[..., bool]) -> Callable[..., bool]:
    """Done and written down, or neither."""

    @transaction.atomic
    def done(*, membership: Membership, by: User) -> bool:
        is_done = do(membership=membership, by=by)
        if is_done:
            log(membership, f"hubs.{action}", user=by)
        return is_done

    return done


ANSWERS = {"let-in": _noted("let-in", services.let_in), "decline": _noted("decline", services.decline)}
ACTS = ANSWERS | {
    "welcome": _noted("welcome", services.welcome),
    "remove": _noted("remove", services.remove),
    "appoint": _noted("appoint", services.appoint),
    "dismiss": _noted("dismiss", services.dismiss),
}
