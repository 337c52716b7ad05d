from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .reading import Register

PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "view_page")
OTHER = ("access_admin", "submit_translation")
FACTS = ("organisation", "partnership", "programme")


def load(register: Register) -> None:
    """What editors may do: write, publish and translate pages, upload files, keep the facts."""
    if not register.claim("group:editors"):
        return
    editors, _created = Group.objects.get_or_create(name="Editors")
    for codename in PAGES:
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.get_or_create(
            group=editors, page=Page.get_first_root_node(), permission=permission
        )
    for permission in Permission.objects.filter(content_type__app_label="media"):
        if permission.codename.split("_")[0] in ("add", "change", "choose") and "passage" not in permission.codename:
            GroupCollectionPermission.objects.get_or_create(
                group=editors, collection=Collection.get_first_root_node(), permission=permission
            )
    wanted = [f"{action}_{model}" for model in FACTS for action in ("add", "change", "publish", "view")]
    editors.permissions.add(*Permission.objects.filter(codename__in=[*OTHER, *wanted]))
