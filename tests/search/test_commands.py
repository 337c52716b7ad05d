"""search_rebuild, search_sync and search_check: what operators run, with readers served all the while."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Organisation, Partnership, Programme
from search.build import build
from search.check import check
from search.engines.elasticsearch import index
from search.engines.elasticsearch.client import connection
from search.keys import key_of
from search.models import SearchEntry, SearchMark
from search.sync import drain
from tests.commits import committed
from tests.factories import case_study

from .servers import refusing

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_site(db: None) -> None:
    """A few works only: a check builds every one of them."""
    Partnership.objects.all().delete()
    Programme.objects.all().delete()
    Organisation.objects.exclude(pk__in=list(Organisation.objects.values_list("pk", flat=True)[:4])).delete()
    with committed():
        drain()


@pytest.fixture
def page(small_site: None) -> CaseStudyPage:
    with committed():
        return case_study(title="Zonkwater sluices")


def run(command: str, *args: str) -> str:
    told = io.StringIO()
    call_command(command, *args, stdout=told, stderr=told)
    return told.getvalue()


def titles(text: str = "zonkwater") -> set[str]:
    answer = Client().get("/api/search", {"q": text}).json()
    assert answer["engine"] == "elasticsearch"
    return {work["title"] for work in answer["results"]}


def indices(settings: Any) -> list[str]:
    with connection() as client:
        return sorted(client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}*"))


# Without Elasticsearch


def test_nothing_has_drifted_on_the_real_content(db: None) -> None:
    assert "No drift." in run("search_check")


def test_a_missing_an_outdated_and_a_leftover_entry_are_named_and_repaired(page: CaseStudyPage) -> None:
    outdated, leftover = Organisation.objects.all()[:2]
    SearchEntry.objects.of_key(key_of(page)).delete()
    SearchEntry.objects.of_key(key_of(outdated)).update(title="Was so once")
    Organisation.objects.filter(pk=leftover.pk).update(live=False)
    assert check().entries == sorted(map(key_of, (page, outdated, leftover)))
    with pytest.raises(CommandError, match="drifted"):
        run("search_check")
    assert "Repaired 3 works." in run("search_check", "--repair")
    assert SearchEntry.objects.get(key=key_of(page)).title == page.title
    assert not SearchEntry.objects.filter(title="Was so once").exists()
    assert not SearchEntry.objects.of_key(key_of(leftover)).exists()


def test_an_entry_of_something_the_site_no_longer_knows_is_repaired_away(page: CaseStudyPage) -> None:
    SearchEntry.objects.of_key(key_of(page)).update(key="library.lostpage:7")
    assert check().entries == sorted([key_of(page), "library.lostpage:7"])
    assert "No drift." in run("search_check", "--repair")
    assert not SearchEntry.objects.of_key("library.lostpage:7").exists()


def test_a_mark_that_waits_is_named_and_worked_off(page: CaseStudyPage) -> None:
    SearchMark.objects.add({key_of(page)})
    with pytest.raises(CommandError):
        run("search_check")
    assert "1 works finished." in run("search_sync")
    assert "No drift." in run("search_check")


@pytest.fixture
def broken(page: CaseStudyPage, monkeypatch: pytest.MonkeyPatch) -> CaseStudyPage:
    """One object that cannot be built any more."""
    document_of = CaseStudyPage.search_document

    def search_document(self: CaseStudyPage, language: str) -> Any:
        if self.pk == page.pk:
            raise ValueError("broken for good")
        return document_of(self, language)

    monkeypatch.setattr(CaseStudyPage, "search_document", search_document)
    return page


def test_one_broken_object_does_not_stop_a_check(broken: CaseStudyPage) -> None:
    organisation = Organisation.objects.first()
    SearchEntry.objects.of_key(key_of(organisation)).delete()
    assert check().entries == sorted(map(key_of, (broken, organisation)))
    with pytest.raises(CommandError, match="drifted"):
        run("search_check", "--repair")
    assert SearchEntry.objects.of_key(key_of(organisation)).exists()
    with pytest.raises(CommandError, match=r"1 marks are left. Last error: broken for good"):
        run("search_sync")


def test_one_broken_object_does_not_stop_a_rebuild(broken: CaseStudyPage) -> None:
    count = SearchEntry.objects.count()
    SearchEntry.objects.exclude(key=key_of(broken)).delete()
    with pytest.raises(CommandError, match="1 works could not be built"):
        run("search_rebuild")
    assert SearchEntry.objects.count() == count
    assert SearchMark.objects.get().key == key_of(broken)


def test_a_rebuild_without_its_server_fails_and_says_so(page: CaseStudyPage, settings: Any) -> None:
    with refusing() as url:
        settings.ELASTICSEARCH_URL = url
        with pytest.raises(CommandError, match="not reachable"):
            run("search_rebuild")
        with pytest.raises(CommandError, match="not reachable"):
            run("search_check")


# With Elasticsearch


@pytest.mark.elasticsearch
def test_a_rebuild_serves_readers_from_the_old_index_and_replays_what_changed_meanwhile(
    elasticsearch: str, page: CaseStudyPage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed():
        gone = case_study(title="Zonkwater goes", slug="gone")
    (old,) = indices(settings)
    seen: list[set[str]] = []
    bulk, others = index._bulk, iter([True])

    def bulk_while_people_work(client: Any, name: str, actions: Any) -> Any:
        answer = bulk(client, name, actions)
        if next(others, False):
            seen.append(titles())
            with committed():
                page.title = "Zonkwater changed"
                page.save_revision().publish()
                gone.delete()
                case_study(title="Zonkwater new", slug="new")
            seen.append(titles())
        return answer

    monkeypatch.setattr(index, "_bulk", bulk_while_people_work)
    index.rebuild()
    assert seen == [
        {"Zonkwater sluices", "Zonkwater goes"},
        {"Zonkwater changed", "Zonkwater new"},
    ], "readers are served from the old index, the editor's changes included"
    assert titles() == {"Zonkwater changed", "Zonkwater new"}
    (new,) = indices(settings)
    assert new != old
    assert index.differences() == []


@pytest.mark.elasticsearch
def test_a_rebuild_that_fails_leaves_the_old_index_alone(
    elasticsearch: str, page: CaseStudyPage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = indices(settings)
    monkeypatch.setattr(index, "_document", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        index.rebuild()
    assert indices(settings) == before
    assert titles() == {"Zonkwater sluices"}


@pytest.mark.elasticsearch
def test_the_command_rebuilds_both_engines(elasticsearch: str, page: CaseStudyPage) -> None:
    SearchEntry.objects.all().delete()
    told = run("search_rebuild")
    assert f"{SearchEntry.objects.count()} entries." in told
    assert "works in Elasticsearch." in told
    assert titles() == {"Zonkwater sluices"}
    assert "No drift." in run("search_check")


@pytest.mark.elasticsearch
def test_what_elasticsearch_lacks_has_left_over_or_holds_outdated_is_named_and_repaired(
    elasticsearch: str, page: CaseStudyPage, settings: Any
) -> None:
    missing, outdated = Organisation.objects.all()[:2]
    with connection() as client:
        target = {"index": settings.ELASTICSEARCH_INDEX, "refresh": True}
        client.delete(id=f"{key_of(missing)}|public", **target)
        client.index(
            id="library.lostpage:7|public", document={"key": "library.lostpage:7", "audience": "public"}, **target
        )
    build(key_of(outdated))  # the entries know more than Elasticsearch does
    expected = sorted([key_of(missing), key_of(outdated), "library.lostpage:7"])
    assert check().elasticsearch == expected
    with pytest.raises(CommandError, match="drifted"):
        run("search_check")
    assert "Repaired 3 works." in run("search_check", "--repair")
    assert check().is_clean


@pytest.mark.elasticsearch
def test_a_work_that_elasticsearch_refuses_keeps_its_mark_and_holds_up_nobody(
    elasticsearch: str, page: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, refused = index._document, Organisation.objects.first()

    def unfit(key: str, audience: str, rows: list[SearchEntry]) -> dict[str, Any]:
        return document(key, audience, rows) | ({"year_from": "long ago"} if key == key_of(refused) else {})

    monkeypatch.setattr(index, "_document", unfit)
    with committed():
        refused.save()
        page.title = "Zonkwater weirs"
        page.save_revision().publish()
    mark = SearchMark.objects.get(key=key_of(refused))
    assert "refused" in mark.error
    assert not SearchMark.objects.filter(key=key_of(page)).exists()
    assert titles() == {"Zonkwater weirs"}
    SearchMark.objects.all().delete()
    run("search_rebuild")
    assert titles() == {"Zonkwater weirs"}
    assert SearchMark.objects.filter(key=key_of(refused)).exists()
    monkeypatch.undo()
    run("search_sync")
    assert check().is_clean
