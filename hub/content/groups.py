"""Who may do what in the editor, and the review that a page goes through."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import HomePage
from knowledge.editing.models import ThemeGroup
from knowledge.library.models import LibraryPage
from knowledge.taxonomy.models import Theme

from .reading import Register

PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "view_page")
OTHER = ("access_admin", "submit_translation")
CHOSEN = ("image", "document")  # as "choose_image" names them
FACTS = ("organisation", "partnership", "programme")


def load(register: Register) -> None:
    if register.claim("group:editors"):
        _editors()
    if register.claim("group:reviewers"):
        _reviewers()
    if register.claim("group:translators"):
        _translators()
    if register.claim("group:editors:sources"):
        _name_sources(Group.objects.get_or_create(name="Editors")[0])
    if register.claim("group:administrators"):
        _administrators()
    for theme in Theme.objects.all():
        if register.claim(f"group:theme:{theme.key}"):
            _theme_editors(theme)
    if register.claim("permissions:links"):
        _links()


def _editors() -> None:
    """Editors write, publish and translate pages, upload files and keep the facts."""
    editors, _created = Group.objects.get_or_create(name="Editors")
    _may(editors, PAGES, [Page.get_first_root_node()])
    _may_upload(editors)
    wanted = [f"{action}_{model}" for model in FACTS for action in ("add", "change", "publish", "view")]
    editors.permissions.add(*Permission.objects.filter(codename__in=[*OTHER, *wanted]))


def _reviewers() -> None:
    """Reviewers read what is handed in for review, comment, send it back or publish it."""
    reviewers, _created = Group.objects.get_or_create(name="Reviewers")
    root = Page.get_first_root_node()
    _may(reviewers, ("change_page", "publish_page", "lock_page", "unlock_page", "view_page"), [root])
    reviewers.permissions.add(Permission.objects.get(codename="access_admin"))
    task = GroupApprovalTask.objects.create(name="Review")
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name="Review before publishing")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for page in HomePage.objects.all():
        WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def _translators() -> None:
    """Translators change and publish pages in every language but the one that is written first."""
    translators, _created = Group.objects.get_or_create(name="Translators")
    homes = HomePage.objects.exclude(locale__language_code=settings.LANGUAGE_CODE)
    _may(translators, ("change_page", "publish_page", "view_page"), homes)
    translators.permissions.add(*Permission.objects.filter(codename__in=OTHER))


def _administrators() -> None:
    """Administrators do everything in the editor, accounts, groups, workflows and settings with it."""
    administrators, _created = Group.objects.get_or_create(name="Administrators")
    _may(administrators, (*PAGES, "bulk_delete_page"), [Page.get_first_root_node()])
    _may_upload(administrators, "delete")
    administrators.permissions.set(Permission.objects.all())


def _theme_editors(theme: Theme) -> None:
    """Those who look after a theme write and publish library items of this theme, and of no other."""
    label = theme.label.in_language(settings.LANGUAGE_CODE)
    editors, _created = Group.objects.get_or_create(name=f"Theme editors: {label}")
    _may(editors, PAGES, LibraryPage.objects.all())
    _may_upload(editors)
    editors.permissions.add(*Permission.objects.filter(codename__in=OTHER))
    _name_sources(editors)
    bound, _created = ThemeGroup.objects.get_or_create(group=editors)
    bound.themes.add(theme)


def _name_sources(group: Group) -> None:
    group.permissions.add(*Permission.objects.filter(codename__in=("add_source", "change_source", "view_source")))


def _may_upload(group: Group, *besides: str) -> None:
    for permission in Permission.objects.filter(content_type__app_label="media"):
        action, _separator, model = permission.codename.partition("_")
        if action in ("add", "change", "choose", *besides) and model in ("customimage", "customdocument", *CHOSEN):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )


def _links() -> None:
    """Broken links are for those who can mend them; the reason for a withdrawal is the editors' to give."""
    links = Permission.objects.filter(codename__in=("view_link", "change_link"))
    withdrawals = Permission.objects.filter(codename__in=("add_withdrawal", "change_withdrawal", "view_withdrawal"))
    for group in Group.objects.filter(name__in=("Editors", "Reviewers")):
        group.permissions.add(*links, *(withdrawals if group.name == "Editors" else ()))


def _may(group: Group, codenames: Iterable[str], pages: Iterable[Page]) -> None:
    permissions = Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtailcore")
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)
