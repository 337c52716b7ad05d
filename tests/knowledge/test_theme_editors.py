"""Those who look after a theme edit library items of their theme, and of no other."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page

from communities.people.models import User
from knowledge.editing.models import ThemeGroup
from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Partnership
from knowledge.taxonomy.models import Theme
from tests.factories import case_study, library_page
from tests.forms import case_study_form

pytestmark = pytest.mark.django_db
QUALITY, LOSSES = "quality", "non-revenue-water"
ACTIONS = ("edit", "publish", "delete", "unpublish", "lock", "set_view_restrictions")


@pytest.fixture
def theme_editor() -> User:
    user = User.objects.create_user("quality@utility.example", "a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get(theme_bounds__themes__key=QUALITY))
    return user


@pytest.fixture
def client(theme_editor: User) -> Client:
    client = Client()
    client.force_login(theme_editor)
    return client


def page_on(*themes: str, slug: str = "sluice-gates") -> CaseStudyPage:
    page = case_study(slug=slug)
    page.themes = [Theme.objects.get(key=key) for key in themes]
    page.save_revision().publish()
    return CaseStudyPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("themes", "allowed"), [((QUALITY,), True), ((LOSSES, QUALITY), True), ((LOSSES,), False), ((), False)]
)
def test_a_page_is_theirs_by_its_themes(
    theme_editor: User, action: str, themes: tuple[str, ...], allowed: bool
) -> None:
    tester = page_on(*themes).permissions_for_user(theme_editor)
    assert getattr(tester, f"can_{action}")() == allowed


def test_the_themes_of_its_partnership_count_too(theme_editor: User) -> None:
    partnership = Partnership.objects.get(reference="wop-bws-ccwd")
    page = case_study(partnership=partnership)
    assert page.permissions_for_user(theme_editor).can_edit() == partnership.themes.filter(key=QUALITY).exists()
    partnership.themes.add(Theme.objects.get(key=QUALITY))
    partnership.save()
    assert CaseStudyPage.objects.get(pk=page.pk).permissions_for_user(theme_editor).can_edit()


def test_the_form_of_another_theme_does_not_open_and_takes_nothing(client: Client) -> None:
    page = page_on(LOSSES)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert client.get(address).status_code == 302
    client.post(address, case_study_form(title="Taken over", slug="sluice-gates") | {"action-publish": "yes"})
    assert CaseStudyPage.objects.get(pk=page.pk).title == "Sluice gates of Testville"


def test_they_do_not_touch_what_stands_outside_the_library(theme_editor: User) -> None:
    for page in Page.objects.filter(depth=3).exclude(slug="library").specific():
        assert not page.permissions_for_user(theme_editor).can_edit(), page


def test_many_pages_deleted_at_once_leave_those_of_other_themes_standing(client: Client) -> None:
    mine, other = page_on(QUALITY), page_on(LOSSES, slug="other")
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
    client.post(f"{address}?id={mine.pk}&id={other.pk}&next={reverse('wagtailadmin_home')}")
    assert list(CaseStudyPage.objects.filter(pk__in=[mine.pk, other.pk])) == [other]


def new_page(client: Client, *themes: str) -> str:
    address = reverse("wagtailadmin_pages:add", args=("library", "casestudypage", library_page().pk))
    form = case_study_form(themes=[Theme.objects.get(key=key).pk for key in themes]) | {"action-publish": "yes"}
    return client.post(address, form, follow=True).content.decode()


def test_they_add_a_page_on_their_theme(client: Client) -> None:
    new_page(client, QUALITY, LOSSES)
    assert CaseStudyPage.objects.get(slug="weirs", alias_of=None).live


def test_they_are_told_beside_the_field_when_a_new_page_is_on_none_of_their_themes(client: Client) -> None:
    html = new_page(client, LOSSES)
    assert "Choose at least one of the themes you look after" in html
    assert not CaseStudyPage.objects.filter(slug="weirs").exists()


def test_who_is_also_an_editor_edits_everything(theme_editor: User) -> None:
    theme_editor.groups.add(Group.objects.get(name="Editors"))
    assert page_on(LOSSES).permissions_for_user(theme_editor).can_edit()


def test_who_may_edit_only_because_it_is_her_turn_to_review_is_not_asked_for_a_theme_of_hers() -> None:
    reviewer = User.objects.create_user("turn@utility.example", "a long enough secret", is_staff=True)
    turn = Group.objects.create(name="Laboratory")
    turn.permissions.add(Permission.objects.get(codename="access_admin"))
    reviewer.groups.add(turn)
    page = page_on(LOSSES)
    workflow, task = page.get_workflow(), GroupApprovalTask.objects.get(name="Review")
    task.groups.set([turn])
    workflow.start(page, reviewer)
    client = Client()
    client.force_login(reviewer)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    html = client.post(address, case_study_form(title="Read again", slug="sluice-gates"), follow=True).content.decode()
    assert "Choose at least one of the themes" not in html
    assert CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Read again"


def test_every_theme_has_a_group_of_its_own() -> None:
    bound = {row.group.name: [theme.key for theme in row.themes.all()] for row in ThemeGroup.objects.all()}
    assert len(bound) == 9
    assert bound["Theme editors: Non-Revenue Water"] == [LOSSES]


def test_an_administrator_binds_a_group_to_themes_and_sets_it_free_again(administrator: User) -> None:
    client, group = Client(), Group.objects.create(name="Laboratory")
    client.force_login(administrator)
    address = reverse("wagtailusers_groups:edit", args=(group.pk,))
    assert "Only library items of these themes" in client.get(address).content.decode()
    empty = {
        f"{prefix}-{name}": "0"
        for prefix in ("page_permissions", "image_permissions", "document_permissions", "collection_permissions")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    quality = Theme.objects.get(key=QUALITY)
    client.post(address, {"name": "Laboratory", "theme_bounds-themes": [quality.pk], **empty})
    assert list(group.theme_bounds.themes.all()) == [quality]
    client.post(address, {"name": "Laboratory", **empty})
    assert not ThemeGroup.objects.filter(group=group).exists()
