from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from communities.discussions.models import Post, Thread
from communities.hubs.models import Date, Hub, Invitation, Membership, Pin
from communities.hubs.querysets import may_moderate
from communities.people.models import User

from .models import ModerationLogEntry, Report, Suspension
from .viewsets import ModerationViewSetGroup

ACTS = {
    "discussions.pin": _("Discussion pinned"),
    "discussions.unpin": _("Discussion no longer pinned"),
    "discussions.close": _("Discussion closed"),
    "discussions.reopen": _("Discussion opened again"),
    "discussions.hide": _("Post hidden"),
    "discussions.unhide": _("Post shown again"),
    "discussions.accept": _("Post chosen as the answer"),
    "discussions.unaccept": _("Post no longer the answer"),
    "discussions.rename": _("Discussion renamed"),
    "discussions.move": _("Discussion moved here"),
    "discussions.merge": _("Discussion merged into this one"),
    "discussions.split": _("Discussion split off"),
    "discussions.draft": _("Draft for the library begun"),
    "hubs.let-in": _("Member let in"),
    "hubs.decline": _("Declined to let in"),
    "hubs.remove": _("Member removed"),
    "hubs.appoint": _("Made a facilitator"),
    "hubs.dismiss": _("No longer a facilitator"),
    "hubs.welcome": _("Member welcomed"),
    "hubs.introduce": _("Introduction of the hub changed"),
    "hubs.settle": _("Joining and visibility of the hub changed"),
    "hubs.pin": _("Pinned on the hub's page"),
    "hubs.unpin": _("No longer pinned on the hub's page"),
    "hubs.announce": _("Date announced"),
    "hubs.change-date": _("Date changed"),
    "hubs.cancel": _("Date cancelled"),
    "hubs.invite": _("Invitation sent"),
    "hubs.invite-link": _("Link to join made"),
    "hubs.withdraw": _("Invitation withdrawn"),
    "moderation.dismissed": _("Report dismissed"),
    "moderation.hidden": _("Post hidden"),
    "moderation.warned": _("Author warned"),
    "moderation.hidden-warned": _("Post hidden, author warned"),
    "moderation.suspended": _("Account suspended"),
    "moderation.lifted": _("Suspension lifted"),
}


class ModeratorsPolicy(BasePermissionPolicy):
    """Whoever may moderate every hub reads; nothing is made, changed or deleted by hand."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and may_moderate(user)


for model in (ModerationLogEntry, Post, Report, Suspension):
    register_permission_policy(model, ModeratorsPolicy(model))


@hooks.register("register_log_actions")
def write_down(actions: LogActionRegistry) -> None:
    """What facilitators and moderators do, whichever app does it: each calls `wagtail.log_actions.log`."""
    for model in (Date, Hub, Invitation, Membership, Pin, Post, Report, Suspension, Thread):
        actions.register_model(model, ModerationLogEntry)
    for action, label in ACTS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_viewset")
def moderation() -> ModerationViewSetGroup:
    return ModerationViewSetGroup()
