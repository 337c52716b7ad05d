"""What a facilitator does to a membership, by the name that a form's button sends."""

from collections.abc import Callable

from . import services

ANSWERS: dict[str, Callable[..., bool]] = {"let-in": services.let_in, "decline": services.decline}
ACTS = ANSWERS | {"remove": services.remove, "appoint": services.appoint, "dismiss": services.dismiss}
