"""Marks survive what happens to the transactions and processes around them, and are drained once and whole."""

from typing import Any

import pytest
from django.db import connection, transaction

from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Organisation
from search import sync
from search.keys import key_of
from search.marks import mark
from search.models import SearchMark
from search.sync import drain
from tests.commits import committed
from tests.factories import case_study

from .entries import entries, entry, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> CaseStudyPage:
    with committed():
        return case_study()


def test_a_change_that_is_rolled_back_leaves_no_mark_and_no_drain(page: CaseStudyPage) -> None:
    with committed() as callbacks, transaction.atomic():
        publish(page, title="Never")
        assert SearchMark.objects.exists()
        transaction.set_rollback(True)
    assert not SearchMark.objects.exists()
    assert not callbacks
    assert entry(page).title == "Sluice gates of Testville"


def test_a_change_after_one_that_was_rolled_back_is_drained(page: CaseStudyPage) -> None:
    with committed():
        with transaction.atomic():
            mark(page)
            transaction.set_rollback(True)
        publish(page, title="Weirs of Testville")
    assert entry(page).title == "Weirs of Testville"


def test_many_changes_in_one_transaction_make_one_drain(monkeypatch: pytest.MonkeyPatch) -> None:
    drains = []
    monkeypatch.setattr("search.tasks.drain", lambda: drains.append(SearchMark.objects.count()) or 0)
    with committed():
        for organisation in Organisation.objects.all()[:5]:
            organisation.save()
    assert len(drains) == 1
    assert drains[0] >= 5


def test_a_mark_renewed_while_its_object_is_built_is_not_lost(
    page: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = sync.build
    later = iter(["Weirs of Testville"])

    def built_while_somebody_edits(key: str) -> int:
        count = build(key)
        for title in later:
            publish(page, title=title)
        return count

    publish(page, title="Locks of Testville")
    monkeypatch.setattr(sync, "build", built_while_somebody_edits)
    drain()
    assert SearchMark.objects.filter(key=key_of(page)).exists()
    drain()
    assert entry(page).title == "Weirs of Testville"
    assert not SearchMark.objects.exists()


def test_a_mark_that_is_finished_while_it_is_renewed_is_not_lost(page: CaseStudyPage) -> None:
    """Another process may finish a mark between any two statements of the one that renews it."""
    publish(page, title="Weirs of Testville")
    known = SearchMark.objects.get(key=key_of(page))

    renewed: list[str] = []

    def finished_by_another(execute: Any, sql: str, *args: Any) -> Any:
        if renewed:  # the statement after the first one that renews the mark
            renewed.clear()
            sync._finish([known])
        answer = execute(sql, *args)
        if sql.startswith("INSERT") and "search_searchmark" in sql:
            renewed.append(sql)
        return answer

    with connection.execute_wrapper(finished_by_another):
        publish(page, title="Locks of Testville")
    assert SearchMark.objects.filter(key=key_of(page)).exists()


def test_an_object_that_cannot_be_built_keeps_its_mark_and_stops_nobody(
    page: CaseStudyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Organisation.objects.first()

    def search_document(self: Organisation, language: str) -> None:
        raise ValueError(f"{self.reference} is broken")

    monkeypatch.setattr(Organisation, "search_document", search_document)
    with committed():
        broken.save()
        publish(page, title="Weirs of Testville")
    assert entry(page).title == "Weirs of Testville"
    assert {row.title for row in entries(broken)} != set(), "what was known before stays found"
    left = SearchMark.objects.get()
    assert (left.key, left.attempts, left.error) == (key_of(broken), 1, f"{broken.reference} is broken")
    monkeypatch.undo()
    assert drain() == 1
